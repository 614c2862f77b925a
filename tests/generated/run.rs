//! What must hold of every project that is right.
//!
//! `check` says nothing for any of its dialects; the way down leads back, at the middle and at the base; SQLite
//! runs the scripts and has what is believed of it, rows included; PostgreSQL and MariaDB run some of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use cucurbit::catalog::Catalog;
use cucurbit::config::default_version;
use cucurbit::diag::Report;
use cucurbit::diag::render::{MessageFormat, Style, render};
use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::emit::script::Options;
use cucurbit::env::Env;
use cucurbit::graph::Direction;
use cucurbit::pipeline::{self, Compiled, Request, Target};
use cucurbit::sql::{Ident, ObjName};
use cucurbit::syntax::Variables;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use super::draw::{Draw, ProjectGenes, genes};
use super::model::Table;
use super::{PROFILES, Project};
use crate::support::database::Database;
use crate::support::readback::simulated::Simulated;
use crate::support::readback::{self, Belief, written};
use crate::support::server::say;
use crate::support::sqlite::SqliteDatabase;
use crate::support::state::State;

/// What a project compiles to in one dialect: there and back, all at once and by way of the middle.
pub struct Ways {
    up: Compiled,
    down: Compiled,
    /// Up to the middle, on to the heads, and back to the middle, and to the base.
    legs: Option<[Compiled; 4]>,
    env: Env,
}

/// The environment of a dialect, with nothing configured.
pub fn env(dialect: DialectName) -> Env {
    Env::new(Dialect::of(dialect), default_version(dialect))
}

/// The project as the library reads it.
pub fn load(project: &Project, report: &mut Report) -> pipeline::Project {
    let none = |_: &str, _: &str| Err("no file".to_owned());
    pipeline::load(project.files(), &Variables::new(), &none, report)
}

/// A report as people read it.
pub fn shown(report: &Report, loaded: &pipeline::Project) -> String {
    let style = Style { format: MessageFormat::Human, color: false, width: None };
    render(&report.sorted(), &loaded.sources, style)
}

fn compile(
    loaded: &pipeline::Project,
    env: &Env,
    direction: Direction,
    range: &str,
) -> Result<Compiled, String> {
    let mut report = Report::default();
    let target = Target {
        env: env.clone(),
        version_table: ObjName::new(None, Ident::from("alembic_version")),
        options: Options::default(),
        command: String::new(),
        base: Catalog::new(env.dialect),
    };
    let request = Request::Range { direction, range, current: None };
    let compiled = pipeline::compile(loaded, &request, &target, false, &mut report);
    match compiled {
        Some(compiled) if report.is_empty() => Ok(compiled),
        _ => Err(format!("{}: {range} is refused\n{}", env.dialect.title, shown(&report, loaded))),
    }
}

/// Checks the project for all its dialects, and compiles it for each.
pub fn compiled(project: &Project) -> Result<Vec<Ways>, String> {
    let mut report = Report::default();
    let loaded = load(project, &mut report);
    let targets = project
        .dialects
        .iter()
        .map(|name| (env(*name), Catalog::new(Dialect::of(*name))))
        .collect();
    pipeline::check(&loaded, targets, false, &mut report);
    if !report.is_empty() {
        return Err(format!("a project that is right is reported:\n{}", shown(&report, &loaded)));
    }
    project.dialects.iter().map(|name| ways(project, &loaded, env(*name))).collect()
}

fn ways(project: &Project, loaded: &pipeline::Project, env: Env) -> Result<Ways, String> {
    let (there, back) = (Direction::Upgrade, Direction::Downgrade);
    let up = compile(loaded, &env, there, "base:heads")?;
    let down = compile(loaded, &env, back, "heads:base")?;
    let middle = &project.revisions[project.revisions.len() / 2].id;
    let legs = match project.line
        && project.revisions.len() > 1
        && *middle != project.revisions[project.revisions.len() - 1].id
    {
        false => None,
        true => Some([
            compile(loaded, &env, there, &format!("base:{middle}"))?,
            compile(loaded, &env, there, &format!("{middle}:heads"))?,
            compile(loaded, &env, back, &format!("heads:{middle}"))?,
            compile(loaded, &env, back, &format!("{middle}:base"))?,
        ]),
    };
    let title = env.dialect.title;
    let same = |what: &str, a: &Catalog, b: &Catalog| match (facts(a, &env), facts(b, &env)) {
        (a, b) if a == b => Ok(()),
        (a, b) => {
            let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
                a.difference(b).map(|line| format!("  {line}\n")).collect::<String>()
            };
            Err(format!("{title}: {what}\nwas:\n{}is:\n{}", only(&a, &b), only(&b, &a)))
        }
    };
    same("the downgrade leaves something", &Catalog::new(env.dialect), &down.catalog)?;
    if let Some([first, second, third, fourth]) = &legs {
        same("two steps lead elsewhere than one", &up.catalog, &second.catalog)?;
        same("the downgrade does not lead back to the middle", &first.catalog, &third.catalog)?;
        same("the last downgrade leaves something", &Catalog::new(env.dialect), &fourth.catalog)?;
    }
    Ok(Ways { up, down, legs, env })
}

