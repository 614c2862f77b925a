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

/// Every picture of the README has its command there, `compile … > docs/pictures/NAME`, and is what
/// the command draws. `UPDATE_GOLDEN=1` draws them anew.
#[test]
fn the_pictures_of_the_readme_are_what_their_commands_draw() {
    const FOLDER: &str = "docs/pictures/";
    let readme = std::fs::read_to_string(format!("{ROOT}/README.md")).expect("the README");
    let mut drawn = Vec::new();
    for line in readme.lines() {
        let Some((command, name)) = line.split_once(&format!(" > {FOLDER}")) else { continue };
        let words: Vec<&str> = command.split_whitespace().collect();
        assert_eq!(words[0], "compile", "{line}");
        let picture = compile(&words[1..]);
        let path = format!("{ROOT}/{FOLDER}{name}");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &picture).expect("the picture is written");
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(there == picture, "{FOLDER}{name} is not what `{command}` draws");
        assert!(readme.contains(&format!("]({FOLDER}{name})")), "{name} is not shown");
        drawn.push(name.to_owned());
    }
    drawn.sort();
    let mut there: Vec<String> = std::fs::read_dir(format!("{ROOT}/{FOLDER}"))
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    assert_eq!(drawn, there, "pictures without a command in the README");
    assert!(!drawn.is_empty());
}

/// The message that the README shows is that of a golden case.
#[test]
fn the_message_of_the_readme_is_what_is_said() {
    let readme = std::fs::read_to_string(format!("{ROOT}/README.md")).expect("the README");
    let shown = readme.split_once("```text\n").expect("a block").1;
    let shown = shown.split_once("```").expect("its end").0;
    let case = format!("{ROOT}/golden/errors/wrong_table_in_downgrade/any.txt");
    assert_eq!(shown, std::fs::read_to_string(case).expect("the golden file"));
}
