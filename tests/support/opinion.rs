//! Second opinions: golden scripts run on real databases, up, down and up again.
//!
//! In: the `.sql` files of a case and a fresh [`Database`]. Out: what does not hold. A case may bring
//!
//! - `setup.<dialect>.sql`: what must be there before everything (a role, an extension);
//! - `rows.<dialect>.sql`: rows that stand in the tables when the script runs, for a script
//!   that starts at a revision (which is compiled and run first); `data.<dialect>.txt` then
//!   shows all rows after the way up, the way back and the way up again;
//! - `skip.<dialect>.txt`: lines `what: reason`, where `what` is `run` (the server cannot run it at
//!   all), `guard` (a second run is no error), `restore` (the way back leads elsewhere), `data`
//!   (rows differ from run to run) or `readback` (the server has what the simulation cannot know).

use std::path::Path;

use pretty_assertions::StrComparison;
use rayon::prelude::*;

use super::database::Database;
use super::golden::case::command;
use super::golden::{Case, Compiler};
use super::readback::{self, Belief, simulated, written};
use super::server::say;
use super::state::State;

/// The scripts of one case in one dialect.
#[derive(Debug, Default)]
pub struct Scripts {
    /// What leads to where the script starts, in order.
    pub before: Vec<String>,
    /// The script itself.
    pub up: String,
    /// The way back.
    pub down: Option<String>,
    /// True where the script starts at an empty database.
    pub from_base: bool,
    /// What is left out.
    pub skip: Vec<String>,
    /// What is believed of the schema after the script, and after the way back.
    pub beliefs: [Option<Belief>; 2],
}

/// Runs every case that has a script in the dialect, and says how many there were.
///
/// `databases` names the settings that each case is run under and makes a fresh database.
/// The faults are the return value; `update` rewrites `data.<dialect>.txt`.
pub fn run<D: Database>(
    cases: &[Case],
    dialect: &str,
    compiler: &dyn Compiler,
    update: bool,
    databases: &(dyn Fn() -> Vec<D> + Sync),
) -> Vec<String> {
    let results: Vec<Result<bool, String>> = cases
        .par_iter()
        .filter(|case| case.files.contains(&format!("{dialect}.sql")))
        .map(|case| {
            let fault = |error| format!("{} on {dialect}: {error}", case.name);
            let scripts = scripts(case, dialect, compiler).map_err(fault)?;
            if scripts.skips("run") {
                return Ok(false);
            }
            for database in databases() {
                let data = check(&database, &scripts).map_err(fault)?;
                compare_data(case, dialect, &data, update).map_err(fault)?;
            }
            Ok(true)
        })
        .collect();
    let ran = results.iter().filter(|result| matches!(result, Ok(true))).count();
    let left_out = results.iter().filter(|result| matches!(result, Ok(false))).count();
    let faults: Vec<String> = results.into_iter().filter_map(Result::err).collect();
    say(&format!(
        "{dialect}: {ran} golden cases ran, {} failed, {left_out} were left out",
        faults.len()
    ));
    faults
}

/// Gathers the scripts of a case; the way to a start other than base is compiled.
fn scripts(case: &Case, dialect: &str, compiler: &dyn Compiler) -> Result<Scripts, String> {
    let skip = case.text(&format!("skip.{dialect}.txt")).unwrap_or_default();
    let mut scripts = Scripts {
        before: case.text(&format!("setup.{dialect}.sql")).into_iter().collect(),
        up: case.text(&format!("{dialect}.sql")).unwrap_or_default(),
        down: case.text(&format!("{dialect}.down.sql")),
        from_base: true,
        skip: skip.lines().map(str::to_owned).collect(),
        beliefs: [None, None],
    };
    let known = ["run: ", "guard: ", "restore: ", "data: ", "readback: "];
    if let Some(line) =
        scripts.skip.iter().find(|line| !known.iter().any(|what| line.starts_with(what)))
    {
        return Err(format!(
            "skip.{dialect}.txt says `{line}`, which is none of {known:?} and a reason"
        ));
    }
    if let Some(start) = way_to_start(&case.up) {
        let outcome = compiler.compile(case, dialect, &start);
        if outcome.status != Some(0) {
            return Err(format!("{start:?} was refused:\n{}", outcome.stderr));
        }
        scripts.before.push(outcome.stdout);
        scripts.from_base = false;
    }
    scripts.before.extend(case.text(&format!("rows.{dialect}.sql")));
    if !scripts.skips("run") {
        let belief = |args: &[String]| -> Result<Option<Belief>, String> {
            let setup = case.text(&format!("setup.{dialect}.sql"));
            let simulated = simulated::end_of(case, dialect, args)?;
            Ok(simulated.map(|it| Belief {
                setup,
                statements: written::ddl(&it),
                script: Some(it.script()),
                settled: written::ddl(&it.settled()),
            }))
        };
        let down = case.down.as_ref().filter(|_| scripts.down.is_some());
        scripts.beliefs = [belief(&case.up)?, down.map_or(Ok(None), |args| belief(args))?];
    }
    Ok(scripts)
}