/// The schema as a set of statements, in which the order of columns and of what is named does not show: a
/// column that was dropped may come back as the last one.
fn facts(catalog: &Catalog, env: &Env) -> BTreeSet<String> {
    let mut sorted = catalog.clone();
    let tables: Vec<_> = catalog.tables().cloned().collect();
    for table in tables {
        let mut table = cucurbit::catalog::Table::clone(&table);
        table.columns.sort_by(|a, b| a.name.cmp(&b.name));
        table.constraints.sort_by_key(|c| (c.name.clone(), c.columns().to_vec()));
        sorted.put_table(table);
    }
    written::ddl(&Simulated { catalog: sorted, env: env.clone() }).into_iter().collect()
}

fn belief(ways: &Ways, catalog: &Catalog) -> Belief {
    let simulated = Simulated { catalog: catalog.clone(), env: ways.env.clone() };
    Belief { setup: None, statements: written::ddl(&simulated), script: None, settled: Vec::new() }
}

/// Runs all scripts of a dialect on fresh databases, and compares what is there with what is believed.
pub fn on_server(project: &Project, ways: &Ways, fresh: &dyn Database) -> Result<(), String> {
    let database = fresh.another();
    leg(&*database, ways, &ways.up, "upgrade base:heads")?;
    if ways.env.dialect.name == DialectName::Sqlite {
        rows(project, &database.state())?;
    }
    leg(&*database, ways, &ways.down, "downgrade heads:base")?;
    empty(&database.state())?;
    let Some([first, second, third, fourth]) = &ways.legs else { return Ok(()) };
    let half = leg(&*database, ways, first, "upgrade to the middle")?;
    leg(&*database, ways, second, "upgrade from the middle")?;
    let back = leg(&*database, ways, third, "downgrade to the middle")?;
    let shape = |state: &State| state.without_version_table().without_order().schema;
    if shape(&half) != shape(&back) {
        return Err(differ(
            "the way back to the middle leads elsewhere",
            &shape(&half),
            &shape(&back),
        ));
    }
    leg(&*database, ways, fourth, "downgrade from the middle")?;
    empty(&database.state())
}

fn leg(
    database: &dyn Database,
    ways: &Ways,
    compiled: &Compiled,
    what: &str,
) -> Result<State, String> {
    let title = ways.env.dialect.title;
    let script = &compiled.script.text;
    let failed = |error: String| format!("{title}, {what}: {error}\n{script}");
    database.run(script).map_err(failed)?;
    let state = database.state();
    if let Some(line) = state.schema.iter().find(|line| line.starts_with("violation")) {
        return Err(failed(format!("a foreign key is violated: {line}")));
    }
    readback::compare(database, &state, &belief(ways, &compiled.catalog), what).map_err(failed)?;
    Ok(state)
}

fn empty(state: &State) -> Result<(), String> {
    let left = state.without_version_table().schema;
    let nothing = State::default().schema;
    // A server has schemas and roles of its own.
    let kinds = ["table", "column", "view", "index", "sequence", "enum", "trigger", "function"];
    let left: Vec<String> = left
        .into_iter()
        .filter(|line| kinds.contains(&line.split('\t').next().unwrap_or_default()))
        .collect();
    match left == nothing {
        true => Ok(()),
        false => Err(format!("the downgrade leaves something:\n{}", left.join("\n"))),
    }
}

fn differ(what: &str, was: &[String], is: &[String]) -> String {
    let only = |a: &[String], b: &[String]| {
        let lines = a.iter().filter(|line| !b.contains(line));
        lines.map(|line| format!("  {line}\n")).collect::<String>()
    };
    format!("{what}\nwas:\n{}is:\n{}", only(was, is), only(is, was))
}

/// The rows that were inserted are all there, whatever tables were rebuilt since.
fn rows(project: &Project, state: &State) -> Result<(), String> {
    let mut wanted: Vec<(String, Vec<Option<String>>)> = Vec::new();
    for table in &project.model.tables {
        wanted.extend(table.rows.iter().map(|row| (table.name.clone(), expected(table, row))));
    }
    let one_line = |text: &str| {
        text.split([' ', '\n', '\r']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
    };
    let found = state.without_version_table().rows;
    let has = |(table, row): &&(String, Vec<Option<String>>)| {
        !found.iter().any(|line| {
            let fields: Vec<&str> = line.split('\t').skip(1).collect();
            fields.first() == Some(&one_line(table).as_str())
                && fields.len() == row.len() + 1
                && row
                    .iter()
                    .zip(&fields[1..])
                    .all(|(want, has)| want.as_ref().is_none_or(|want| one_line(want) == *has))
        })
    };
    let missing: Vec<_> = wanted.iter().filter(has).collect();
    if missing.is_empty() && wanted.len() == found.len() {
        return Ok(());
    }
    let mut text = String::from("rows are not what was inserted; missing:\n");
    text.extend(missing.iter().map(|row| format!("  {row:?}\n")));
    Err(format!("{text}there are:\n  {}\n", found.join("\n  ")))
}

/// A row as SQLite shows it; numbers are in the form of their columns.
fn expected(table: &Table, row: &[super::value::Val]) -> Vec<Option<String>> {
    let shown = table.columns.iter().zip(row).map(|(column, value)| {
        use super::value::Ty;
        match &column.ty {
            // Read as numbers, these have lost what they were written as.
            Ty::Double | Ty::Numeric(..) | Ty::Date | Ty::Datetime | Ty::Datetimetz => None,
            _ if column.computed.is_some() => None,
            _ => value.on_sqlite(),
        }
    });
    shown.collect()
}

/// A number of the environment, else what is usual.
fn setting(name: &str, usually: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usually)
}

