//! A small model of a schema and its rows: what the generator has to know in order to ask for nothing wrong.
//!
//! It is no second compiler: it knows one form of each thing, and keeps away from what it does not know.

use super::value::{Ty, Val};

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    pub ty: Ty,
    pub nullable: bool,
    pub default: Option<Val>,
    pub comment: Option<String>,
    /// The column that it is computed from.
    pub computed: Option<String>,
    /// True where the server numbers it.
    pub numbered: bool,
    /// True where it may not or might once not be null: on the way down it must not again.
    pub required: bool,
}

/// A key or an index, on columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// None where nothing says it, so that it cannot be spoken of.
    pub name: Option<String>,
    pub columns: Vec<String>,
    pub unique: bool,
    /// True for an index with a condition or an expression, which a dialect may not have.
    pub odd: bool,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    pub name: Option<String>,
    pub columns: Vec<String>,
    pub table: String,
    pub targets: Vec<String>,
    pub action: Option<&'static str>,
}

/// A check of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    pub name: Option<String>,
    pub column: String,
}

/// A table. Names are never used twice in a project, so it is known by its own, schema or not.
#[derive(Clone, Default, Debug, PartialEq)]
pub struct Table {
    pub schema: Option<String>,
    pub name: String,
    pub columns: Vec<Column>,
    pub primary: Option<Key>,
    pub uniques: Vec<Key>,
    pub foreign: Vec<Foreign>,
    pub checks: Vec<Check>,
    pub indexes: Vec<Key>,
    pub comment: Option<String>,
    pub triggers: Vec<Trigger>,
    /// What was dropped and comes back on the way down: the rows must fit it all the time.
    pub past_uniques: Vec<Key>,
    pub past_foreign: Vec<Foreign>,
    /// Values in the order of the columns.
    pub rows: Vec<Vec<Val>>,
    /// True in a branch that does not own it.
    pub frozen: bool,
}

/// A trigger that writes into another table.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    pub name: String,
    pub writes: String,
    /// The function that it runs, where it has to run one.
    pub function: Option<String>,
}

/// A view of some columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub schema: Option<String>,
    pub name: String,
    pub table: String,
    pub columns: Vec<String>,
    pub materialized: bool,
    pub frozen: bool,
}

/// An enum.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    pub name: String,
    pub values: Vec<String>,
    pub frozen: bool,
}

/// A sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    pub name: String,
    pub frozen: bool,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    pub schemas: Vec<(String, bool)>,
    pub tables: Vec<Table>,
    pub views: Vec<View>,
    pub enums: Vec<Enum>,
    pub sequences: Vec<Sequence>,
}

impl Table {
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    pub fn names(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The one column of its primary key, where that is a number.
    pub fn id(&self) -> Option<&Column> {
        let [only] = self.primary.as_ref()?.columns.as_slice() else { return None };
        self.column(only).filter(|column| matches!(column.ty, Ty::Int | Ty::Big | Ty::Small))
    }

    /// The keys that a foreign key may refer to.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.primary.iter().chain(&self.uniques)
    }

    /// The foreign keys that it has or had.
    pub fn all_foreign(&self) -> impl Iterator<Item = &Foreign> {
        self.foreign.iter().chain(&self.past_foreign)
    }

    /// What is or was unique.
    pub fn all_unique(&self) -> impl Iterator<Item = &Key> {
        let indexes = self.indexes.iter().filter(|key| key.unique);
        self.keys().chain(&self.past_uniques).chain(indexes)
    }

    /// True when the same columns have a key or an index in this order.
    pub fn is_indexed(&self, columns: &[String]) -> bool {
        self.keys().chain(&self.indexes).any(|key| key.columns == columns)
    }

    /// True when a key, an index, a foreign key, a check or a computed column is on it.
    pub fn is_tied(&self, column: &str) -> bool {
        let has = |columns: &[String]| columns.iter().any(|name| name == column);
        self.keys().chain(&self.indexes).any(|key| has(&key.columns))
            || self.foreign.iter().any(|key| has(&key.columns))
            || self.checks.iter().any(|check| check.column == column)
            || self.columns.iter().any(|other| other.computed.as_deref() == Some(column))
    }

    /// True when a foreign key is on it.
    pub fn refers_by(&self, column: &str) -> bool {
        self.foreign.iter().any(|key| key.columns.iter().any(|name| name == column))
    }
}

impl Model {
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    pub fn table_mut(&mut self, name: &str) -> Option<&mut Table> {
        self.tables.iter_mut().find(|table| table.name == name)
    }

    /// True when a foreign key of any table refers to one of these columns; all count where none are given.
    pub fn is_referred(&self, table: &str, columns: Option<&[String]>) -> bool {
        self.tables.iter().any(|other| {
            let on = |key: &&Foreign| {
                columns.is_none_or(|columns| key.targets.iter().any(|name| columns.contains(name)))
            };
            // Its own keys go with a table, but not with a column.
            let counts = other.name != table || columns.is_some();
            counts && other.all_foreign().filter(|key| key.table == table).any(|key| on(&key))
        })
    }

    /// The views that read a table, or a column of it.
    pub fn is_viewed(&self, table: &str, column: Option<&str>) -> bool {
        self.views.iter().any(|view| {
            view.table == table
                && column.is_none_or(|name| view.columns.iter().any(|other| other == name))
        })
    }

    /// True when a trigger of another table writes into it.
    pub fn is_triggered(&self, table: &str) -> bool {
        self.tables.iter().any(|other| other.triggers.iter().any(|trigger| trigger.writes == table))
    }

    /// The values of an enum.
    pub fn values(&self, ty: &Ty) -> &[String] {
        let Ty::Enum(name) = ty else { return &[] };
        let found = self.enums.iter().find(|other| other.name == *name);
        found.map_or(&[], |found| &found.values)
    }

    /// True when a column has the enum for its type.
    pub fn is_enum_used(&self, name: &str) -> bool {
        let is = |column: &Column| column.ty == Ty::Enum(name.to_owned());
        self.tables.iter().any(|table| table.columns.iter().any(is))
    }
}
