//! sqlglot reads every golden script for the dialects that have no server here: a second parser
//! that shares nothing with the first.
//!
//! Runs when `CUCURBIT_ALEMBIC_PYTHON` names a Python that has sqlglot beside Alembic; says loudly
//! that it did not otherwise, and fails then where `CUCURBIT_REQUIRE_SERVERS=1`.

mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use support::golden;
use support::parse::{Exception, batches};
use support::python::python;
use support::server::say;

/// The dialects whose scripts no server runs.
const DIALECTS: [&str; 3] = ["mysql", "mssql", "oracle"];

/// What sqlglot cannot read and is right all the same.
const EXCEPTIONS: &[Exception] = &[
    Exception { dialect: "mssql", holds: "SET NOEXEC ON", reason: "SET as the branch of an IF" },
    Exception { dialect: "mssql", holds: "THROW 50000", reason: "THROW is not known" },
    Exception {
        dialect: "mssql",
        holds: "ADD DEFAULT ",
        reason: "ADD DEFAULT … FOR a column is carried along as text",
    },
    Exception {
        dialect: "mssql",
        holds: " ADD CHECK (",
        reason: "a check without a name is carried along as text",
    },
    Exception { dialect: "mssql", holds: "WITH NOCHECK ADD", reason: "carried along as text" },
    Exception {
        dialect: "mssql",
        holds: "WITH CHECK CHECK CONSTRAINT",
        reason: "carried along as text",
    },
    Exception { dialect: "mssql", holds: "SET IDENTITY_INSERT", reason: "carried along as text" },
    Exception { dialect: "mssql", holds: "ALTER DATABASE", reason: "carried along as text" },
    Exception {
        dialect: "mssql",
        holds: " AUTHORIZATION [",
        reason: "the owner of a schema is carried along as text",
    },
    Exception { dialect: "mssql", holds: "PRINT ", reason: "carried along as text" },
    Exception { dialect: "mysql", holds: "PREPARE cucurbit", reason: "carried along as text" },
    Exception { dialect: "mysql", holds: "EXECUTE cucurbit", reason: "carried along as text" },
    Exception {
        dialect: "mysql",
        holds: "CREATE PROCEDURE cucurbit_stop",
        reason: "stored programs are carried along as text",
    },
    Exception {
        dialect: "mysql",
        holds: "CREATE PROCEDURE ops.cucurbit_stop",
        reason: "stored programs are carried along as text",
    },
    Exception {
        dialect: "mysql",
        holds: " ADD CHECK (",
        reason: "a check without a name is carried along as text",
    },
    Exception { dialect: "oracle", holds: "CREATE BITMAP INDEX", reason: "carried along as text" },
    Exception { dialect: "mysql", holds: "place POINT", reason: "spatial types are not known" },
    Exception { dialect: "mysql", holds: "CREATE FULLTEXT INDEX", reason: "carried along as text" },
    Exception { dialect: "mysql", holds: "CREATE SPATIAL INDEX", reason: "carried along as text" },
    Exception {
        dialect: "mysql",
        holds: ") COMMENT 'by note'",
        reason: "a comment on an index is carried along as text",
    },
    Exception {
        dialect: "mysql",
        holds: " USING BTREE",
        reason: "a method behind the columns is carried along as text",
    },
    Exception {
        dialect: "mysql",
        holds: "DELIMITER //",
        reason: "a line for the client, around a stored program",
    },
    Exception { dialect: "mysql", holds: "RENAME TABLE ", reason: "carried along as text" },
    Exception { dialect: "mysql", holds: "SET ROLE ", reason: "carried along as text" },
    Exception {
        dialect: "mysql",
        holds: ".* ",
        reason: "a privilege on a whole schema is carried along as text",
    },
    Exception {
        dialect: "mysql",
        holds: "'@'",
        reason: "an account with its host is carried along as text",
    },
    Exception {
        dialect: "mysql",
        holds: "VACUUM",
        reason: "raw SQL of a case, for another dialect",
    },
    Exception {
        dialect: "mysql",
        holds: "CREATE TRIGGER ",
        reason: "stored programs are carried along as text",
    },
    Exception { dialect: "mysql", holds: "CHECK OPTION", reason: "carried along as text" },
    Exception { dialect: "mssql", holds: "CHECK OPTION", reason: "carried along as text" },
    Exception {
        dialect: "mssql",
        holds: " ON OBJECT::",
        reason: "the class of an object is carried along as text",
    },
    Exception {
        dialect: "mssql",
        holds: " ON SCHEMA::",
        reason: "the class of an object is carried along as text",
    },
    Exception {
        dialect: "mssql",
        holds: "CREATE TRIGGER ",
        reason: "carried along as text, to its first semicolon",
    },
    Exception { dialect: "mssql", holds: "ALTER SEQUENCE ", reason: "carried along as text" },
    Exception { dialect: "mssql", holds: "FUNCTION ", reason: "the END of its body is left over" },
    Exception { dialect: "oracle", holds: "MODIFY (", reason: "carried along as text" },
    Exception { dialect: "oracle", holds: "MODIFY CONSTRAINT", reason: "carried along as text" },
    Exception { dialect: "oracle", holds: "RENAME CONSTRAINT", reason: "carried along as text" },
    Exception { dialect: "oracle", holds: "DECLARE", reason: "PL/SQL is not read" },
    Exception { dialect: "oracle", holds: "BEGIN\n    ", reason: "PL/SQL is not read" },
    Exception { dialect: "oracle", holds: "SET ROLE ", reason: "carried along as text" },
    Exception {
        dialect: "oracle",
        holds: "CREATE MATERIALIZED VIEW",
        reason: "carried along as text",
    },
    Exception { dialect: "oracle", holds: "ALTER SESSION", reason: "carried along as text" },
    Exception {
        dialect: "oracle",
        holds: "CREATE TRIGGER ",
        reason: "stored programs are carried along as text",
    },
    Exception {
        dialect: "oracle",
        holds: "FUNCTION ",
        reason: "stored programs are carried along as text",
    },
    Exception {
        dialect: "oracle",
        holds: " VIRTUAL",
        reason: "a virtual column is not read in ADD",
    },
    Exception {
        dialect: "oracle",
        holds: " ADD CHECK (",
        reason: "a check without a name is carried along as text",
    },
    Exception { dialect: "oracle", holds: "ENABLE NOVALIDATE", reason: "carried along as text" },
    Exception {
        dialect: "oracle",
        holds: "VACUUM",
        reason: "raw SQL of a case, for another dialect",
    },
    Exception { dialect: "oracle", holds: "ALTER SEQUENCE ", reason: "carried along as text" },
    Exception { dialect: "oracle", holds: "END;", reason: "PL/SQL is not read" },
    Exception {
        dialect: "oracle",
        holds: "GENERATED ALWAYS AS IDENTITY (START",
        reason: "the options of an identity are read in part",
    },
    Exception {
        dialect: "mssql",
        holds: "IF (SELECT COUNT(*) FROM ",
        reason: "a subquery that is compared is not read behind IF",
    },
];

