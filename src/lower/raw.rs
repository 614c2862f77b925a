//! The user's own SQL, statement by statement.

use std::ops::Range;

use super::Lower;
use crate::sql::raw::{self, Piece, PieceKind};
use crate::stmt::{self, Fragment};
use crate::syntax::SourceText;

/// Passes the statements of a text through, each with its terminator to come and the
/// comments around it. Where a script is made of batches, what stands in one batch of
/// the text stays together: its statements may share variables.
pub fn execute(lower: &mut Lower<'_>, text: &SourceText) {
    let dialect = lower.env.dialect;
    let text = text.as_str();
    let pieces = raw::split(text, dialect.name).unwrap_or_default();
    let together = |a: &Piece, b: &Piece| {
        dialect.batch_separator.is_some()
            && a.batch == b.batch
            && [a, b].iter().all(|piece| piece.kind == PieceKind::Plain)
    };
    for group in pieces.chunk_by(together) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let statement = slice(text, &(first.range.start..last.range.end));
        let outside = group
            .iter()
            .any(|piece| raw::runs_outside_transaction(slice(text, &piece.range), dialect.name));
        let above = first.above.iter().map(|range| slice(text, range).to_owned() + "\n");
        let statement = stmt::Raw {
            text: Fragment::new(above.collect::<String>() + statement),
            block: last.kind == PieceKind::Block,
            ended: last.kind == PieceKind::Copy,
            after: behind(text, last),
        };
        match outside {
            true => lower.push_outside(statement),
            false => lower.push(statement),
        }
    }
}

fn slice<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    text.get(range.clone()).unwrap_or_default().trim()
}

/// The comments behind a statement: on its line where they stood there, else below.
fn behind(text: &str, piece: &Piece) -> Option<Fragment> {
    let mut end = piece.range.end;
    let mut all = String::new();
    for range in &piece.after {
        let below = text.get(end..range.start).is_some_and(|gap| gap.contains('\n'));
        all.push(if below || all.ends_with('\n') { '\n' } else { ' ' });
        all.push_str(slice(text, range));
        end = range.end;
    }
    (!all.is_empty()).then(|| Fragment::new(all))
}
