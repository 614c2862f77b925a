//! Statements on indexes.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// CREATE INDEX.
#[derive(Clone, Debug)]
pub struct CreateIndex {
    /// The index.
    pub name: Ident,
    /// The table.
    pub table: ObjName,
    /// Its parts, each rendered whole; none for an index of whole rows.
    pub parts: Vec<Fragment>,
    /// UNIQUE.
    pub unique: bool,
    /// WHERE.
    pub condition: Option<Fragment>,
    /// USING.
    pub method: Option<String>,
    /// The word before INDEX that takes the place of a method.
    pub word: Option<String>,
    /// INCLUDE.
    pub include: Vec<Ident>,
    /// NULLS NOT DISTINCT.
    pub nulls_not_distinct: bool,
    /// WITH.
    pub with: Vec<(String, String)>,
    /// TABLESPACE.
    pub tablespace: Option<Ident>,
    /// CONCURRENTLY.
    pub concurrently: bool,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
}

/// DROP INDEX.
#[derive(Clone, Debug)]
pub struct DropIndex {
    /// The index, in its table's schema.
    pub name: ObjName,
    /// The table, where the statement names it.
    pub table: Option<ObjName>,
    /// CONCURRENTLY.
    pub concurrently: bool,
    /// IF EXISTS.
    pub if_exists: bool,
}

/// ALTER INDEX … RENAME TO.
#[derive(Clone, Debug)]
pub struct RenameIndex {
    /// The table.
    pub table: ObjName,
    /// The index, in its table's schema.
    pub from: ObjName,
    /// Its new name.
    pub to: Ident,
}
