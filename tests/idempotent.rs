//! A script of `--idempotent`, run on servers at every version of its range and outside of it.
//!
//! Whatever version a database is at, it is afterwards as if each revision had run once; one
//! that is elsewhere is told so and stays as it was.

mod support;

use std::path::Path;

use support::database::Database;
use support::golden::Case;
use support::golden::compiler::{Compiler, Program};
use support::{mariadb, postgres};

/// The versions of the case, in order.
const VERSIONS: [&str; 5] = ["base", "a1", "b2", "c3", "d4"];

fn compile(dialect: &str, words: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let case = Case::read(&root.join("golden/script/idempotent"), "idempotent").expect("the case");
    let args: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let outcome = Program(env!("CARGO_BIN_EXE_compile").into()).compile(&case, dialect, &args);
    assert_eq!(outcome.status, Some(0), "{words:?} on {dialect}: {}", outcome.stderr);
    outcome.stdout
}

fn run(database: &dyn Database, script: &str, what: &str) {
    database.run(script).unwrap_or_else(|error| panic!("{what}: {error}\n{script}"));
}

/// Runs one conditional script from each version; all must end where `end` is.
fn from_everywhere(dialect: &str, fresh: &dyn Database, command: &str, range: &str, end: &str) {
    let script = compile(dialect, &[command, range, "--idempotent"]);
    let at = |version: &str| {
        let database = fresh.another();
        if version != "base" {
            let up = compile(dialect, &["upgrade", &format!("base:{version}")]);
            run(&*database, &up, &format!("to {version} on {dialect}"));
        }
        database
    };
    let wanted = match end {
        "base" => {
            let there = at("d4");
            run(&*there, &compile(dialect, &["downgrade", "d4:base"]), "all the way down");
            there.state().without_version_table()
        }
        end => at(end).state().without_version_table(),
    };
    for version in VERSIONS {
        let database = at(version);
        for time in ["once", "twice"] {
            let what = format!("{command} from {version} on {dialect}, {time}");
            run(&*database, &script, &what);
            assert_eq!(database.state().without_version_table(), wanted, "{what}");
        }
    }
}

/// A database that is in none of the versions.
fn elsewhere(dialect: &str, fresh: &dyn Database) {
    let database = fresh.another();
    run(&*database, &compile(dialect, &["upgrade", "base:b2"]), "to b2");
    let lost = "UPDATE alembic_version SET version_num = 'zz';".to_owned();
    assert_eq!(database.run_each(&[lost]), "");
    let before = database.state();
    let script = compile(dialect, &["upgrade", "base:d4", "--idempotent"]);
    let said = database.run(&script).expect_err("a database elsewhere is refused");
    assert!(said.contains("nothing was changed"), "{dialect} says: {said}");
    assert_eq!(database.state(), before, "{dialect}: a refusal changed something");
}

fn everything(dialect: &str, fresh: &dyn Database) {
    from_everywhere(dialect, fresh, "upgrade", "base:d4", "d4");
    from_everywhere(dialect, fresh, "downgrade", "d4:base", "base");
    elsewhere(dialect, fresh);
}

#[test]
fn postgres_runs_it_from_every_version() {
    if let Some(server) = postgres::Server::get() {
        everything("postgres", &server.database());
    }
}

#[test]
fn mariadb_runs_it_from_every_version() {
    if let Some(server) = mariadb::Server::get() {
        everything("mariadb", &server.database());
    }
}
