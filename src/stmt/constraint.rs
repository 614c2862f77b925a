//! Statements on constraints.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// A constraint in CREATE TABLE or ADD CONSTRAINT.
#[derive(Clone, Debug)]
pub struct ConstraintSpec {
    /// Its name; none leaves it to the server.
    pub name: Option<Ident>,
    /// What it demands.
    pub body: ConstraintBody,
    /// DEFERRABLE and INITIALLY, as words.
    pub deferral: Option<&'static str>,
}

/// What a constraint demands.
#[derive(Clone, Debug)]
#[allow(missing_docs)] // The fields are the clause's parts.
pub enum ConstraintBody {
    PrimaryKey(Vec<Ident>),
    Unique { columns: Vec<Ident>, nulls_not_distinct: bool },
    ForeignKey(ForeignKeySpec),
    Check(Fragment),
    Exclude { method: Option<String>, elements: Vec<Fragment>, condition: Option<Fragment> },
}

/// FOREIGN KEY … REFERENCES.
#[derive(Clone, Debug)]
pub struct ForeignKeySpec {
    /// The columns that refer.
    pub columns: Vec<Ident>,
    /// The table that is referred to.
    pub table: ObjName,
    /// Its columns.
    pub target_columns: Vec<Ident>,
    /// MATCH.
    pub matching: Option<&'static str>,
    /// ON DELETE.
    pub on_delete: Option<&'static str>,
    /// ON UPDATE.
    pub on_update: Option<&'static str>,
}

/// ADD CONSTRAINT.
#[derive(Clone, Debug)]
pub struct AddConstraint {
    /// The table.
    pub table: ObjName,
    /// The constraint.
    pub constraint: ConstraintSpec,
    /// Without a look at the rows that are there.
    pub not_valid: bool,
}

/// DROP CONSTRAINT.
#[derive(Clone, Debug)]
pub struct DropConstraint {
    /// The table.
    pub table: ObjName,
    /// The constraint.
    pub name: Ident,
    /// IF EXISTS.
    pub if_exists: bool,
    /// CASCADE.
    pub cascade: bool,
    /// What it is, where the statement says so.
    pub kind: Option<UnnamedKind>,
}

/// DROP of a constraint whose name only the server's catalog knows.
#[derive(Clone, Debug)]
pub struct DropUnnamedConstraint {
    /// The table.
    pub table: ObjName,
    /// The table as a text literal.
    pub table_literal: Fragment,
    /// What it is.
    pub kind: UnnamedKind,
    /// Its columns as text literals, in order; for a check, those that it speaks of.
    pub columns: Vec<Fragment>,
    /// The same as names.
    pub column_names: Vec<Ident>,
    /// What a check demands, as a text literal.
    pub condition: Option<Fragment>,
    /// The table that a foreign key refers to.
    pub target: Option<ObjName>,
    /// CASCADE.
    pub cascade: bool,
}

/// A constraint's kind, as the server's catalog calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum UnnamedKind {
    PrimaryKey,
    Unique,
    ForeignKey,
    Check,
}

/// RENAME CONSTRAINT.
#[derive(Clone, Debug)]
pub struct RenameConstraint {
    /// The table.
    pub table: ObjName,
    /// The constraint.
    pub from: Ident,
    /// Its new name.
    pub to: Ident,
}

/// VALIDATE CONSTRAINT.
#[derive(Clone, Debug)]
pub struct ValidateConstraint {
    /// The table.
    pub table: ObjName,
    /// The constraint.
    pub name: Ident,
}
