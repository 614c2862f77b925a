//! The user's own SQL, statement by statement.

use super::Lower;
use crate::sql::raw::{self, PieceKind};
use crate::stmt::{self, Fragment};
use crate::syntax::SourceText;

/// Passes the statements of a text through, each with its terminator to come.
pub fn execute(lower: &mut Lower<'_>, text: &SourceText) {
    let pieces = raw::split(text.as_str(), lower.env.dialect.name).unwrap_or_default();
    for piece in pieces {
        let statement = text.as_str().get(piece.range.clone()).unwrap_or_default().trim();
        let block = piece.kind == PieceKind::Block;
        let outside = raw::runs_outside_transaction(statement, lower.env.dialect.name);
        let statement = stmt::Raw { text: Fragment::new(statement), block };
        match outside {
            true => lower.push_outside(statement),
            false => lower.push(statement),
        }
    }
}
