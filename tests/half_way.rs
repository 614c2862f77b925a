//! A script without a transaction that fails half-way goes on with `--from-step N`.
//!
//! For every statement of a script with something of everything: the script runs up to that
//! statement, which fails; the script from there on must lead where the whole leads. That a script
//! in a transaction leaves nothing behind is asked of every golden case, in `support::opinion`.

mod support;

use std::fs;
use std::process::Command;

use support::database::Database;
use support::server::say;
use support::sqlite::SqliteDatabase;
use support::{mariadb, postgres};

/// The tables and rows that are there, and what is done to them.
const REVISIONS: [(&str, &str); 3] = [
    (
        "a1",
        "
- create_table: {name: owner, columns: [{name: id, type: integer, primary_key: true}, {name: name, type: varchar(50)}]}
- create_table:
    name: account
    columns:
    - {name: id, type: integer, primary_key: true}
    - {name: email, type: varchar(80)}
    - {name: age, type: integer, nullable: false, default: 1}
    - {name: owner_id, type: integer}
    foreign_keys: [{name: fk_owner, columns: [owner_id], references: {table: owner, columns: [id]}}]
    indexes: [{name: ix_email, columns: [email]}]
- bulk_insert: {table: owner, columns: [id, name], rows: [[1, Ann]]}
- bulk_insert: {table: account, columns: [id, email, age, owner_id], rows: [[1, a@x, 30, 1], [2, b@x, 40, null]]}
",
    ),
    (
        "b2",
        "
- add_column: {table: account, column: {name: state, type: varchar(20), nullable: false}, backfill: new}
- alter_column: {table: account, column: email, type: varchar(200), nullable: false}
- create_check_constraint: {name: ck_age, table: account, sql: age > 0}
- update: {table: account, set: {age: {sql: age + 1}}, where: id = 1}
- create_table: {name: log, columns: [{name: id, type: integer, primary_key: true}, {name: note, type: text}]}
- bulk_insert: {table: log, columns: [id, note], rows: [[1, it's], [2, null]]}
",
    ),
    (
        "c3",
        "
- rename_table: {from: log, to: journal}
- alter_column: {table: account, column: email, new_name: mail}
- drop_constraint: {name: fk_owner, table: account, type: foreign_key}
- drop_column: {table: account, column: owner_id}
- create_index: {name: ix_age, table: account, columns: [age]}
- drop_table: owner
- execute: DELETE FROM journal WHERE id = 2
",
    ),
];

fn script(dialect: &str, range: &str, more: &[&str]) -> String {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    fs::create_dir(root.join("revisions")).unwrap();
    fs::write(root.join("cucurbit.yaml"), "").unwrap();
    let mut below = "null";
    for (id, operations) in REVISIONS {
        let text =
            format!("revision: {id}\ndown_revision: {below}\nupgrade:{operations}downgrade: []\n");
        fs::write(root.join(format!("revisions/{id}.yaml")), text).unwrap();
        below = id;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_compile"))
        .args(["upgrade", range, "--dialect", dialect, "--color", "never"])
        .args(more)
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn goes_on(dialect: &str, fresh: &dyn Fn() -> Box<dyn Database>) {
    let base = script(dialect, "base:a1", &[]);
    let start = || {
        let database = fresh();
        database.run(&base).unwrap();
        database
    };
    let whole = script(dialect, "a1:head", &["--transaction", "none"]);
    let done = start();
    done.run(&whole).unwrap();
    let state = done.state();
    let wanted = (done.shape(&state), state.rows);
    let count = whole.lines().filter(|line| line.starts_with("-- [")).count();
    assert!(count > 10, "only {count} statements:\n{whole}");
    for step in 1..=count {
        let mark = format!("-- [{step}/{count}]\n");
        let (before, _) = whole.split_once(&mark).unwrap();
        let database = start();
        let broken = format!("{before}\nINSERT INTO there_is_no_such_table VALUES (1);\n");
        database.run(&broken).expect_err("the statement fails");
        let rest = script(
            dialect,
            "a1:head",
            &["--transaction", "none", "--from-step", &step.to_string()],
        );
        if let Err(error) = database.run(&rest) {
            panic!("{dialect}: from step {step} of {count} on:\n{error}\n{rest}");
        }
        let state = database.state();
        let found = (database.shape(&state), state.rows);
        assert_eq!(wanted, found, "{dialect}: from step {step} of {count} on");
    }
    say(&format!("{dialect}: a script that broke off went on from each of {count} statements"));
}

#[test]
fn sqlite_goes_on_from_any_statement() {
    goes_on("sqlite", &|| Box::new(SqliteDatabase::new(false)));
    goes_on("sqlite", &|| Box::new(SqliteDatabase::new(true)));
}

#[test]
fn postgres_goes_on_from_any_statement() {
    if let Some(server) = postgres::Server::get() {
        goes_on("postgres", &|| Box::new(server.database()));
    }
}

#[test]

fn mariadb_goes_on_from_any_statement() {
    if let Some(server) = mariadb::Server::get() {
        goes_on("mariadb", &|| Box::new(server.database()));
    }
}