#[test]
fn sqlglot_reads_every_script() {
    let Some(python) = python("sqlglot") else { return };
    let filter = std::env::var("CUCURBIT_GOLDEN").unwrap_or_default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (cases, _) = golden::find(&root.join("golden"), &filter);
    let mut scripts = Vec::new();
    for case in &cases {
        for dialect in DIALECTS {
            for file in [format!("{dialect}.sql"), format!("{dialect}.down.sql")] {
                let place = format!("{}/{file}", case.name);
                let text = case.text(&file);
                scripts.extend(text.map(|text| (place, dialect, batches(dialect, &text))));
            }
        }
    }
    let answer = ask(&python, &root.join("tests/sqlglot/reads.py"), &json!({ "scripts": scripts }));
    let refused: Vec<(String, String, String, String)> =
        serde_json::from_value(answer["refused"].clone()).unwrap();
    let excuses =
        |exception: &Exception, (_, dialect, statement, _): &(String, String, String, String)| {
            exception.dialect == dialect && statement.contains(exception.holds)
        };
    let mut faults: Vec<String> = refused
        .iter()
        .filter(|refusal| !EXCEPTIONS.iter().any(|exception| excuses(exception, refusal)))
        .map(|(place, _, statement, why)| format!("{place}: {why}\n{statement}"))
        .collect();
    if filter.is_empty() {
        let idle = EXCEPTIONS.iter().filter(|e| !refused.iter().any(|refusal| excuses(e, refusal)));
        faults.extend(idle.map(|e| {
            format!("no {} statement with `{}` needs its excuse: {}", e.dialect, e.holds, e.reason)
        }));
    }
    for dialect in DIALECTS {
        let count = scripts.iter().filter(|script| script.1 == dialect).count();
        say(&format!("{dialect}: sqlglot read {count} golden scripts"));
    }
    let (read, excused) = (answer["read"].as_u64().unwrap_or(0), refused.len());
    say(&format!("sqlglot: {read} statements read, {excused} not read and excused by name"));
    assert!(faults.is_empty(), "\n{}\n\n{} faults", faults.join("\n\n"), faults.len());
    assert!(!filter.is_empty() || read > 1000, "only {read} statements were read");
}

fn ask(python: &str, program: &Path, question: &Value) -> Value {
    let mut child = Command::new(python)
        .arg(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(question.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{} failed", program.display());
    serde_json::from_slice(&output.stdout).unwrap()
}
