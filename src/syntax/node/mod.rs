//! The spanned node tree, and the one door to the YAML parser.
//!
//! In: the text of a file. Out: a [`Node`] whose aliases are resolved, whose keys
//! are scalars and unique, and whose scalars are text as written: what a scalar
//! means is for the type that asks. Knows nothing of revisions.

mod anchors;
mod build;
mod faults;
mod place;
mod tabs;
#[cfg(test)]
mod tests;
mod text_map;
mod watch;

pub use build::{MAX_DEPTH, MAX_NODES, parse};
pub(crate) use text_map::Part;
pub use text_map::TextMap;

use crate::source::Span;

/// A value and the place where the user wrote it.
#[derive(Clone, Debug)]
pub struct Node {
    /// The place; of an alias's content, the place of the alias.
    pub span: Span,
    /// The value.
    pub kind: Kind,
}

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Text, whatever it looks like.
    Scalar(Scalar),
    /// Values in order.
    Sequence(Vec<Node>),
    /// Keys, all scalars and each once, with their values, in order.
    Mapping(Vec<(Node, Node)>),
}

/// A scalar's text and how it was written.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// The text that YAML makes of it, variables replaced.
    pub text: String,
    /// How it was written.
    pub style: Style,
    /// True when a fault in it was reported already.
    pub faulty: bool,
    /// Where the text stands in the file.
    pub map: TextMap,
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: `null`, `true` and numbers may be meant as such.
    Plain,
    /// In quotes (or tagged `!!str`): text.
    Quoted,
    /// After `|`: text.
    Literal,
    /// After `>`: text.
    Folded,
}

impl Node {
    /// A plain scalar that stands for the text at `span`.
    pub fn plain(text: impl Into<String>, span: Span) -> Self {
        let map = TextMap::linear(span.start);
        let scalar = Scalar { text: text.into(), style: Style::Plain, faulty: false, map };
        Node { span, kind: Kind::Scalar(scalar) }
    }

    /// The scalar, if it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar, whatever it looks like.
    pub fn as_str(&self) -> Option<&str> {
        self.as_scalar().map(|scalar| scalar.text.as_str())
    }

    /// The pairs of a mapping.
    pub fn as_mapping(&self) -> Option<&[(Node, Node)]> {
        match &self.kind {
            Kind::Mapping(pairs) => Some(pairs),
            _ => None,
        }
    }

    /// The elements of a sequence.
    pub fn as_sequence(&self) -> Option<&[Node]> {
        match &self.kind {
            Kind::Sequence(nodes) => Some(nodes),
            _ => None,
        }
    }

    /// The pair with this key, in a mapping.
    pub fn entry(&self, key: &str) -> Option<&(Node, Node)> {
        self.as_mapping()?.iter().find(|(name, _)| name.as_str() == Some(key))
    }

    /// The value under this key, in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The value under this key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let Kind::Mapping(pairs) = &mut self.kind else { return None };
        pairs.iter_mut().find(|(name, _)| name.as_str() == Some(key)).map(|(_, value)| value)
    }

    /// True for a plain `null`, `~` or nothing at all.
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }

    /// True when a fault in it, or in anything below it, was reported already.
    pub fn is_faulty(&self) -> bool {
        match &self.kind {
            Kind::Scalar(scalar) => scalar.faulty,
            Kind::Sequence(nodes) => nodes.iter().any(Node::is_faulty),
            Kind::Mapping(pairs) => pairs.iter().any(|(k, v)| k.is_faulty() || v.is_faulty()),
        }
    }

    /// The place of the bytes `start..end` of a scalar's text: exact for what was
    /// written in one piece, the nearest place for what YAML folded; the whole
    /// node for anything but a scalar.
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        match &self.kind {
            Kind::Scalar(scalar) => scalar.map.span(self.span, start, end),
            _ => self.span,
        }
    }

    /// What it is, for messages: `text`, `a list`, `a mapping`, `nothing`.
    pub fn shape(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar(scalar) if scalar.is_null() => "nothing",
            Kind::Scalar(_) => "text",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
        }
    }
}

impl Scalar {
    /// True for a plain `null`, `~` or nothing at all.
    pub fn is_null(&self) -> bool {
        self.style == Style::Plain
            && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }

    /// What a plain `true` or `false` says; text in quotes says neither.
    pub fn as_bool(&self) -> Option<bool> {
        match self.text.as_str() {
            _ if self.style != Style::Plain => None,
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        }
    }
}
