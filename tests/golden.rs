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
use support::{opinion, postgres};

/// What sqlparser cannot read and is right all the same: the servers run it, or for mssql,
/// where none is at hand, the vendor's reference shows it.
const EXCEPTIONS: [Exception; 21] = [
    except("postgres", "DO $", "no DO in the parser"),
    except("postgres", "DROP INDEX CONCURRENTLY", "CONCURRENTLY only in CREATE INDEX"),
    except("postgres", " DROP IDENTITY", "no DROP IDENTITY"),
    except("postgres", "IDENTITY (START WITH", "only with INCREMENT BY before it"),
    except("postgres", " TYPE VARCHAR(20) COLLATE ", "no COLLATE in ALTER COLUMN"),
    except("postgres", ") OVERRIDING SYSTEM VALUE", "no OVERRIDING"),
    except("postgres", "RESET (fillfactor)", "no RESET of storage parameters"),
    except("postgres", " TABLESPACE ", "no TABLESPACE of an index"),
    except("sqlite", "PRAGMA foreign_keys = O", "a PRAGMA's value must be a literal"),
    except("sqlite", "STRICT, WITHOUT ROWID", "one table option at most"),
    except("sqlite", "UNSIGNED BIG INT", "a type's name has one word"),
    except("mssql", "DECLARE @found", "EXEC with named output parameters"),
    except("mssql", " ALTER COLUMN ", "type and nullability in one, as only mssql has it"),
    except("mssql", " ADD DEFAULT ", "a default is a constraint of its own"),
    except("mssql", " WITH NOCHECK ADD ", "no NOCHECK"),
    except("mssql", " WITH CHECK CHECK ", "no CHECK of a constraint that is there"),
    except("mssql", " AS (", "computed columns have no type"),
    except("mssql", "EXEC ", "EXEC with named parameters"),
    except("mssql", "CREATE PROCEDURE", "parameters without parentheses"),
    except("mssql", "ALTER DATABASE CURRENT", "no ALTER DATABASE"),
    except("mssql", ") ON [PRIMARY]", "no filegroups"),
];

const fn except(dialect: &'static str, holds: &'static str, reason: &'static str) -> Exception {
    Exception { dialect, holds, reason }
}

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
