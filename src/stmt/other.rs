//! Statements on schemas, enums and roles.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// CREATE SCHEMA.
#[derive(Clone, Debug)]
pub struct CreateSchema {
    /// The schema.
    pub name: Ident,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// AUTHORIZATION.
    pub authorization: Option<Ident>,
}

/// DROP SCHEMA.
#[derive(Clone, Debug)]
pub struct DropSchema {
    /// The schema.
    pub name: Ident,
    /// IF EXISTS.
    pub if_exists: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// CREATE TYPE … AS ENUM.
#[derive(Clone, Debug)]
pub struct CreateEnum {
    /// The enum.
    pub name: ObjName,
    /// Its values as literals.
    pub values: Vec<Fragment>,
}

/// DROP TYPE.
#[derive(Clone, Debug)]
pub struct DropEnum {
    /// The enum.
    pub name: ObjName,
    /// IF EXISTS.
    pub if_exists: bool,
}

/// ALTER TYPE … RENAME TO.
#[derive(Clone, Debug)]
pub struct RenameEnum {
    /// The enum.
    pub from: ObjName,
    /// Its new name.
    pub to: Ident,
}

/// ALTER TYPE … ADD VALUE.
#[derive(Clone, Debug)]
pub struct AddEnumValue {
    /// The enum.
    pub name: ObjName,
    /// The value as a literal.
    pub value: Fragment,
    /// BEFORE.
    pub before: Option<Fragment>,
    /// AFTER.
    pub after: Option<Fragment>,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
}

/// ALTER TYPE … RENAME VALUE.
#[derive(Clone, Debug)]
pub struct RenameEnumValue {
    /// The enum.
    pub name: ObjName,
    /// The value as a literal.
    pub from: Fragment,
    /// The new value as a literal.
    pub to: Fragment,
}

/// A statement that may fail in one way, where the dialect has no words for that.
#[derive(Clone, Debug)]
pub struct Tolerating {
    /// The statement.
    pub statement: Box<super::Stmt>,
    /// What is no error.
    pub fault: Tolerated,
}

/// What is no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum Tolerated {
    NoTable,
    NameTaken,
    NoColumn,
    ColumnExists,
    NoIndex,
    NoConstraint,
    NotNullAlready,
    NullableAlready,
}

/// SET ROLE.
#[derive(Clone, Debug)]
pub struct SetRole {
    /// The role.
    pub name: Ident,
}

/// RESET ROLE.
#[derive(Clone, Debug)]
pub struct ResetRole {}
