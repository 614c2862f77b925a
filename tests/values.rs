//! What goes into a revision comes out of the database: texts, however hostile, written
//! into rows, defaults, updates and comments, compiled, run on SQLite, PostgreSQL and
//! MariaDB, and read back.

mod support;

use cucurbit::dialect::DialectName;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use serde_json::{Value, json};
use support::database::Database;
use support::script::{compiled, escaped, of_yaml};
use support::{mariadb, postgres};

/// What has got out of quotes, comments or batches somewhere.
const HOSTILE: &[&str] = &[
    "",
    "'",
    "''",
    "\"",
    "`",
    "]",
    "--",
    "-- x",
    "#",
    "/*",
    "*/",
    ";",
    ";\nGO\n",
    "\nGO\nDROP TABLE t",
    "\n/\n",
    "\n.\n",
    "$$",
    "$body$",
    "\\",
    "\\'",
    "\\\\n",
    "\\",
    "${x}",
    "$(x)",
    "null",
    "~",
    "007",
    "no",
    "{sql: 1}",
    "%s",
    "%%",
    ":x",
    "&x",
    "&&y",
    "?",
    "\r",
    "\r\n",
    "\n\n",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "\u{85}",
    "é😀",
    "e\u{301}",
    "\u{7f}",
    "\u{1a}",
    "\u{1b}[31m",
    " ",
    "\t",
    "\\q\n",
    "\ndelimiter //\n",
    "\n:r x\n",
    "\n\\! ls\n",
];

fn text() -> impl Strategy<Value = String> {
    ("[^\\x00]{0,20}", prop::sample::select(HOSTILE), "[^\\x00]{0,8}")
        .prop_map(|(before, hostile, after)| format!("{before}{hostile}{after}"))
}

/// Each text in a table of its own: given, left out, put there by an update, in comments.
fn revision(texts: &[String], dialect: DialectName) -> Value {
    let table = |(i, text): (usize, &String)| {
        let name = format!("t{i}");
        let comment = escaped(&comment(text, dialect));
        let text = escaped(text);
        vec![
            json!({"create_table": {
                "name": name,
                "columns": [
                    {"name": "id", "type": "integer", "primary_key": true},
                    {"name": "given", "type": "text", "comment": comment},
                    {"name": "left_out", "type": "varchar(400)", "default": text},
                    {"name": "put", "type": "text"},
                ],
                "comment": comment,
            }}),
            json!({"bulk_insert": {"table": name, "rows": [{"id": 1, "given": text}]}}),
            json!({"update": {"table": name, "set": {"put": text}, "where": "id = 1"}}),
        ]
    };
    let operations: Vec<Value> = texts.iter().enumerate().flat_map(table).collect();
    json!({
        "revision": "a1",
        "down_revision": null,
        "message": escaped(&texts.concat()),
        "upgrade": operations,
    })
}

