//! A schema drawn: tables with their columns, and who refers to whom.
//!
//! In: a [`Diagram`]. Out: Mermaid, Graphviz, or an SVG picture that the program lays out itself.

mod boxes;
mod dot;
mod layout;
mod lines;
mod mermaid;
mod order;
mod pack;
mod svg;
#[cfg(test)]
mod tests;

pub use dot::dot;
pub use mermaid::mermaid;
pub use svg::svg;

/// Tables and the foreign keys between them.
#[derive(Clone, Debug, Default)]
pub struct Diagram {
    /// What the picture is of, in a few words.
    pub title: String,
    /// The tables, in the order in which the same schema always has them.
    pub tables: Vec<Table>,
    /// The foreign keys, in the order of their tables.
    pub links: Vec<Link>,
}

/// A table as pictures show it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its comment.
    pub comment: Option<String>,
    /// Its columns in order; none are known of one that others own.
    pub columns: Vec<Column>,
}

/// A column as pictures show it.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: String,
    /// True in the primary key.
    pub primary: bool,
    /// True in a foreign key.
    pub foreign: bool,
    /// True where no two rows may agree in it.
    pub unique: bool,
    /// True when it may be null.
    pub nullable: bool,
    /// Its comment.
    pub comment: Option<String>,
}

/// A foreign key as pictures show it.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// The table that refers.
    pub from: usize,
    /// Its columns.
    pub columns: Vec<usize>,
    /// The table that is referred to.
    pub to: usize,
    /// The columns there.
    pub target: Vec<usize>,
    /// What it is called.
    pub name: Option<String>,
    /// True when a row may refer to none.
    pub optional: bool,
    /// True when no two rows refer to the same one.
    pub single: bool,
}

impl Column {
    /// `PK`, `FK`, `UK`: what keys it is part of.
    fn keys(&self) -> Vec<&'static str> {
        let all = [(self.primary, "PK"), (self.foreign, "FK"), (self.unique, "UK")];
        all.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect()
    }
}

impl Diagram {
    /// The foreign keys between tables that are there.
    fn links(&self) -> impl Iterator<Item = &Link> {
        let count = self.tables.len();
        self.links.iter().filter(move |link| link.from < count && link.to < count)
    }
}
