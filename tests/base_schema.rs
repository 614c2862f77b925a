//! What the dump programs write is a schema to begin at: a project that comes late has no
//! false faults, whatever the dump holds.

mod cli;
mod support;

use std::path::PathBuf;

use cli::Project;
use support::database::Database;
use support::{mariadb, postgres};

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/dumps").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Checks the dialect's revision on top of a dump.
fn check(dialect: &str, how: &str, dump: &str) {
    check_in(dialect, "", how, dump);
}

/// The same with more of a configuration.
fn check_in(dialect: &str, more: &str, how: &str, dump: &str) {
    let project = Project::empty();
    project.write("cucurbit.yaml", format!("dialect: {dialect}\nbase_schema: base.sql\n{more}"));
    project.write("base.sql", dump);
    let operations: String =
        file(&format!("{dialect}.yaml")).lines().map(|line| format!("  {line}\n")).collect();
    project.revision("a.yaml", "a1", "null", "", &operations);
    let run = project.run(&["check"]);
    assert!(run.code == 0, "{dialect}, {how}:\n{}\n{dump}", run.err);
    assert_eq!(run.err, format!("checked 1 revision for {dialect}: nothing wrong\n"));
    // Rows that look like statements make nothing.
    project.revision("b.yaml", "b1", "a1", "", "  - drop_table: fake");
    let run = project.run(&["check", "--message-format", "short"]);
    assert!(
        run.err.contains("error[E0301]: there is no table `") && run.err.contains("fake`"),
        "{dialect}, {how}: {run:?}"
    );
}

/// The schema of a dump, written down, makes the same database.
fn recreate(dialect: &str, how: &str, dump: &str, database: &dyn Database) {
    let project = Project::empty();
    project.write("cucurbit.yaml", format!("dialect: {dialect}\nbase_schema: base.sql\n"));
    project.write("base.sql", dump);
    std::fs::create_dir(project.path().join("revisions")).unwrap();
    let run = project.run(&["schema"]);
    assert!(run.code == 0, "{dialect}, {how}:\n{}\n{dump}", run.err);
    let twin = database.another();
    twin.run(&run.out).unwrap_or_else(|error| panic!("{dialect}, {how}: {error}\n{}", run.out));
    let (was, is) = (database.shape(&database.state()), twin.shape(&twin.state()));
    // What a catalog does not hold of a dump; each is said in the comment at the top.
    let lost = [
        "period_excl",
        "policy\t",
        "row_security",
        "measure_2025",
        "<numbers of public.account.id>",
        "json_valid",
    ];
    let only = |a: &[String], b: &[String]| {
        let only = a.iter().filter(|line| !b.contains(line));
        let only = only.filter(|line| !lost.iter().any(|known| line.contains(known)));
        only.cloned().collect::<Vec<_>>()
    };
    assert_eq!(
        (only(&was, &is), only(&is, &was)),
        (Vec::new(), Vec::new()),
        "{dialect}, {how}\n{}\n{}",
        run.err,
        run.out
    );
}

#[test]
fn pg_dump() {
    let Some(server) = postgres::Server::get() else { return };
    let database = server.database();
    database.run(&file("postgres.sql")).unwrap();
    for args in
        [&[][..], &["--schema-only"], &["--inserts", "--no-owner"], &["--clean", "--if-exists"]]
    {
        let Some(dump) = database.dump(args) else { return };
        check("postgres", &format!("pg_dump {args:?}"), &dump);
        recreate("postgres", &format!("pg_dump {args:?}"), &dump, &database);
    }
}

#[test]
fn mariadb_dump() {
    let Some(server) = mariadb::Server::get() else { return };
    let database = server.database();
    database.run(&file("mariadb.sql")).unwrap();
    for args in [&[][..], &["--no-data"], &["--compact"], &["--skip-add-drop-table", "--routines"]]
    {
        let Some(dump) = database.dump(args) else { return };
        check("mariadb", &format!("mariadb-dump {args:?}"), &dump);
        recreate("mariadb", &format!("mariadb-dump {args:?}"), &dump, &database);
    }
}

/// What `.dump` of the program `sqlite3` writes: the statements as they were, each with its
/// end, in a transaction, the rows as INSERTs.
#[test]
fn sqlite_dump() {
    let frame = |sql: &str| {
        format!(
            "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n{sql}CREATE TABLE sqlite_sequence(name,seq);\nCOMMIT;\n"
        )
    };
    check("sqlite", ".dump", &frame(&file("sqlite.sql")));
    check("sqlite", "its own script", &file("sqlite.sql"));
}

/// The schema of a dump, written down, is the one that it was, as far as it is held; what is not
/// held, and how, is said once.
fn written_down(dialect: &str, more: &str, dump: &str, said: &[&str]) -> String {
    let project = Project::empty();
    project.write("cucurbit.yaml", format!("dialect: {dialect}\nbase_schema: base.sql\n{more}"));
    project.write("base.sql", dump);
    std::fs::create_dir(project.path().join("revisions")).unwrap();
    let run = project.run(&["schema", "--message-format", "short"]);
    assert!(run.code == 0, "{dialect}: {run:?}");
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), said.len(), "{dialect}:\n{}\n{}", run.err, run.out);
    for (line, said) in lines.iter().zip(said) {
        assert!(line.contains(said), "{line} has no {said}");
    }
    run.out
}

#[test]
fn oracles_metadata() {
    let (dump, schema) = (file("oracle.sql"), "schema: GARDEN\n");
    check_in("oracle", schema, "DBMS_METADATA", &dump);
    let said = [":73:1: note[E0407]", ":82:3: warning[E0407]"];
    let script = written_down("oracle", schema, &dump, &said);
    for expected in [
        "CREATE SEQUENCE GARDEN.PLANT_SEQ START WITH 207 MINVALUE 1 NOCACHE;",
        "    BED_ID NUMBER(4,0) GENERATED BY DEFAULT AS IDENTITY NOT NULL,",
        "    HEIGHT_IN_FEET NUMBER GENERATED ALWAYS AS (\"HEIGHT\"/0.3048) VIRTUAL,",
        "    PLANTED DATE DEFAULT SYSDATE NOT NULL,",
        "(PARENT_ID) REFERENCES garden.PLANT (PLANT_ID) ENABLE NOVALIDATE;",
        "END note_move;\n/",
        " LOB (\"PICTURE\") STORE AS SECUREFILE (",
    ] {
        assert!(script.contains(expected), "{expected}:\n{script}");
    }
    // The key has it.
    assert!(!script.contains("INDEX GARDEN.PLANT_PK"), "{script}");
}

#[test]
fn sql_servers_generated_scripts() {
    let dump = file("mssql.sql");
    check("mssql", "generated scripts", &dump);
    check("mssql", "generated scripts with CRLF", &dump.replace('\n', "\r\n"));
    let said = [":58:1: note[E0407]", ":62:1: warning[E0407]", ":74:1: note[E0407]"];
    let script = written_down("mssql", "", &dump, &said);
    assert!(script.contains(") ON [PRIMARY] TEXTIMAGE_ON [PRIMARY];"), "{script}");
    let index = "ON [Plant In Bed] (Price, Count DESC) INCLUDE (Total) WHERE ([Count]>(0));";
    assert!(script.contains(index), "{script}");
}