/// The command line that leads from base to where this one starts; none where that is base.
pub fn way_to_start(args: &[String]) -> Option<Vec<String>> {
    let command = command(args)?;
    let at = args.iter().position(|word| word == command)?;
    let current = args.windows(2).find(|pair| pair[0] == "--current").map(|pair| pair[1].clone());
    let range = args[at + 1..].iter().find(|word| word.contains(':') && !word.contains('='));
    let start = match (command, range.and_then(|range| range.split_once(':')), current) {
        ("upgrade" | "downgrade" | "stamp", Some((start, _)), _) if !start.is_empty() => {
            start.to_owned()
        }
        ("upgrade" | "downgrade" | "stamp", _, Some(current)) => current,
        ("downgrade", _, None) => "heads".to_owned(),
        _ => "base".to_owned(),
    };
    if start == "base" {
        return None;
    }
    // Options that choose the schema or the variables hold for both; a range and its companions do not.
    let mut way: Vec<String> = args[..at].to_vec();
    way.extend(["upgrade".to_owned(), format!("base:{start}")]);
    let mut rest = args[at + 1..].iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "-x"
            | "--schema"
            | "-t"
            | "--target"
            | "--dialect-version"
            | "--version-table-schema" => {
                way.push(word.clone());
                way.extend(rest.next().cloned());
            }
            _ => {}
        }
    }
    Some(way)
}

impl Scripts {
    fn skips(&self, what: &str) -> bool {
        self.skip.iter().any(|line| line.starts_with(&format!("{what}: ")))
    }
}

/// Runs up, down and up again; the rows after each step are the answer.
pub fn check(database: &dyn Database, scripts: &Scripts) -> Result<String, String> {
    for script in &scripts.before {
        database
            .run(script)
            .map_err(|error| format!("what stands before the script fails:\n{error}"))?;
    }
    let before = database.state();
    broken_off(database, &scripts.up, &before)?;
    let after = step(database, "the script", &scripts.up, &before, scripts)?;
    let mut data = rows("up", &after);
    let mut differ = believed(database, &after, scripts, 0)?;
    if let Some(belief) = scripts.beliefs[0].as_ref().filter(|_| !differ) {
        readback::compare_script(database, &after, belief, "after the script")?;
    }
    let Some(down) = &scripts.down else { return needed(scripts, differ).map(|()| data) };
    let back = step(database, "the way back", down, &after, scripts)?;
    data += &rows("down", &back);
    differ |= believed(database, &back, scripts, 1)?;
    needed(scripts, differ)?;
    if !scripts.skips("restore") {
        // In a table that stays, a dropped column may come back as the last one.
        let shape = |state: &State| {
            let state = state.without_version_table();
            if scripts.from_base { state } else { state.without_order() }
        };
        same(
            "the way back does not restore the schema",
            &shape(&before).schema,
            &shape(&back).schema,
        )?;
    }
    let again = step(database, "the script, run again,", &scripts.up, &back, scripts)?;
    data += &rows("up again", &again);
    let (after, again) = if scripts.from_base {
        (after, again)
    } else {
        (after.without_order(), again.without_order())
    };
    same("the second way up leads elsewhere", &after.schema, &again.schema)?;
    if scripts.from_base && !scripts.skips("data") {
        same("the second way up leaves other rows", &after.rows, &again.rows)?;
    }
    Ok(data)
}

