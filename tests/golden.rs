//! Every golden case compiled and compared, and every script's second opinions.
//!
//! `UPDATE_GOLDEN=1` rewrites and lists what changed; `CUCURBIT_GOLDEN=part/of/path` runs
//! a part. What a case may hold is told in `support::golden` and `support::opinion`.

mod support;

use std::path::Path;

use rayon::prelude::*;
use support::golden::case::DIALECTS;
use support::golden::compiler::Program;
use support::golden::{self, Case};
use support::parse::{Exception, refused};
use support::server::say;
use support::sqlite::SqliteDatabase;
use support::{mariadb, opinion, postgres};

/// What sqlparser cannot read and is right all the same.
const EXCEPTIONS: &[Exception] = &[
    Exception { dialect: "postgres", holds: "DO $", reason: "DO blocks are not read" },
    Exception {
        dialect: "postgres",
        holds: "DROP INDEX CONCURRENTLY",
        reason: "CONCURRENTLY is read in CREATE INDEX only",
    },
    Exception { dialect: "postgres", holds: "DROP IDENTITY", reason: "known since PostgreSQL 10" },
    Exception {
        dialect: "postgres",
        holds: "AS IDENTITY (",
        reason: "the options of an identity are read in CREATE SEQUENCE only",
    },
    Exception {
        dialect: "postgres",
        holds: "OVERRIDING SYSTEM VALUE",
        reason: "known since PostgreSQL 10",
    },
    Exception {
        dialect: "sqlite",
        holds: "PRAGMA foreign_keys = O",
        reason: "a word as a pragma's value is not read",
    },
    Exception {
        dialect: "mssql",
        holds: "EXEC sp_executesql",
        reason: "arguments behind OUTPUT are not read",
    },
    Exception {
        dialect: "mssql",
        holds: " ALTER COLUMN ",
        reason: "a column restated with its type is not read",
    },
    Exception {
        dialect: "mssql",
        holds: " FOR ",
        reason: "ADD DEFAULT … FOR a column is not read",
    },
    Exception { dialect: "mssql", holds: "WITH CHECK CHECK CONSTRAINT", reason: "not read" },
    Exception { dialect: "mssql", holds: "WITH NOCHECK ADD", reason: "not read" },
    Exception {
        dialect: "mssql",
        holds: " AS (",
        reason: "a computed column without a type is not read",
    },
    Exception {
        dialect: "postgres",
        holds: " COLLATE ",
        reason: "a collation behind a new type is not read",
    },
    Exception { dialect: "postgres", holds: " RESET (", reason: "storage parameters are not read" },
    Exception {
        dialect: "postgres",
        holds: " TABLESPACE ",
        reason: "not read behind the parameters of an index",
    },
    Exception {
        dialect: "sqlite",
        holds: ") STRICT",
        reason: "the words behind a table are read one at most",
    },
    Exception {
        dialect: "sqlite",
        holds: "UNSIGNED BIG INT",
        reason: "types of several words are not read",
    },
    Exception {
        dialect: "mssql",
        holds: "CREATE PROCEDURE",
        reason: "parameters without parentheses are not read",
    },
    Exception { dialect: "mssql", holds: "ALTER DATABASE", reason: "not read" },
    Exception { dialect: "mssql", holds: ") ON ", reason: "a filegroup is not read" },
    Exception { dialect: "postgres", holds: "ALTER SEQUENCE", reason: "not read" },
    Exception { dialect: "mssql", holds: "ALTER SEQUENCE", reason: "not read" },
    Exception {
        dialect: "postgres",
        holds: "CREATE SEQUENCE",
        reason: "the options are read in one order only",
    },
    Exception {
        dialect: "mssql",
        holds: "CREATE SEQUENCE",
        reason: "the options are read in one order only",
    },
    Exception { dialect: "postgres", holds: " SCHEMA ext", reason: "not read without WITH" },
    Exception { dialect: "mssql", holds: "OBJECT::", reason: "a class before a name is not read" },
    Exception { dialect: "mssql", holds: "SCHEMA::", reason: "a class before a name is not read" },
    Exception { dialect: "postgres", holds: " SET GENERATED ", reason: "not read" },
    Exception { dialect: "postgres", holds: " ATTACH PARTITION ", reason: "not read" },
    Exception { dialect: "postgres", holds: " DETACH PARTITION ", reason: "not read" },
    Exception { dialect: "mariadb", holds: "ALTER SEQUENCE", reason: "not read" },
    Exception {
        dialect: "mariadb",
        holds: "CREATE SEQUENCE",
        reason: "the options are read in one order only",
    },
    Exception { dialect: "mariadb", holds: "REVOKE GRANT OPTION", reason: "not read" },
    Exception { dialect: "mysql", holds: "REVOKE GRANT OPTION", reason: "not read" },
    Exception { dialect: "mysql", holds: "PREPARE cucurbit FROM ", reason: "not read" },
    Exception { dialect: "mysql", holds: "() SIGNAL SQLSTATE", reason: "not read as a body" },
    Exception { dialect: "oracle", holds: "DECLARE\n", reason: "PL/SQL blocks are not read" },
    Exception { dialect: "oracle", holds: "BEGIN\n", reason: "PL/SQL blocks are not read" },
    Exception {
        dialect: "oracle",
        holds: "BEGIN make_account",
        reason: "PL/SQL blocks are not read",
    },
    Exception { dialect: "oracle", holds: " ADD (", reason: "columns in parentheses are not read" },
    Exception { dialect: "oracle", holds: " MODIFY (", reason: "not read" },
    Exception { dialect: "oracle", holds: "CASCADE CONSTRAINTS", reason: "not read" },
    Exception { dialect: "oracle", holds: " ENABLE ", reason: "not read" },
    Exception {
        dialect: "oracle",
        holds: " DROP UNIQUE (",
        reason: "a key named by its columns is not read",
    },
    Exception { dialect: "oracle", holds: " RENAME CONSTRAINT ", reason: "not read" },
    Exception { dialect: "oracle", holds: " TABLESPACE ", reason: "not read behind an index" },
    Exception { dialect: "oracle", holds: "ALTER SESSION", reason: "not read" },
    Exception { dialect: "oracle", holds: "ALTER SEQUENCE", reason: "not read" },
    Exception {
        dialect: "oracle",
        holds: "CREATE SEQUENCE",
        reason: "its options are read in one order only",
    },
    Exception {
        dialect: "oracle",
        holds: " CHAR(",
        reason: "a length in characters is read behind VARCHAR2 only",
    },
    Exception { dialect: "oracle", holds: "TRIGGER ", reason: "triggers are not read" },
    Exception { dialect: "oracle", holds: "FUNCTION ", reason: "PL/SQL is not read" },
    Exception { dialect: "oracle", holds: "PROCEDURE ", reason: "PL/SQL is not read" },
    Exception {
        dialect: "oracle",
        holds: " AS IDENTITY (",
        reason: "the options of an identity are read in another order",
    },
    Exception { dialect: "oracle", holds: "INTERVAL DAY TO SECOND", reason: "not read" },
    Exception { dialect: "oracle", holds: "BUILD ", reason: "not read" },
    Exception { dialect: "oracle", holds: "WITH CHECK OPTION", reason: "not read" },
    Exception { dialect: "postgres", holds: "REFRESH MATERIALIZED VIEW", reason: "not read" },
    Exception {
        dialect: "postgres",
        holds: "WITH NO DATA",
        reason: "not read behind a materialized view",
    },
    Exception { dialect: "postgres", holds: "CHECK OPTION", reason: "not read behind a view" },
    Exception { dialect: "mysql", holds: "CHECK OPTION", reason: "not read behind a view" },
    Exception { dialect: "mariadb", holds: "CHECK OPTION", reason: "not read behind a view" },
    Exception { dialect: "mssql", holds: "CHECK OPTION", reason: "not read behind a view" },
    Exception { dialect: "oracle", holds: "CHECK OPTION", reason: "not read behind a view" },
    Exception {
        dialect: "postgres",
        holds: "OR REPLACE PROCEDURE",
        reason: "OR REPLACE is read for functions only",
    },
    Exception {
        dialect: "postgres",
        holds: "CREATE PROCEDURE",
        reason: "defaults and bodies in dollar quotes are read for functions only",
    },
    Exception {
        dialect: "postgres",
        holds: "EXECUTE FUNCTION note('",
        reason: "the arguments of a trigger's function are read as types",
    },
    Exception {
        dialect: "mssql",
        holds: "WITH SCHEMABINDING",
        reason: "options of views and functions are not read",
    },
    Exception { dialect: "mysql", holds: "CREATE FUNCTION", reason: "not read" },
    Exception {
        dialect: "mysql",
        holds: "CREATE PROCEDURE",
        reason: "a body without AS is not read",
    },
    Exception { dialect: "mariadb", holds: "CREATE FUNCTION", reason: "not read" },
    Exception {
        dialect: "mariadb",
        holds: "CREATE PROCEDURE",
        reason: "a body without AS is not read",
    },
    Exception { dialect: "mariadb", holds: "OR REPLACE FUNCTION", reason: "not read" },
    Exception { dialect: "mariadb", holds: "OR REPLACE PROCEDURE", reason: "not read" },
    Exception { dialect: "mssql", holds: "CREATE CLUSTERED INDEX", reason: "not read" },
    Exception { dialect: "mssql", holds: "CREATE COLUMNSTORE INDEX", reason: "not read" },
    Exception { dialect: "oracle", holds: "CREATE BITMAP INDEX", reason: "not read" },
    Exception { dialect: "oracle", holds: " FUNCTION ", reason: "not read" },
    Exception {
        dialect: "oracle",
        holds: " PROCEDURE ",
        reason: "IS and types without a length are not read",
    },
    Exception { dialect: "oracle", holds: " TRIGGER ", reason: "not read" },
    Exception { dialect: "oracle", holds: "BUILD IMMEDIATE", reason: "not read" },
    Exception { dialect: "oracle", holds: "BUILD DEFERRED", reason: "not read" },
    Exception { dialect: "oracle", holds: "DBMS_MVIEW", reason: "blocks are not read" },
    Exception { dialect: "oracle", holds: "EXECUTE IMMEDIATE", reason: "blocks are not read" },
    Exception {
        dialect: "mysql",
        holds: "PREPARE cucurbit",
        reason: "a prepared statement from a variable is not read",
    },
    Exception {
        dialect: "mysql",
        holds: "SIGNAL SQLSTATE",
        reason: "a procedure of one statement is not read",
    },
    Exception {
        dialect: "mysql",
        holds: " COMMENT = ",
        reason: "a comment alone is not read in ALTER TABLE",
    },
    Exception { dialect: "mysql", holds: " RENAME INDEX ", reason: "not read" },
    Exception { dialect: "mysql", holds: "REVOKE GRANT OPTION", reason: "not read" },
    Exception {
        dialect: "mariadb",
        holds: " COMMENT = ",
        reason: "a comment alone is not read in ALTER TABLE",
    },
    Exception { dialect: "mariadb", holds: " RENAME INDEX ", reason: "not read" },
    Exception { dialect: "mariadb", holds: "REVOKE GRANT OPTION", reason: "not read" },
    Exception { dialect: "mysql", holds: " DROP CHECK ", reason: "known since MySQL 8.0.16" },
    Exception {
        dialect: "mariadb",
        holds: " SEQUENCE ",
        reason: "the options and changes of a sequence are not read",
    },
    Exception { dialect: "mariadb", holds: " IF EXISTS ", reason: "read in a few statements only" },
    Exception {
        dialect: "mariadb",
        holds: "ADD COLUMN IF NOT EXISTS",
        reason: "known since MariaDB 10.0.2",
    },
    Exception { dialect: "mysql", holds: "CREATE FULLTEXT", reason: "not read" },
    Exception { dialect: "mysql", holds: "CREATE SPATIAL", reason: "not read" },
    Exception { dialect: "mariadb", holds: "CREATE FULLTEXT", reason: "not read" },
    Exception { dialect: "mariadb", holds: "CREATE SPATIAL", reason: "not read" },
];

