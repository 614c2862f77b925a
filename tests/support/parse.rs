//! A second opinion on every script: sqlparser's reading of it.
//!
//! In: a script and its dialect. Out: the statements that the parser does not understand.
//! A statement that is right and beyond the parser is excused by name, with a reason.

use sqlparser::dialect::{
    Dialect, MsSqlDialect, MySqlDialect, OracleDialect, PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::parser::Parser;

/// A kind of statement that a parser does not know.
pub struct Exception {
    /// The dialect.
    pub dialect: &'static str,
    /// What the statement holds.
    pub holds: &'static str,
    /// Why the statement is right all the same.
    pub reason: &'static str,
}

/// The statements of a script that the dialect's parser refuses, with what it says.
pub fn refused(dialect: &str, script: &str) -> Vec<(String, String)> {
    let parser: &dyn Dialect = match dialect {
        "postgres" => &PostgreSqlDialect {},
        // There is no dialect of its own for MariaDB.
        "mysql" | "mariadb" => &MySqlDialect {},
        "sqlite" => &SQLiteDialect {},
        "mssql" => &MsSqlDialect {},
        "oracle" => &OracleDialect {},
        other => panic!("no parser was chosen for {other}"),
    };
    batches(dialect, script).iter().flat_map(|batch| refused_in_batch(parser, batch)).collect()
}

/// The parts that reach the server at once, without the lines that only the client reads.
pub fn batches(dialect: &str, script: &str) -> Vec<String> {
    let mark = match dialect {
        "postgres" => '\\',
        "sqlite" => '.',
        _ => ':',
    };
    let sqlplus = ["WHENEVER ", "SET DEFINE ", "SET SQLBLANKLINES ", "PROMPT "];
    let for_client = |line: &&str| {
        let marked = line.strip_prefix(mark);
        marked.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
            || dialect == "oracle" && sqlplus.iter().any(|word| line.starts_with(word))
    };
    let lines: Vec<&str> = script.lines().filter(|line| !for_client(line)).collect();
    let end = match dialect {
        "mssql" => "GO",
        "oracle" => "/",
        _ => return vec![lines.join("\n")],
    };
    lines.split(|line| line.trim() == end).map(|batch| batch.join("\n")).collect()
}

/// Statements stand one blank line apart, but a blank line may be inside one: the
/// shortest run of paragraphs that parses is taken as whole statements.
fn refused_in_batch(parser: &dyn Dialect, batch: &str) -> Vec<(String, String)> {
    let parse = |sql: &str| Parser::parse_sql(parser, sql).map(|_| ());
    if parse(batch).is_ok() {
        return Vec::new();
    }
    let paragraphs: Vec<&str> = batch.split("\n\n").collect();
    let mut refused = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        let ends = at + 1..=paragraphs.len();
        match ends.into_iter().find(|end| parse(&paragraphs[at..*end].join("\n\n")).is_ok()) {
            Some(end) => at = end,
            None => {
                let error =
                    parse(paragraphs[at]).err().map(|error| error.to_string()).unwrap_or_default();
                refused.push((paragraphs[at].to_owned(), error));
                at += 1;
            }
        }
    }
    refused
}
