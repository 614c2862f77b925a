//! The statements that a script puts around those of its revisions.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// Opens the transaction.
#[derive(Clone, Debug)]
pub struct Begin {}

/// Ends it.
#[derive(Clone, Debug)]
pub struct Commit {}

/// What the session needs before anything runs.
#[derive(Clone, Debug)]
pub struct SessionStart {
    /// The longest wait for a lock, as the dialect writes it.
    pub lock_timeout: Option<Fragment>,
    /// The longest time of a statement, as the dialect writes it.
    pub statement_timeout: Option<Fragment>,
    /// Foreign keys must not be enforced while tables are rebuilt.
    pub foreign_keys_off: bool,
}

/// What the session gets back after everything ran.
#[derive(Clone, Debug)]
pub struct SessionEnd {
    /// Foreign keys are enforced again.
    pub foreign_keys_on: bool,
}

/// Stops the script unless the version table holds exactly these rows.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The version table.
    pub table: ObjName,
    /// The version table as a text literal.
    pub table_literal: Fragment,
    /// The rows as literals; none: the table is missing or empty.
    pub rows: Vec<Fragment>,
    /// What the script says, as a literal.
    pub message: Fragment,
    /// The same as plain text.
    pub message_text: String,
    /// The primary key's name, where the guard must make the table to look into it.
    pub key: Ident,
    /// The length of its column.
    pub length: usize,
}

/// CREATE TABLE of the version table.
#[derive(Clone, Debug)]
pub struct CreateVersionTable {
    /// The version table.
    pub table: ObjName,
    /// Its primary key's name.
    pub key: Ident,
    /// The length of its column.
    pub length: usize,
    /// The version table as a text literal.
    pub table_literal: Fragment,
}

/// The version table's column is made longer.
#[derive(Clone, Debug)]
pub struct WidenVersionTable {
    /// The version table.
    pub table: ObjName,
    /// Its primary key's name.
    pub key: Ident,
    /// The new length of its column.
    pub length: usize,
}

/// INSERT of a version row.
#[derive(Clone, Debug)]
pub struct InsertVersion {
    /// The version table.
    pub table: ObjName,
    /// The id as a literal.
    pub id: Fragment,
}

/// UPDATE of a version row.
#[derive(Clone, Debug)]
pub struct UpdateVersion {
    /// The version table.
    pub table: ObjName,
    /// The id that the row has, as a literal.
    pub from: Fragment,
    /// The id that it gets, as a literal.
    pub to: Fragment,
}

/// DELETE of version rows.
#[derive(Clone, Debug)]
pub struct DeleteVersion {
    /// The version table.
    pub table: ObjName,
    /// The id as a literal; none: all rows.
    pub id: Option<Fragment>,
}

/// Stops the script when rows refer to rows that are not there.
#[derive(Clone, Debug)]
pub struct CheckForeignKeys {
    /// The table as a text literal.
    pub table: Fragment,
    /// What the script says.
    pub message: String,
}

/// A rebuilt table goes on numbering where the old one stopped.
#[derive(Clone, Debug)]
pub struct KeepNumbering {
    /// The old table as a text literal.
    pub from: Fragment,
    /// The new one as a text literal.
    pub to: Fragment,
}

/// Prints a text while the script runs.
#[derive(Clone, Debug)]
pub struct Echo {
    /// The text as a literal.
    pub text: Fragment,
}

/// A condition on the version table: it holds one of these sets of rows.
#[derive(Clone, Debug)]
pub struct StandsAt {
    /// The version table.
    pub table: ObjName,
    /// None at all.
    pub empty: bool,
    /// Ids as literals, one of which is the only row.
    pub singles: Vec<Fragment>,
    /// Several rows each, as literals.
    pub sets: Vec<Vec<Fragment>>,
}

/// Stops the script unless the version table stands somewhere in its range.
#[derive(Clone, Debug)]
pub struct GuardRange {
    /// The version table.
    pub table: ObjName,
    /// The version table as a text literal.
    pub table_literal: Fragment,
    /// The condition on a version table that is there.
    pub condition: Fragment,
    /// Whether there may be none.
    pub base: bool,
    /// What the script says, as a literal.
    pub message: Fragment,
}

/// Runs statements where a condition on the version table holds.
#[derive(Clone, Debug)]
pub struct RunIf {
    /// The condition.
    pub condition: Fragment,
    /// The statements in order.
    pub steps: Vec<ConditionalStep>,
}

/// A statement that runs on a condition.
#[derive(Clone, Debug)]
pub struct ConditionalStep {
    /// Comment lines above it.
    pub above: Vec<Fragment>,
    /// The statement.
    pub text: Fragment,
    /// The statement as a text literal.
    pub literal: Fragment,
}
