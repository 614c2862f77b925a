//! The tree of a document: what YAML and JSON have in common, with keys in the order in which a
//! person would write them.

use crate::sql::Ident;

/// A node of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, digit by digit as it was written.
    Number(String),
    /// A text, whatever it looks like.
    Text(String),
    /// A list that may stand on one line.
    List(Vec<Item>),
    /// A list of which each element has a line of its own.
    Rows(Vec<Item>),
    /// A mapping.
    Map(Fields),
}

/// The entries of a mapping, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, Item)>);

impl Fields {
    /// No entries yet.
    pub fn new() -> Self {
        Fields::default()
    }

    /// With one more entry.
    pub fn put(mut self, key: &str, item: impl Into<Item>) -> Self {
        self.0.push((key.to_owned(), item.into()));
        self
    }

    /// With one more entry, if there is something to say.
    pub fn maybe(self, key: &str, item: Option<impl Into<Item>>) -> Self {
        match item {
            Some(item) => self.put(key, item),
            None => self,
        }
    }

    /// With `key: true`, if it holds.
    pub fn flag(self, key: &str, holds: bool) -> Self {
        self.maybe(key, holds.then_some(true))
    }

    /// With a list, unless it is empty.
    pub fn list(self, key: &str, items: Vec<Item>) -> Self {
        self.maybe(key, (!items.is_empty()).then_some(Item::List(items)))
    }

    /// With a list of which each element has its line, unless it is empty.
    pub fn rows(self, key: &str, items: Vec<Item>) -> Self {
        self.maybe(key, (!items.is_empty()).then_some(Item::Rows(items)))
    }

    /// The entries.
    pub fn entries(&self) -> &[(String, Item)] {
        &self.0
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Item> {
        self.0.iter().find(|(own, _)| own == key).map(|(_, item)| item)
    }

    /// A mapping that is nothing but its `name` may be the name alone, where the operation
    /// takes that.
    pub fn or_name(self) -> Item {
        match self.0.as_slice() {
            [(key, Item::Text(name))] if key == "name" => Item::Text(name.clone()),
            _ => Item::Map(self),
        }
    }
}

impl Item {
    /// An operation: its key, and what stands behind it.
    pub fn operation(key: &str, item: impl Into<Item>) -> Item {
        Item::Map(Fields::new().put(key, item))
    }

    /// Names as a list.
    pub fn names(names: &[Ident]) -> Item {
        Item::List(names.iter().map(Item::from).collect())
    }
}

impl From<&Ident> for Item {
    fn from(name: &Ident) -> Item {
        Item::Text(name.as_str().to_owned())
    }
}

impl From<&str> for Item {
    fn from(text: &str) -> Item {
        Item::Text(text.to_owned())
    }
}

impl From<String> for Item {
    fn from(text: String) -> Item {
        Item::Text(text)
    }
}

impl From<bool> for Item {
    fn from(value: bool) -> Item {
        Item::Bool(value)
    }
}

impl From<i64> for Item {
    fn from(value: i64) -> Item {
        Item::Number(value.to_string())
    }
}

impl From<Fields> for Item {
    fn from(fields: Fields) -> Item {
        Item::Map(fields)
    }
}