/// Compares the server with what is believed of it; true where they differ and that is excused.
fn believed(
    database: &dyn Database,
    state: &State,
    scripts: &Scripts,
    at: usize,
) -> Result<bool, String> {
    let Some(belief) = &scripts.beliefs[at] else { return Ok(false) };
    let when = ["after the script", "after the way back"][at];
    match readback::compare(database, state, belief, when) {
        Err(_) if scripts.skips("readback") => Ok(true),
        compared => compared.map(|()| false),
    }
}

/// An excuse that excuses nothing hides what it was not made for.
fn needed(scripts: &Scripts, differ: bool) -> Result<(), String> {
    match scripts.skips("readback") && !differ {
        true => Err("the server has what is believed: `readback` needs no excuse".to_owned()),
        false => Ok(()),
    }
}

/// Where a whole script is one transaction, a failure before its end must leave nothing behind.
fn broken_off(database: &dyn Database, script: &str, before: &State) -> Result<(), String> {
    let lines: Vec<&str> = script.lines().collect();
    let ends = |word: &str| lines.iter().filter(|line| line.starts_with(word)).count();
    let Some((start, end)) = script.rsplit_once("\nCOMMIT;") else { return Ok(()) };
    if ends("COMMIT;") != 1 || ends("BEGIN") != 1 {
        return Ok(()); // A part of it stands outside.
    }
    let broken = format!("{start}\nINSERT INTO there_is_no_such_table VALUES (1);\n\nCOMMIT;{end}");
    if database.run(&broken).is_ok() {
        return Err("the script went on after a statement that fails".to_owned());
    }
    let after = database.state();
    let what = "the script was broken off, but changed";
    same(&format!("{what} the schema"), &before.schema, &after.schema)?;
    same(&format!("{what} rows"), &before.rows, &after.rows)
}

/// Runs a script, then once more: at another version it must stop and change nothing.
fn step(
    database: &dyn Database,
    what: &str,
    script: &str,
    before: &State,
    scripts: &Scripts,
) -> Result<State, String> {
    database.run(script).map_err(|error| format!("{what} fails:\n{error}"))?;
    let after = database.state();
    // A script with no revision in it leads nowhere, and may be run again.
    if after != *before && !scripts.skips("guard") {
        if database.run(script).is_ok() {
            return Err(format!("{what} runs a second time: the guard did not stop it"));
        }
        let guarded = database.state();
        same(
            &format!("{what} was stopped by its guard, but changed the schema"),
            &after.schema,
            &guarded.schema,
        )?;
        same(
            &format!("{what} was stopped by its guard, but changed rows"),
            &after.rows,
            &guarded.rows,
        )?;
    }
    Ok(after)
}

fn same(message: &str, expected: &[String], found: &[String]) -> Result<(), String> {
    if expected == found {
        return Ok(());
    }
    Err(format!("{message}:\n{}", StrComparison::new(&expected.join("\n"), &found.join("\n"))))
}

fn rows(when: &str, state: &State) -> String {
    let lines = state.rows.iter().map(|row| row.trim_start_matches("row\t").to_owned() + "\n");
    format!("-- {when}\n{}", lines.collect::<String>())
}

fn compare_data(case: &Case, dialect: &str, data: &str, update: bool) -> Result<(), String> {
    if !case.files.contains(&format!("rows.{dialect}.sql")) {
        return Ok(());
    }
    let file = format!("data.{dialect}.txt");
    let there = case.text(&file).unwrap_or_default();
    if there != data && update {
        say(&format!("wrote {}/{file}", case.name));
        std::fs::write(Path::new(&case.dir).join(&file), data).unwrap();
    } else if there != data {
        return Err(format!("{file} differs\n{}", StrComparison::new(&there, data)));
    }
    Ok(())
}
