//! What all families of operations have in common.
//!
//! In: the choices for one operation, the model of the schema so far. Out: a [`Step`], or none where the
//! schema has nothing that the operation could be about; the model moves along.

use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::sql::Ident;

use super::draw::Draw;
use super::model::{Model, Table};
use super::name::Names;
use super::yaml::{Node, Role, map};

/// An operation, and what takes it back.
pub struct Step {
    /// What runs, mostly one operation.
    pub up: Vec<Node>,
    /// What takes it back where the downgrade is written.
    pub down: Option<Vec<Node>>,
    /// True where the compiler can take it back by itself.
    pub derives: bool,
    /// The table, where the operation may stand in a batch.
    pub batch: Option<String>,
}

impl Step {
    /// One that the compiler can take back.
    pub fn new(up: Node, down: Option<Node>) -> Step {
        Step { up: vec![up], down: down.map(|down| vec![down]), derives: true, batch: None }
    }

    /// May stand in a batch of its table.
    pub fn of(self, table: &Table) -> Step {
        Step { batch: Some(table.name.clone()), ..self }
    }

    /// Only a written downgrade takes it back.
    pub fn written(self) -> Step {
        Step { derives: false, ..self }
    }
}

/// A piece of SQL: text, or a name.
pub enum Piece<'a> {
    /// As it stands.
    T(&'a str),
    /// A name, in quotes where it needs them.
    N(&'a str),
    /// The type that `integer` stands for: Oracle's own INTEGER is wider.
    Integer,
}

/// The generator at one operation.
pub struct Gen<'b> {
    pub draw: Draw,
    pub model: &'b mut Model,
    pub names: &'b mut Names,
    pub dialects: &'b [DialectName],
    /// How many values and names of rows there were.
    pub number: &'b mut usize,
}

impl Gen<'_> {
    /// True when all dialects are among these.
    pub fn all_in(&self, these: &[DialectName]) -> bool {
        self.dialects.iter().all(|dialect| these.contains(dialect))
    }

    pub fn any_in(&self, these: &[DialectName]) -> bool {
        self.dialects.iter().any(|dialect| these.contains(dialect))
    }

    /// SQL in which each dialect has the names in its own quotes where they need them.
    pub fn sql(&self, pieces: &[Piece<'_>]) -> Node {
        let text = |name: DialectName| {
            let dialect = Dialect::of(name);
            let piece = |piece: &Piece<'_>| match piece {
                Piece::T(text) => (*text).to_owned(),
                Piece::N(text) => dialect.quoted(&Ident::from(*text)),
                Piece::Integer if name == DialectName::Oracle => "NUMBER(10)".to_owned(),
                Piece::Integer => "INTEGER".to_owned(),
            };
            pieces.iter().map(piece).collect::<String>()
        };
        let texts: Vec<(DialectName, String)> =
            self.dialects.iter().map(|name| (*name, text(*name))).collect();
        let node = |text: &str| Node::Text(Role::Sql, text.to_owned());
        match texts.split_first() {
            Some(((_, first), rest)) if rest.iter().all(|(_, other)| other == first) => node(first),
            _ => Node::Map(
                texts.iter().map(|(name, text)| (name.as_str().to_owned(), node(text))).collect(),
            ),
        }
    }

    /// A table that passes.
    pub fn table(&mut self, pass: impl Fn(&Model, &Table) -> bool) -> Option<Table> {
        let fit: Vec<&Table> = self
            .model
            .tables
            .iter()
            .filter(|table| !table.frozen && pass(self.model, table))
            .collect();
        self.draw.pick(&fit).map(|table| (*table).clone())
    }

    /// Changes the table in the model.
    pub fn change(&mut self, table: &Table, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.model.table_mut(&table.name) {
            change(table);
        }
    }

    /// The next number for values and names of rows.
    pub fn next(&mut self) -> usize {
        *self.number += 1;
        *self.number
    }

    /// `table:` and, where it has one, `schema:`.
    pub fn on(table: &Table) -> Node {
        let node = map([("table", Node::uses(super::yaml::What::Table, &table.name))]);
        node.with_some("schema", schema(&table.schema))
    }
}

/// The value of `schema:`.
pub fn schema(schema: &Option<String>) -> Option<Node> {
    schema.as_ref().map(|name| Node::uses(super::yaml::What::Schema, name))
}
