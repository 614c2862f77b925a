//! The place where a hand-written `Deserialize` stands. serde's data model has no
//! room for a node, so it is laid in a thread-local drawer for the one moment
//! between the deserializer that gives and the visitor that takes.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error as _, Visitor};

use super::node_de::{NodeDe, Owner};
use super::{Error, Sink};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::node::Node;
use crate::syntax::source_text::SourceText;

/// The name under which a type asks for a [`Here`].
pub(super) const HERE: &str = "$here";

/// The name under which a type asks for a [`Here`] all parts of which it reads through it.
pub(super) const HERE_OF_PARTS: &str = "$here_of_parts";

/// The name under which a type asks for a [`SourceText`].
pub(super) const TEXT: &str = "$text";

/// The tree at the place where a `Deserialize` implementation stands, and the means
/// to decode parts of it. For use inside `deserialize` only: do not keep it.
#[derive(Debug)]
pub struct Here {
    /// The tree.
    pub node: Node,
    pub(super) sink: Rc<Sink>,
    pub(super) owner: Option<String>,
}

impl Here {
    /// The place of the whole.
    pub fn span(&self) -> Span {
        self.node.span
    }

    /// Reads a value from a node of the tree. Faults are reported; the error only
    /// says that there is no value.
    pub fn decode<T: DeserializeOwned, E: serde::de::Error>(&self, node: &Node) -> Result<T, E> {
        let owner = self.owner.as_deref().map(Owner::Key);
        self.read(node, NodeDe { owner, ..NodeDe::new(node, &self.sink) })
    }

    /// Reads a value from the value of a pair; messages name the key.
    pub fn decode_entry<T, E>(&self, (key, value): &(Node, Node)) -> Result<T, E>
    where
        T: DeserializeOwned,
        E: serde::de::Error,
    {
        let owner = key.as_str().map(Owner::Key);
        self.read(value, NodeDe { owner, ..NodeDe::new(value, &self.sink) })
    }

    /// The same for what is judged as a whole: no value where anything is wrong with it.
    pub fn decode_sound<T: DeserializeOwned, E: serde::de::Error>(
        &self,
        node: &Node,
    ) -> Result<T, E> {
        let before = self.sink.failures.get();
        let value = self.decode(node)?;
        if self.sink.failures.get() > before { Err(Error::reported_as()) } else { Ok(value) }
    }

    /// Reads a value whose faults are its own: they are reported, and what holds it does not count as
    /// faulty for them. None where anything is wrong with it.
    pub fn decode_alone<T: DeserializeOwned>(&self, node: &Node) -> Option<T> {
        let owner = self.owner.as_deref().map(Owner::Element);
        let before = self.sink.failures.get();
        let passed_over = self.sink.passed_over.get();
        let from = NodeDe { owner, ..NodeDe::new(node, &self.sink) };
        let value = self.sink.keep_all(node, || T::deserialize(from));
        let clean = self.sink.failures.replace(before) == before;
        self.sink.passed_over.set(passed_over);
        value.filter(|_| clean)
    }

    /// Reports a fault and goes on; the value counts as faulty from now on.
    pub fn report(&self, fault: Diagnostic) {
        self.sink.push(fault);
    }

    /// The error to return for what was reported.
    pub fn reported<E: serde::de::Error>(&self) -> E {
        self.sink.fail();
        Error::reported_as()
    }

    /// Reports a fault and gives the error to return.
    pub fn fail<E: serde::de::Error>(&self, fault: Diagnostic) -> E {
        self.sink.push(fault);
        Error::reported_as()
    }

    fn read<T: DeserializeOwned, E: serde::de::Error>(
        &self,
        node: &Node,
        from: NodeDe<'_>,
    ) -> Result<T, E> {
        let before = self.sink.passed_over.get();
        let value = self.sink.keep(T::deserialize(from), node);
        // What was passed over may be what the others are judged by.
        let whole = self.sink.passed_over.get() == before;
        value.filter(|_| whole).ok_or_else(Error::reported_as)
    }
}

/// What lies in the drawer.
pub(super) enum Handed {
    Here(Here),
    Text(SourceText),
}

thread_local! {
    static DRAWER: RefCell<Option<Handed>> = const { RefCell::new(None) };
}

/// Gives something to the visitor that asked for it.
pub(super) fn hand<'de, V: Visitor<'de>>(what: Handed, visitor: V) -> Result<V::Value, Error> {
    DRAWER.set(Some(what));
    visitor.visit_unit()
}

const ONLY_HERE: &str = "this can only be read from a revision file";

struct HereVisitor;

impl<'de> Visitor<'de> for HereVisitor {
    type Value = Here;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a revision file")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Here, E> {
        match DRAWER.take() {
            Some(Handed::Here(here)) => Ok(here),
            _ => Err(E::custom(ONLY_HERE)),
        }
    }
}

impl Here {
    /// The same for a type that reads every part of the tree through it: what was wrong with a part
    /// before is counted where that is read.
    pub fn of_parts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Here, D::Error> {
        deserializer.deserialize_newtype_struct(HERE_OF_PARTS, HereVisitor)
    }
}

impl<'de> Deserialize<'de> for Here {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(HERE, HereVisitor)
    }
}

/// The tree as it is.
impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Here::deserialize(deserializer).map(|here| here.node)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = SourceText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text of a revision file")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<SourceText, E> {
        match DRAWER.take() {
            Some(Handed::Text(text)) => Ok(text),
            _ => Err(E::custom(ONLY_HERE)),
        }
    }
}

impl<'de> Deserialize<'de> for SourceText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT, TextVisitor)
    }
}

/// An error for what can only be decoded from a revision file.
pub(super) fn unsupported(what: &str) -> Error {
    Error::custom(format_args!("{what} cannot be read from a revision file"))
}
