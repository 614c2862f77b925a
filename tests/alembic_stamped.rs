//! A database that Alembic stamped goes on with our scripts, and back with Alembic's.
//!
//! Runs when `CUCURBIT_ALEMBIC_PYTHON` names a Python that has Alembic; says loudly that
//! it did not otherwise, and fails then where `CUCURBIT_REQUIRE_SERVERS=1`.

use std::fs;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

/// The same three revisions for both programs: a table, a column, an index.
const IDS: [&str; 3] = ["aaaa11111111", "bbbb22222222", "cccc33333333"];

const OURS: [&str; 3] = [
    "create_table: {name: account, columns: [{name: id, type: integer, primary_key: true}]}",
    "add_column: {table: account, column: {name: email, type: varchar(80)}}",
    "create_index: {name: ix_account_email, table: account, columns: [email]}",
];

const THEIRS: [(&str, &str); 3] = [
    (
        "op.create_table('account', sa.Column('id', sa.Integer, primary_key=True))",
        "op.drop_table('account')",
    ),
    (
        "op.add_column('account', sa.Column('email', sa.String(80)))",
        "op.drop_column('account', 'email')",
    ),
    (
        "op.create_index('ix_account_email', 'account', ['email'])",
        "op.drop_index('ix_account_email', 'account')",
    ),
];

const ENV: &str = "
import os
from alembic import context
from sqlalchemy import create_engine
engine = create_engine(os.environ['DATABASE'])
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
";

fn python() -> Option<String> {
    let python = std::env::var("CUCURBIT_ALEMBIC_PYTHON").ok();
    let needed = std::env::var("CUCURBIT_REQUIRE_SERVERS").is_ok_and(|value| value == "1");
    assert!(python.is_some() || !needed, "CUCURBIT_ALEMBIC_PYTHON is not set");
    if python.is_none() {
        eprintln!("SKIPPED: CUCURBIT_ALEMBIC_PYTHON is not set, nothing was run with Alembic");
    }
    python
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn project(root: &Path) {
    write(&root.join("alembic.ini"), "[alembic]\nscript_location = alembic\n");
    write(&root.join("alembic/env.py"), ENV);
    write(&root.join("cucurbit.yaml"), "dialect: sqlite\n");
    for (n, id) in IDS.iter().enumerate() {
        let parent = n.checked_sub(1).map(|n| IDS[n]);
        let yaml = parent.unwrap_or("null");
        let text = format!("revision: {id}\ndown_revision: {yaml}\nupgrade:\n  - {}\n", OURS[n]);
        write(&root.join(format!("revisions/{n}.yaml")), &text);
        let down = parent.map_or("None".to_owned(), |parent| format!("'{parent}'"));
        let (up, back) = THEIRS[n];
        let text = format!(
            "from alembic import op\nimport sqlalchemy as sa\nrevision = '{id}'\ndown_revision = {down}\n\
             def upgrade():\n    {up}\ndef downgrade():\n    {back}\n"
        );
        write(&root.join(format!("alembic/versions/{n}_{id}.py")), &text);
    }
}

fn alembic(python: &str, root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(python)
        .args(["-m", "alembic"])
        .args(arguments)
        .current_dir(root)
        .env("DATABASE", format!("sqlite:///{}", root.join("app.db").display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn compiled(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_compile"))
        .args(arguments)
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn run(root: &Path, script: &str) -> Result<(), String> {
    let connection = Connection::open(root.join("app.db")).unwrap();
    connection.execute_batch(script).map_err(|error| error.to_string())
}

#[test]
fn alembic_and_we_take_turns_on_one_database() {
    let Some(python) = python() else { return };
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    project(root);
    let [first, second, third] = IDS;

    alembic(&python, root, &["upgrade", first]);
    let wrong = compiled(root, &["upgrade", &format!("{second}:{third}")]);
    let refusal = run(root, &wrong).unwrap_err();
    assert!(refusal.contains(second), "{refusal}");
    assert!(alembic(&python, root, &["current"]).contains(first));

    run(root, &compiled(root, &["upgrade", &format!("{first}:{second}")])).unwrap();
    assert!(alembic(&python, root, &["current"]).contains(second));
    alembic(&python, root, &["upgrade", "head"]);
    assert!(alembic(&python, root, &["current"]).contains(third));

    run(root, &compiled(root, &["downgrade", &format!("{third}:{first}")])).unwrap();
    assert!(alembic(&python, root, &["current"]).contains(first));
    alembic(&python, root, &["downgrade", "base"]);
    run(root, &compiled(root, &["upgrade", "base:head"])).unwrap();
    assert!(alembic(&python, root, &["current"]).contains(third));
    alembic(&python, root, &["downgrade", "base"]);
    let connection = Connection::open(root.join("app.db")).unwrap();
    let tables: i64 = connection
        .query_row("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(tables, 1, "only the version table is left");
}
