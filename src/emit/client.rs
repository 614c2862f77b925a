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
                "WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK\nSET DEFINE OFF\nSET SQLBLANKLINES ON",
            ),
            Client::Sqlite3 => Some(".bail on"),
        }
    }

    /// A line that makes it print a text while it runs; none where a statement must do it.
    pub(super) fn echo(self, text: &str) -> Option<String> {
        let text = text.replace('\\', "\\\\");
        match self {
            Client::Psql => Some(format!("\\echo '{}'", text.replace('\'', "''"))),
            Client::Sqlite3 => Some(format!(".print \"{}\"", text.replace('"', "\\\""))),
            Client::Plain | Client::Mysql | Client::Sqlcmd | Client::Sqlplus => None,
        }
    }

    /// True when the script need not see to it that later batches do not run.
    pub(super) fn stops_by_itself(self) -> bool {
        self == Client::Sqlcmd
    }
}
