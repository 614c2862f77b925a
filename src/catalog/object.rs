//! Objects that are no tables: schemas, enums, sequences, views, triggers and the like.

use crate::catalog::SequenceOptions;
use crate::source::Span;
use crate::sql::{Ident, ObjName};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // The names say it.
pub enum ObjectKind {
    Schema,
    Extension,
    Enum,
    Sequence,
    View,
    MaterializedView,
    Function,
    Procedure,
    Trigger,
}

impl ObjectKind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            ObjectKind::Schema => "schema",
            ObjectKind::Extension => "extension",
            ObjectKind::Enum => "enum",
            ObjectKind::Sequence => "sequence",
            ObjectKind::View => "view",
            ObjectKind::MaterializedView => "materialized view",
            ObjectKind::Function => "function",
            ObjectKind::Procedure => "procedure",
            ObjectKind::Trigger => "trigger",
        }
    }
}

/// An object that is no table.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name.
    pub name: ObjName,
    /// The statement that makes it, where one statement does; empty otherwise.
    pub definition: String,
    /// The tables and views that it reads or stands on.
    pub depends_on: Vec<ObjName>,
    /// An enum's values in order.
    pub values: Vec<String>,
    /// What only a sequence has.
    pub sequence: Option<Sequence>,
    /// Where it was made.
    pub span: Span,
}

/// A sequence: its options, and the column that it goes with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    /// Its options; `start` and `increment` are always there when it was made by an operation.
    pub options: SequenceOptions,
    /// The table and column with which it is dropped.
    pub owner: Option<(ObjName, Ident)>,
}

impl Object {
    /// An object of which nothing is known but what it is called.
    pub fn new(kind: ObjectKind, name: ObjName, span: Span) -> Self {
        Object {
            kind,
            name,
            definition: String::new(),
            depends_on: Vec::new(),
            values: Vec::new(),
            sequence: None,
            span,
        }
    }
}
