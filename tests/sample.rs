//! The sample project, as people will use it, and the README's example, which must be
//! what the program really writes.

mod support;

use std::process::Command;

use support::database::Database;
use support::postgres;
use support::sqlite::SqliteDatabase;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn compile(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_compile"))
        .args(args)
        .current_dir(ROOT)
        .env_remove("CUCURBIT_CONFIG")
        .env_remove("CM_DATABASE_SCHEMA")
        .env_remove("CM_SU_ROLE")
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}\n{said}");
    String::from_utf8(output.stdout).expect("a script is UTF-8")
}

/// Up, down, and up again; nothing but the version table is left in between.
fn cycle(dialect: &str, database: &dyn Database) {
    let run = |command: &str, range: &str| {
        let script = compile(&[command, range, "--dialect", dialect]);
        database
            .run(&script)
            .unwrap_or_else(|error| panic!("{dialect} {command} {range}: {error}"));
        database.state()
    };
    run("upgrade", "base:a1b2");
    run("upgrade", "a1b2:c3d4");
    let first = run("upgrade", "c3d4:head");
    let empty = run("downgrade", "head:base");
    let again = run("upgrade", "base:head");
    assert_eq!(first, again, "{dialect}: up again is not what up was");

    let nothing = empty.without_version_table();
    assert_eq!(nothing.rows, Vec::<String>::new(), "{dialect}: rows are left");
    assert!(
        !nothing.schema.iter().any(|line| line.contains("station") || line.contains("quality")),
        "{dialect}: something is left: {:#?}",
        nothing.schema
    );
}

#[test]
fn the_sample_goes_up_and_down_on_sqlite() {
    for foreign_keys in [true, false] {
        cycle("sqlite", &SqliteDatabase::new(foreign_keys));
    }
}

#[test]
fn the_sample_goes_up_and_down_on_postgres() {
    if let Some(server) = postgres::Server::get() {
        cycle("postgres", &server.database());
    }
}

/// `compile golden --update -d postgres -d sqlite` writes them.
#[test]
fn the_samples_golden_files_are_what_comes_out() {
    assert_eq!(compile(&["golden", "-d", "postgres", "-d", "sqlite"]), "");
}

#[test]
fn a_stamp_in_the_middle_runs_nothing() {
    let script = compile(&["stamp", "a1b2:c3d4", "--dialect", "postgres"]);
    assert!(script.contains("SET version_num = 'c3d4f81a2b6e'"), "{script}");
    assert!(!script.contains("station"), "{script}");
}

#[test]
fn the_example_of_the_readme_is_what_comes_out() {
    let readme = std::fs::read_to_string(format!("{ROOT}/README.md")).expect("the README");
    let block = |language: &str| {
        let rest = readme.split_once(&format!("```{language}\n")).expect("a block").1;
        rest.split_once("```").expect("its end").0.to_owned()
    };
    assert_eq!(block("sql"), compile(&["upgrade", "7c94:c3d4", "--dialect", "postgres"]));

    let file = std::fs::read_to_string(format!("{ROOT}/revisions/0005_station_elevation.yaml"));
    let file = file.expect("the revision");
    let shown = block("yaml");
    let mut lines = file.lines();
    for line in shown.lines() {
        assert!(lines.any(|other| other == line), "not in the revision: {line}");
    }
}
