//! A statement of a revision as text, with the little that the script must still know of it.

use crate::dialect::{Dialect, DialectName};
use crate::emit::render;
use crate::lower::{Lowered, Origin};
use crate::sql::ObjName;
use crate::sql::raw::leading_words;
use crate::stmt::{Fragment, Stmt};

/// A statement as text.
#[derive(Clone, Debug)]
pub struct Written {
    /// The text; empty where the dialect needs none.
    pub text: String,
    /// True when it cannot run inside a transaction.
    pub outside: bool,
    /// The operation that it does a part of.
    pub origin: Origin,
    /// A comment above it.
    pub note: Option<String>,
    /// True when it changes rows, which may have to be committed.
    pub rows: bool,
    /// What it does to an enum.
    pub enums: EnumChange,
}

/// What a statement does to an enum; values that a transaction adds cannot be used in it.
#[derive(Clone, Debug)]
pub enum EnumChange {
    /// Nothing.
    None,
    /// Makes it.
    Made(ObjName),
    /// Adds this value, written as a literal.
    Grown(ObjName, Fragment),
}

/// The first words of statements that may change rows.
const CHANGING_ROWS: &[&str] =
    &["INSERT", "UPDATE", "DELETE", "MERGE", "CALL", "BEGIN", "DECLARE", "WITH"];

/// True for a statement that changes rows, or may do so.
fn changes_rows(stmt: &Stmt, dialect: DialectName) -> bool {
    match stmt {
        Stmt::Insert(_) | Stmt::Update(_) | Stmt::Delete(_) | Stmt::CopyRows(_) => true,
        Stmt::Raw(raw) => {
            let words = leading_words(raw.text.as_str(), dialect, 1);
            let first = words.first().map(String::as_str);
            first.is_some_and(|word| CHANGING_ROWS.contains(&word))
        }
        _ => false,
    }
}

/// Renders the statements of a revision.
pub fn write(lowered: Vec<Lowered>, dialect: &'static Dialect) -> Vec<Written> {
    let write = |lowered: Lowered| Written {
        text: render(&lowered.stmt, dialect),
        rows: changes_rows(&lowered.stmt, dialect.name),
        outside: lowered.outside,
        origin: lowered.origin,
        note: lowered.note,
        enums: match lowered.stmt {
            Stmt::CreateEnum(stmt) => EnumChange::Made(stmt.name),
            Stmt::AddEnumValue(stmt) => EnumChange::Grown(stmt.name, stmt.value),
            _ => EnumChange::None,
        },
    };
    lowered.into_iter().map(write).collect()
}