/// Runs a property on projects; the numbers begin at the same seed each time.
///
/// With `CUCURBIT_SURVEY=1` a failure does not end the run: failures are told apart by their first words, and
/// each kind is shown by its smallest project.
pub fn each_project(
    usually: u32,
    size: (usize, usize),
    property: &dyn Fn(&ProjectGenes) -> Result<(), String>,
    text: &dyn Fn(&ProjectGenes) -> String,
) {
    let run = |property: &dyn Fn(&ProjectGenes) -> Result<(), String>| {
        let config = Config {
            cases: u32::try_from(setting("CUCURBIT_CASES", usually.into())).unwrap_or(u32::MAX),
            failure_persistence: None,
            max_shrink_iters: 1200,
            ..Config::default()
        };
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&setting("CUCURBIT_SEED", 0).to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let test = |genes: ProjectGenes| property(&genes).map_err(TestCaseError::fail);
        match runner.run(&genes(size.0, size.1), test) {
            Ok(()) => Ok(()),
            Err(TestError::Fail(why, genes)) => Err(format!("{why}\n\n{}", text(&genes))),
            Err(TestError::Abort(why)) => Err(why.to_string()),
        }
    };
    if setting("CUCURBIT_SURVEY", 0) == 0 {
        run(property).unwrap_or_else(|failure| panic!("{failure}"));
        return;
    }
    let kinds: RefCell<BTreeMap<String, usize>> = RefCell::default();
    let property = |genes: &ProjectGenes| {
        let run = std::panic::AssertUnwindSafe(|| property(genes));
        std::panic::catch_unwind(run).unwrap_or_else(|_| Err("a panic".to_owned()))
    };
    let gather = |genes: &ProjectGenes| {
        if let Err(why) = property(genes) {
            *kinds.borrow_mut().entry(kind(&why)).or_default() += 1;
        }
        Ok(())
    };
    run(&gather).unwrap_or_else(|failure| panic!("{failure}"));
    let kinds = kinds.into_inner();
    for (this, count) in &kinds {
        let only = |genes: &ProjectGenes| match property(genes) {
            Err(why) if kind(&why) == *this => Err(why),
            _ => Ok(()),
        };
        let shown = run(&only).err().unwrap_or_default();
        say(&format!("===== {count} times: {this}\n{shown}"));
    }
    assert!(kinds.is_empty(), "{} kinds of failures", kinds.len());
}

/// What a failure is told from others by: its first words, without names and numbers.
fn kind(why: &str) -> String {
    let first = |line: &&str| line.contains("error[") || line.contains("warning[");
    let line = why.lines().find(first).or(why.lines().next()).unwrap_or_default();
    let words = line.split('`').enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, text)| text);
    words.flat_map(str::chars).filter(|c| !c.is_ascii_digit()).take(120).collect()
}

/// The profile that the numbers choose.
pub fn profile(genes: &ProjectGenes) -> &'static [DialectName] {
    PROFILES[Draw::new(&genes.head).below(PROFILES.len())]
}

/// Projects of all profiles: checked, compiled, and run on SQLite where they are for it.
pub fn valid_projects() {
    let made = |genes: &ProjectGenes| Project::made(genes, profile(genes));
    each_project(
        100,
        (6, 16),
        &|genes| {
            let project = made(genes);
            for ways in compiled(&project)? {
                if ways.env.dialect.name == DialectName::Sqlite {
                    on_server(&project, &ways, &SqliteDatabase::new(true))?;
                }
            }
            Ok(())
        },
        &|genes| made(genes).text(),
    );
}

/// Projects for one dialect alone, run on a server of it.
pub fn on_a_server(dialect: DialectName, fresh: &dyn Database) {
    let profiles: [&[DialectName]; 3] = [
        &[dialect],
        &[dialect],
        &[DialectName::Postgres, DialectName::Mariadb, DialectName::Sqlite],
    ];
    let made = |genes: &ProjectGenes| {
        Project::made(genes, profiles[Draw::new(&genes.head).below(profiles.len())])
    };
    each_project(
        4,
        (4, 16),
        &|genes| {
            let project = made(genes);
            let ways =
                compiled(&project)?.into_iter().find(|ways| ways.env.dialect.name == dialect);
            ways.map_or(Ok(()), |ways| on_server(&project, &ways, fresh))
        },
        &|genes| made(genes).text(),
    );
}
