//! The user's own SQL: lexed, split, read for its effects and taken apart, for all dialects.

use std::ops::Range;

use cucurbit::dialect::DialectName;
use cucurbit::sql::raw::{self, program, query};
use cucurbit::sql::{Ident, raw::Piece};

/// A text of statements.
pub fn sql(text: &str) {
    for dialect in DialectName::ALL {
        covered(text, dialect);
        raw::hazards(text, dialect);
        raw::leading_words(text, dialect, 5);
        frames(text, dialect);
        match raw::split(text, dialect) {
            Err(error) => {
                assert!(text.get(error.range.clone()).is_some(), "{dialect:?}: {error:?}");
            }
            Ok(pieces) => {
                parted(text, &pieces, dialect);
                pieces.iter().for_each(|piece| one(&text[piece.range.clone()], dialect));
            }
        }
        one(text, dialect);
    }
}

/// Tokens follow each other without gaps, up to the first fault.
fn covered(text: &str, dialect: DialectName) {
    let mut at = 0;
    for token in raw::tokens(text, dialect) {
        let Ok(token) = token else { return };
        assert!(token.range.start == at && token.range.end > at, "{dialect:?}: {token:?}");
        assert!(text.get(token.range.clone()).is_some(), "{dialect:?}: {token:?}");
        at = token.range.end;
    }
    assert_eq!(at, text.len(), "{dialect:?} leaves something over");
}

fn frames(text: &str, dialect: DialectName) {
    let mut at = 0;
    for Range { start, end } in raw::frames(text, dialect) {
        assert!(at <= start && start <= end && text.get(start..end).is_some(), "{dialect:?}");
        at = end;
    }
}

/// Every token is in one piece, beside one, or a separator.
fn parted(text: &str, pieces: &[Piece], dialect: DialectName) {
    let mut kept: Vec<&Range<usize>> = Vec::new();
    for piece in pieces {
        kept.extend(piece.above.iter().chain([&piece.range]).chain(&piece.after));
        let own = text.get(piece.range.clone()).unwrap_or_default();
        assert!(!own.trim_ascii().is_empty(), "{dialect:?} has an empty statement: {piece:?}");
    }
    kept.sort_by_key(|range| range.start);
    let mut at = 0;
    for range in kept {
        assert!(at <= range.start && range.start <= range.end, "{dialect:?}: {range:?} twice");
        assert!(is_separator(&text[at..range.start], dialect), "{dialect:?} loses {at}..{range:?}");
        at = range.end;
    }
    let rest = &text[at..];
    assert!(pieces.is_empty() || is_separator(rest, dialect), "{dialect:?} loses {rest:?}");
}

/// What may stand between statements: terminators and the lines of client programs.
fn is_separator(gap: &str, dialect: DialectName) -> bool {
    let blank = |text: &str| text.chars().all(|c| c == ';' || c.is_whitespace());
    let lines = |is_own: &dyn Fn(&str) -> bool| {
        gap.split('\n').all(|line| blank(line) || is_own(&line.trim().to_ascii_uppercase()))
    };
    match dialect {
        DialectName::Mssql => lines(&|line| line.trim_start_matches([';', ' ']).starts_with("GO")),
        DialectName::Oracle => lines(&|line| line.trim_matches([';', ' ']) == "/"),
        // A delimiter is any word.
        DialectName::Mysql | DialectName::Mariadb => true,
        _ => blank(gap),
    }
}

/// Everything that is asked of a single statement, an expression or a body.
fn one(text: &str, dialect: DialectName) {
    raw::effects(text, dialect);
    raw::may_do_anything(text, dialect);
    raw::words_in(text, dialect);
    raw::is_understood(text, dialect);
    raw::relations_in(text, dialect);
    raw::column_paths_in(text, dialect);
    raw::columns_in_expression(text, dialect);
    raw::runs_outside_transaction(text, dialect);
    query::reading(text, dialect);
    for fault in [raw::unbalanced(text, dialect), raw::no_expression(text, dialect)] {
        assert!(fault.is_none_or(|fault| text.get(fault.range).is_some()));
    }
    let name = Ident::from("t");
    raw::mentions_text(text, &name, dialect);
    // A name that gives way to itself, written as it was, leaves the text as it was.
    let plain = !text.contains(['T', '"', '`', '[']);
    for same in [
        raw::rename_in_text(text, &name, "t", dialect),
        raw::rename_table_in_text(text, &name, "t", dialect),
    ] {
        assert!(!plain || same == text, "{dialect:?} makes {same:?} of it");
    }
    if let Some(arguments) = program::arguments(text, dialect) {
        program::signature(&arguments);
    }
    for path in [program::called(text, dialect), program::executed(text, dialect)] {
        let path = path.unwrap_or_default();
        let place = program::place_of(text, &path, dialect);
        assert!(place.is_none_or(|place| text.get(place).is_some()));
    }
    program::calls(text, "t", dialect);
    program::only_statement(text, dialect);
    let ended = program::with_semicolon(text, dialect);
    program::without_semicolon(&ended, dialect);
}
