//! The programs that run scripts, and what makes them stop at the first error.

use crate::dialect::DialectName;

pub use crate::config::Client;

impl Client {
    /// True when the client can run scripts of a dialect.
    pub fn runs(self, dialect: DialectName) -> bool {
        match self {
            Client::Plain => true,
            Client::Psql => dialect == DialectName::Postgres,
            Client::Mysql => matches!(dialect, DialectName::Mysql | DialectName::Mariadb),
            Client::Sqlcmd => dialect == DialectName::Mssql,
            Client::Sqlplus => dialect == DialectName::Oracle,
            Client::Sqlite3 => dialect == DialectName::Sqlite,
        }
    }

    /// The lines that make it stop at the first error and report it.
    pub(super) fn directives(self) -> Option<&'static str> {
        match self {
            Client::Plain | Client::Mysql => None,
            Client::Psql => Some("\\set ON_ERROR_STOP on"),
            Client::Sqlcmd => Some(":on error exit\nSET QUOTED_IDENTIFIER ON;\nGO"),
            Client::Sqlplus => Some(
                // Not SQL.SQLCODE: of an exit status eight bits are left, and ORA-01536 would be success.
                "WHENEVER SQLERROR EXIT FAILURE ROLLBACK\nSET DEFINE OFF\nSET SQLBLANKLINES ON",
            ),
            Client::Sqlite3 => Some(".bail on"),
        }
    }

    /// A line that makes it print a text while it runs; none where a statement must do it.
    pub(super) fn echo(self, text: &str) -> Option<String> {
        let escaped = text.replace('\\', "\\\\");
        match self {
            Client::Psql => Some(format!("\\echo '{}'", escaped.replace('\'', "''"))),
            Client::Sqlite3 => Some(format!(".print \"{}\"", escaped.replace('"', "\\\""))),
            // A hyphen at the end would join the next line to it.
            Client::Sqlplus => Some(format!("PROMPT {}", text.trim_end_matches(['-', ' ']))),
            Client::Plain | Client::Mysql | Client::Sqlcmd => None,
        }
    }

    /// True when the script need not see to it that later batches do not run.
    pub(super) fn stops_by_itself(self) -> bool {
        self == Client::Sqlcmd
    }
}
