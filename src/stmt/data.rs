//! Statements on rows, and raw SQL.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// INSERT … VALUES.
#[derive(Clone, Debug)]
pub struct Insert {
    /// The table.
    pub table: ObjName,
    /// The columns.
    pub columns: Vec<Ident>,
    /// The rows.
    pub rows: Vec<Vec<Fragment>>,
    /// OVERRIDING SYSTEM VALUE.
    pub overriding: bool,
    /// The session switch around it.
    pub identity_switch: bool,
    /// The column GENERATED ALWAYS that is BY DEFAULT while the rows are put in.
    pub by_default_meanwhile: Option<Ident>,
    /// One statement a row.
    pub row_by_row: bool,
}

/// UPDATE.
#[derive(Clone, Debug)]
pub struct Update {
    /// The table.
    pub table: ObjName,
    /// The new values.
    pub set: Vec<(Ident, Fragment)>,
    /// WHERE.
    pub condition: Option<Fragment>,
    /// How many rows it must touch.
    pub expect: Option<Expectation>,
}

/// DELETE.
#[derive(Clone, Debug)]
pub struct Delete {
    /// The table.
    pub table: ObjName,
    /// WHERE.
    pub condition: Option<Fragment>,
    /// How many rows it must touch.
    pub expect: Option<Expectation>,
}

/// How many rows a statement must touch.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// At least so many.
    pub min: u64,
    /// At most so many.
    pub max: Option<u64>,
    /// What the script says when it is otherwise, as a literal.
    pub literal: Fragment,
    /// The same as plain text.
    pub message: String,
}

impl Expectation {
    /// The condition under which a number of rows is wrong.
    pub fn wrong(&self, rows: &str) -> String {
        match self.max {
            Some(max) if max == self.min => format!("{rows} <> {max}"),
            Some(max) if self.min == 0 => format!("{rows} > {max}"),
            Some(max) => format!("{rows} NOT BETWEEN {} AND {max}", self.min),
            None => format!("{rows} < {}", self.min),
        }
    }

    /// The condition under which it is right.
    pub fn right(&self, rows: &str) -> String {
        match self.max {
            Some(max) if max == self.min => format!("{rows} = {max}"),
            Some(max) if self.min == 0 => format!("{rows} <= {max}"),
            Some(max) => format!("{rows} BETWEEN {} AND {max}", self.min),
            None => format!("{rows} >= {}", self.min),
        }
    }
}

/// INSERT … SELECT from one table into another.
#[derive(Clone, Debug)]
pub struct CopyRows {
    /// Where the rows go.
    pub into: ObjName,
    /// Which columns they fill.
    pub columns: Vec<Ident>,
    /// Where they come from.
    pub from: ObjName,
    /// What fills each column.
    pub sources: Vec<Fragment>,
}

/// The user's own SQL.
#[derive(Clone, Debug)]
pub struct Raw {
    /// The statement without its terminator.
    pub text: Fragment,
    /// A stored program, which has a terminator of its own on some dialects.
    pub block: bool,
    /// True for a statement that holds its own end.
    pub ended: bool,
    /// Comments behind it, with the blank or line end before them.
    pub after: Option<Fragment>,
}
