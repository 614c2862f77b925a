//! Statements on sequences, extensions, privileges and partitions.

use super::Fragment;
use crate::sql::{Ident, ObjName};

/// CREATE SEQUENCE.
#[derive(Clone, Debug)]
pub struct CreateSequence {
    /// The sequence.
    pub name: ObjName,
    /// Its options in words.
    pub options: Vec<Fragment>,
    /// OWNED BY.
    pub owned_by: Option<(ObjName, Ident)>,
}

/// ALTER SEQUENCE.
#[derive(Clone, Debug)]
pub struct AlterSequence {
    /// The sequence.
    pub name: ObjName,
    /// What changes, in words.
    pub options: Vec<Fragment>,
    /// OWNED BY; none inside: NONE.
    pub owned_by: Option<Option<(ObjName, Ident)>>,
}

/// DROP SEQUENCE.
#[derive(Clone, Debug)]
pub struct DropSequence {
    /// The sequence.
    pub name: ObjName,
    /// IF EXISTS.
    pub if_exists: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// ALTER SEQUENCE … AS, for the sequence behind a column, whatever it is called.
#[derive(Clone, Debug)]
pub struct RetypeSequence {
    /// The table as a text literal.
    pub table_literal: Fragment,
    /// The column as a text literal.
    pub column_literal: Fragment,
    /// The type of its numbers.
    pub ty: Fragment,
}

/// CREATE EXTENSION.
#[derive(Clone, Debug)]
pub struct CreateExtension {
    /// The extension.
    pub name: Ident,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// SCHEMA.
    pub schema: Option<Ident>,
    /// CASCADE.
    pub cascade: bool,
}

/// DROP EXTENSION.
#[derive(Clone, Debug)]
pub struct DropExtension {
    /// The extension.
    pub name: Ident,
    /// IF EXISTS.
    pub if_exists: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// What a privilege is on: one of these.
#[derive(Clone, Debug, Default)]
pub struct GrantTarget {
    /// A table or view.
    pub table: Option<ObjName>,
    /// A schema.
    pub schema: Option<Ident>,
    /// A sequence.
    pub sequence: Option<ObjName>,
    /// A function.
    pub function: Option<ObjName>,
    /// The types of the function's arguments.
    pub arguments: Option<Fragment>,
}

/// GRANT on an object.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The privileges in words.
    pub privileges: Vec<Fragment>,
    /// What they are on.
    pub target: GrantTarget,
    /// Who gets them.
    pub roles: Vec<Ident>,
    /// WITH GRANT OPTION.
    pub with_grant_option: bool,
}

/// REVOKE on an object.
#[derive(Clone, Debug)]
pub struct Revoke {
    /// The privileges in words.
    pub privileges: Vec<Fragment>,
    /// What they are on.
    pub target: GrantTarget,
    /// Who loses them.
    pub roles: Vec<Ident>,
    /// GRANT OPTION FOR.
    pub option_only: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// ALTER TABLE … ATTACH PARTITION.
#[derive(Clone, Debug)]
pub struct AttachPartition {
    /// The partitioned table.
    pub table: ObjName,
    /// The partition.
    pub partition: ObjName,
    /// `FOR VALUES …` or `DEFAULT`.
    pub bounds: Fragment,
}

/// ALTER TABLE … DETACH PARTITION.
#[derive(Clone, Debug)]
pub struct DetachPartition {
    /// The partitioned table.
    pub table: ObjName,
    /// The partition.
    pub partition: ObjName,
    /// CONCURRENTLY.
    pub concurrently: bool,
}

/// ALTER COLUMN … SET GENERATED and its sequence's options.
#[derive(Clone, Debug)]
pub struct SetIdentity {
    /// The table.
    pub table: ObjName,
    /// The column.
    pub column: Ident,
    /// ALWAYS or BY DEFAULT, where that changes.
    pub always: Option<bool>,
    /// The options that change, in words.
    pub options: Vec<Fragment>,
}
