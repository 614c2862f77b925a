//! Statements on tables.

use super::{ColumnSpec, ConstraintSpec, Fragment};
use crate::sql::{Ident, ObjName};

/// CREATE TABLE.
#[derive(Clone, Debug)]
pub struct CreateTable {
    /// The table.
    pub name: ObjName,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// Words between CREATE and TABLE.
    pub before: Vec<String>,
    /// The columns.
    pub columns: Vec<ColumnSpec>,
    /// The constraints.
    pub constraints: Vec<ConstraintSpec>,
    /// Indexes that must be there as soon as the table is.
    pub keys: Vec<super::CreateIndex>,
    /// Clauses behind the closing parenthesis.
    pub after: Vec<String>,
    /// Its comment, where that is such a clause.
    pub comment: Option<Fragment>,
}

impl CreateTable {
    /// How many lines the parentheses hold.
    pub fn lines(&self) -> usize {
        self.columns.len() + self.constraints.len() + self.keys.len()
    }
}

/// DROP TABLE.
#[derive(Clone, Debug)]
pub struct DropTable {
    /// The table.
    pub name: ObjName,
    /// IF EXISTS.
    pub if_exists: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// ALTER TABLE … RENAME TO.
#[derive(Clone, Debug)]
pub struct RenameTable {
    /// The table.
    pub from: ObjName,
    /// Its new name.
    pub to: Ident,
}

/// COMMENT ON TABLE.
#[derive(Clone, Debug)]
pub struct CommentOnTable {
    /// The table.
    pub table: ObjName,
    /// The comment as a literal; none takes it away.
    pub comment: Option<Fragment>,
    /// True when there is one already.
    pub had: bool,
}
