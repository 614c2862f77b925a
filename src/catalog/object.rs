//! Objects that are no tables: schemas, enums, views, triggers and the like.

use crate::source::Span;
use crate::sql::ObjName;

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
    /// Where it was made.
    pub span: Span,
}
