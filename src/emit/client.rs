//! The programs that run scripts, and what makes them stop at the first error.

use crate::dialect::DialectName;
use crate::sql::raw;

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

    /// A text with lines around each stored program in it, where the client would take a `;`
    /// inside for its end (<https://dev.mysql.com/doc/refman/8.4/en/stored-programs-defining.html>).
    pub(super) fn delimited(self, text: &str, dialect: DialectName) -> Option<String> {
        let pieces = match self {
            Client::Mysql => raw::split(text, dialect).ok()?,
            _ => return None,
        };
        let is_block = |piece: &raw::Piece| {
            let own = text.get(piece.range.clone()).unwrap_or_default();
            piece.kind == raw::PieceKind::Block && own.contains(';')
        };
        if !pieces.iter().any(is_block) {
            return None;
        }
        let mark =
            ["$$", "//", "$$$", "$cucurbit$"].into_iter().find(|mark| !text.contains(mark))?;
        let starts = pieces.iter().skip(1).map(|piece| piece.range.start);
        let ends: Vec<usize> = starts.chain([text.len()]).collect();
        let mut from = 0;
        let mut parts = Vec::with_capacity(pieces.len());
        for (piece, end) in pieces.iter().zip(ends) {
            let own = text.get(from..end).unwrap_or_default().trim();
            parts.push(match is_block(piece) {
                true => format!("DELIMITER {mark}\n{own}\n{mark}\nDELIMITER ;"),
                false => own.to_owned(),
            });
            from = end;
        }
        Some(parts.join("\n\n"))
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
