//! Objects that are no tables: schemas, enums, sequences, views, triggers and the like.

use super::Index;
use super::program::Program;
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
    /// A type of another kind, or a domain: known by the user's own statement.
    Type,
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
            ObjectKind::Type => "type",
            ObjectKind::Sequence => "sequence",
            ObjectKind::View => "view",
            ObjectKind::MaterializedView => "materialized view",
            ObjectKind::Function => "function",
            ObjectKind::Procedure => "procedure",
            ObjectKind::Trigger => "trigger",
        }
    }

    /// True for what a query can read.
    pub fn is_view(self) -> bool {
        matches!(self, ObjectKind::View | ObjectKind::MaterializedView)
    }
}

/// An object that is no table.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its name.
    pub name: ObjName,
    /// What tells it from others of its name: the types of a function's arguments, the table of a
    /// trigger; empty where names alone do.
    pub signature: String,
    /// The user's own statement that makes it; empty where `program` says it.
    pub definition: String,
    /// What it is made from, where that is known in parts.
    pub program: Program,
    /// The tables and views that it reads or stands on.
    pub depends_on: Vec<ObjName>,
    /// The table or view that a trigger stands on.
    pub on: Option<ObjName>,
    /// The functions that a trigger runs.
    pub calls: Vec<ObjName>,
    /// The indexes of a materialized view.
    pub indexes: Vec<Index>,
    /// Comments on it and on its columns.
    pub comments: Vec<(Option<Ident>, String)>,
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
    /// An object that nothing but its name is known of.
    pub fn new(kind: ObjectKind, name: ObjName, span: Span) -> Self {
        Object {
            kind,
            name,
            signature: String::new(),
            definition: String::new(),
            program: Program::None,
            depends_on: Vec::new(),
            on: None,
            calls: Vec::new(),
            indexes: Vec::new(),
            comments: Vec::new(),
            values: Vec::new(),
            sequence: None,
            span,
        }
    }

    /// Every piece of SQL that it is made from.
    pub fn texts(&self) -> Vec<&str> {
        let mut texts = vec![self.definition.as_str()];
        texts.extend(self.program.texts());
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// Changes every piece of SQL that it is made from.
    pub fn change_texts(&mut self, mut change: impl FnMut(&str) -> String) {
        if !self.definition.is_empty() {
            self.definition = change(&self.definition);
        }
        self.program.change_texts(change);
    }

    /// What people see of it: its name, and the types of a function's arguments.
    pub fn shown(&self) -> String {
        match self.kind {
            ObjectKind::Function | ObjectKind::Procedure if !self.signature.is_empty() => {
                format!("{}({})", self.name.shown(), self.signature)
            }
            _ => self.name.shown(),
        }
    }
}
