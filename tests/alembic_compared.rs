//! What Alembic's offline scripts and ours leave in the same database is the same.
//!
//! Runs when `CUCURBIT_ALEMBIC_PYTHON` names a Python that has Alembic; says loudly that it did not
//! otherwise, and fails then where `CUCURBIT_REQUIRE_SERVERS=1`.

#[path = "alembic/operations.rs"]
mod operations;
mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use operations::{BASE, ROWS, Row};
use pretty_assertions::StrComparison;
use rayon::prelude::*;
use support::database::Database;
use support::python::python;
use support::server::say;
use support::sqlite::SqliteDatabase;
use support::{mariadb, postgres};

/// Schema and rows, or why there are none.
type Outcome = Result<Vec<String>, String>;

#[test]
fn postgres_has_the_same_schema() {
    if let Some(server) = postgres::Server::get() {
        compare("postgres", &|| Box::new(server.database()));
    }
}

#[test]

fn mariadb_has_the_same_schema() {
    if let Some(server) = mariadb::Server::get() {
        compare("mariadb", &|| Box::new(server.database()));
    }
}

#[test]
fn sqlite_has_the_same_schema() {
    compare("sqlite", &|| Box::new(SqliteDatabase::new(false)));
}

fn compare(dialect: &'static str, fresh: &(dyn Fn() -> Box<dyn Database> + Sync)) {
    let Some(python) = python("alembic") else { return };
    let theirs = alembic(&python, dialect);
    let faults: Vec<String> = ROWS
        .par_iter()
        .zip(theirs)
        .filter_map(|(row, theirs)| {
            let ours = script(dialect, row.ours, "a1:a2");
            let base = script(dialect, row.ours, "base:a1").expect("the base compiles");
            let outcome = |script: Result<String, String>| -> Outcome {
                let database = fresh();
                database.run(&base).expect("the base runs");
                database.run(&script?)?;
                let state = database.state();
                let mut lines = database.shape(&state);
                lines.extend(state.without_version_table().rows);
                Ok(lines)
            };
            verdict(row, dialect, outcome(theirs), outcome(ours))
        })
        .collect();
    let excused =
        ROWS.iter().filter(|row| row.different.iter().any(|(d, _)| *d == dialect)).count();
    say(&format!(
        "{dialect}: {} operations compared with Alembic, {} failed, {excused} differ with a reason",
        ROWS.len(),
        faults.len()
    ));
    assert!(faults.is_empty(), "\n{}\n\n{} faults", faults.join("\n\n"), faults.len());
}

/// What is wrong with a row's two outcomes, if anything is.
fn verdict(row: &Row, dialect: &str, theirs: Outcome, ours: Outcome) -> Option<String> {
    let excuse = row.different.iter().find(|(there, _)| *there == dialect);
    let same = matches!((&theirs, &ours), (Ok(theirs), Ok(ours)) if theirs == ours);
    match (same, excuse) {
        (true, None) | (false, Some(_)) => None,
        (true, Some((_, reason))) => {
            Some(format!("{} on {dialect} needs no excuse: {reason}", row.name))
        }
        (false, None) => {
            let text = |outcome: &Outcome, other: &Outcome| match (outcome, other) {
                (Ok(lines), Ok(other)) => {
                    let only = lines.iter().filter(|line| !other.contains(line));
                    only.cloned().collect::<Vec<_>>().join("\n")
                }
                (Ok(_), Err(_)) => "no error".to_owned(),
                (Err(error), _) => error.clone(),
            };
            let shown =
                format!("{}", StrComparison::new(&text(&theirs, &ours), &text(&ours, &theirs)));
            Some(format!("{} on {dialect}, Alembic left and ours right:\n{shown}", row.name))
        }
    }
}

/// Alembic's scripts for all rows.
fn alembic(python: &str, dialect: &str) -> Vec<Result<String, String>> {
    let question: Vec<_> = ROWS.iter().map(|row| (row.name, dialect, row.theirs)).collect();
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/alembic/offline.py");
    let mut child = Command::new(python)
        .arg(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let question = serde_json::to_string(&question).unwrap();
    child.stdin.take().unwrap().write_all(question.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{} failed", program.display());
    let answers: Vec<(Option<String>, Option<String>)> =
        serde_json::from_slice(&output.stdout).unwrap();
    let answer = |(sql, error): (Option<String>, Option<String>)| {
        sql.ok_or_else(|| format!("Alembic refuses: {}", error.unwrap_or_default()))
    };
    answers.into_iter().map(answer).collect()
}

/// Our script for a range: the base is `a1`, the row `a2`.
fn script(dialect: &str, operations: &str, range: &str) -> Result<String, String> {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    fs::create_dir(root.join("revisions")).unwrap();
    fs::write(root.join("cucurbit.yaml"), "").unwrap();
    let revision = |id: &str, below: &str, operations: &str| {
        let text = format!(
            "revision: {id}\ndown_revision: {below}\nupgrade:\n{operations}\ndowngrade: []\n"
        );
        fs::write(root.join(format!("revisions/{id}.yaml")), text).unwrap();
    };
    revision("a1", "null", BASE);
    revision("a2", "a1", operations);
    let output = Command::new(env!("CARGO_BIN_EXE_compile"))
        .args(["upgrade", range, "--dialect", dialect, "--color", "never"])
        .current_dir(root)
        .output()
        .unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap()),
        false => Err(format!("we refuse: {}", String::from_utf8_lossy(&output.stderr))),
    }
}