fn program() -> Program {
    Program(env!("CARGO_BIN_EXE_compile").into())
}

fn filter() -> String {
    std::env::var("CUCURBIT_GOLDEN").unwrap_or_default()
}

fn update() -> bool {
    std::env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1")
}

fn cases() -> (Vec<Case>, Vec<String>) {
    let (cases, strays) =
        golden::find(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"), &filter());
    assert!(!cases.is_empty(), "there is no golden case with `{}` in its name", filter());
    (cases, strays)
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n\n{} faults", faults.join("\n\n"), faults.len());
}

#[test]
fn golden_files_are_as_expected() {
    let (cases, strays) = cases();
    let mut verdict = golden::run(&cases, &program(), update());
    verdict.changed.iter().for_each(|change| say(change));
    verdict.faults.extend(strays);
    assert!(verdict.faults.is_empty(), "\n{}", verdict.text());
}

#[test]
fn sqlite_runs_every_script_up_down_and_up() {
    let both = || vec![SqliteDatabase::new(true), SqliteDatabase::new(false)];
    assert_none(&opinion::run(&cases().0, "sqlite", &program(), update(), &both));
}

#[test]
fn postgres_runs_every_script_up_down_and_up() {
    if let Some(server) = postgres::Server::get() {
        let fresh = || vec![server.database()];
        assert_none(&opinion::run(&cases().0, "postgres", &program(), update(), &fresh));
    }
}

#[test]
fn mariadb_runs_every_script_up_down_and_up() {
    if let Some(server) = mariadb::Server::get() {
        let fresh = || vec![server.database()];
        assert_none(&opinion::run(&cases().0, "mariadb", &program(), update(), &fresh));
    }
}

#[test]
fn sqlparser_reads_every_script() {
    let (cases, _) = cases();
    let found: Vec<(String, &str, String, String)> = cases
        .par_iter()
        .flat_map_iter(|case| {
            let files = DIALECTS
                .iter()
                .flat_map(|d| [(*d, format!("{d}.sql")), (*d, format!("{d}.down.sql"))]);
            files.filter_map(|(dialect, file)| Some((dialect, case.text(&file)?, file))).flat_map(
                |(dialect, script, file)| {
                    let place = format!("{}/{file}", case.name);
                    refused(dialect, &script)
                        .into_iter()
                        .map(move |(statement, error)| (place.clone(), dialect, statement, error))
                },
            )
        })
        .collect();
    let excuses = |exception: &Exception,
                   (_, dialect, statement, _): &(String, &str, String, String)| {
        exception.dialect == *dialect && statement.contains(exception.holds)
    };
    let mut faults: Vec<String> = found
        .iter()
        .filter(|refusal| !EXCEPTIONS.iter().any(|exception| excuses(exception, refusal)))
        .map(|(place, _, statement, error)| format!("{place}: {error}\n{statement}"))
        .collect();
    if filter().is_empty() {
        // An exception that excuses nothing is forgotten, or hides what it was not made for.
        let idle = EXCEPTIONS.iter().filter(|e| !found.iter().any(|refusal| excuses(e, refusal)));
        faults.extend(idle.map(|e| {
            format!("no {} statement with `{}` needs its excuse: {}", e.dialect, e.holds, e.reason)
        }));
    }
    assert_none(&faults);
}
