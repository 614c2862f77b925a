//! A statement of a revision as text, with the little that the script must still know of it.

use crate::dialect::Dialect;
use crate::emit::render;
use crate::lower::{Lowered, Origin};
use crate::sql::ObjName;
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

/// Renders the statements of a revision.
pub fn write(lowered: Vec<Lowered>, dialect: &'static Dialect) -> Vec<Written> {
    let write = |lowered: Lowered| Written {
        text: render(&lowered.stmt, dialect),
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