/// A text as a comment of the dialect can be: MariaDB keeps no characters beyond U+FFFF there.
fn comment(text: &str, dialect: DialectName) -> String {
    match dialect {
        DialectName::Mariadb => text.replace(|c| c > '\u{ffff}', "x"),
        _ => text.to_owned(),
    }
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

/// The hexadecimal digits of the texts as a database gave them, one line a table.
fn read_back(
    query: impl Fn(&str) -> String,
    texts: &[String],
    dialect: DialectName,
) -> Result<(), TestCaseError> {
    for (i, text) in texts.iter().enumerate() {
        let found = query(&format!("t{i}"));
        let found: Vec<&str> = found.trim_end_matches('\n').split('|').collect();
        let (rows, comments) = found.split_at(3);
        for (found, want) in [(rows, hex(text)), (comments, hex(&comment(text, dialect)))] {
            let good = found.iter().all(|found| found.eq_ignore_ascii_case(&want));
            prop_assert!(good, "{text:?}: wanted {want}, found {found:?}");
        }
    }
    Ok(())
}

fn on(
    dialect: DialectName,
    cases: u32,
    test: impl Fn(&str, &[String]) -> Result<(), TestCaseError>,
) {
    let check = |texts: &[String]| {
        let script = compiled(&revision(texts, dialect), dialect).map_err(TestCaseError::fail)?;
        test(&script, texts)
    };
    let worst: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    check(&worst).unwrap();
    let mut runner =
        TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner.run(&prop::collection::vec(text(), 12), |texts| check(&texts)).unwrap();
}

#[test]
fn texts_come_back_from_sqlite() {
    on(DialectName::Sqlite, 40, |script, texts| {
        let connection = Connection::open_in_memory().unwrap();
        let ran = connection.execute_batch(script);
        prop_assert!(ran.is_ok(), "{ran:?}\n{script}");
        let query = |table: &str| {
            let hex = "hex(given) || '|' || hex(left_out) || '|' || hex(put)";
            let sql = format!("SELECT {hex} FROM {table}");
            connection.query_row(&sql, [], |row| row.get::<_, String>(0)).unwrap()
        };
        read_back(query, texts, DialectName::Sqlite)
    });
}

#[test]
fn texts_come_back_from_postgres() {
    let Some(server) = postgres::Server::get() else { return };
    on(DialectName::Postgres, 12, |script, texts| {
        let database = server.database();
        let ran = database.run(script);
        prop_assert!(ran.is_ok(), "{ran:?}\n{script}");
        let query = |table: &str| {
            let hex = |what: &str| format!("encode(convert_to({what}, 'UTF8'), 'hex')");
            let what = ["given", "left_out", "put"].map(hex).join(", ");
            // An empty comment is none to PostgreSQL.
            let comment = |column| {
                hex(&format!("coalesce(col_description('{table}'::regclass, {column}), '')"))
            };
            database
                .query(&format!("SELECT {what}, {}, {} FROM {table}", comment(0), comment(2)))
                .unwrap()
        };
        read_back(query, texts, DialectName::Postgres)
    });
}

#[test]
fn texts_come_back_from_mariadb() {
    let Some(server) = mariadb::Server::get() else { return };
    on(DialectName::Mariadb, 12, |script, texts| {
        let database = server.database();
        let ran = database.run(script);
        prop_assert!(ran.is_ok(), "{ran:?}\n{script}");
        let query = |table: &str| {
            let comments = format!(
                "(SELECT hex(table_comment) FROM information_schema.tables \
                  WHERE table_schema = database() AND table_name = '{table}'), '|', \
                 (SELECT hex(column_comment) FROM information_schema.columns \
                  WHERE table_schema = database() AND table_name = '{table}' AND column_name = 'given')"
            );
            let what = "hex(given), '|', hex(left_out), '|', hex(put)";
            database.query(&format!("SELECT concat({what}, '|', {comments}) FROM {table}")).unwrap()
        };
        read_back(query, texts, DialectName::Mariadb)
    });
}

/// What a library that writes YAML makes of the same texts means the same.
#[test]
fn yaml_libraries_write_what_is_read() {
    let mut runner =
        TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
    let texts = prop::collection::vec("[^\\x00\\r]{0,40}", 4);
    runner
        .run(&texts, |texts| {
            let revision = revision(&texts, DialectName::Sqlite);
            let yaml = serde_yaml::to_string(&revision).unwrap();
            let script = of_yaml(yaml, DialectName::Sqlite).map_err(TestCaseError::fail)?;
            let ours = compiled(&revision, DialectName::Sqlite).map_err(TestCaseError::fail)?;
            let body = |script: &str| {
                let lines = script.lines().filter(|line| !line.contains("SHA-256"));
                lines.collect::<Vec<_>>().join("\n")
            };
            prop_assert_eq!(body(&script), body(&ours));
            Ok(())
        })
        .unwrap();
}
