//! One node about to be decoded: what it holds, and what is said when that is wrong.

use std::ops::RangeInclusive;
use std::rc::Rc;
use std::str::FromStr;

use serde::de::Visitor;

use super::Sink;
use super::access::{MapDe, SeqDe};
use super::error::{self, Error, clip};
use crate::diag::{Diagnostic, codes};
use crate::syntax::node::{Node, Style};

/// What stands in for text that was wrong; never seen by later stages.
const NO_TEXT: &str = "?";

/// What a value belongs to, for messages.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// It is the value of this key.
    Key(&'a str),
    /// It is an element of this key's list.
    Element(&'a str),
    /// It is a key itself.
    IsKey,
}

impl Owner<'_> {
    fn shown(self) -> Option<String> {
        match self {
            Owner::Key(key) => Some(format!("`{}`", clip(key))),
            Owner::Element(key) => Some(format!("an element of `{}`", clip(key))),
            Owner::IsKey => None,
        }
    }
}

/// One node, ready to be decoded.
#[derive(Clone, Copy)]
pub(super) struct NodeDe<'a> {
    pub(super) node: &'a Node,
    pub(super) sink: &'a Rc<Sink>,
    pub(super) owner: Option<Owner<'a>>,
}

impl<'a> NodeDe<'a> {
    pub(super) fn new(node: &'a Node, sink: &'a Rc<Sink>) -> Self {
        NodeDe { node, sink, owner: None }
    }

    /// Runs a visitor; an error gets this node's place.
    pub(super) fn locate<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| error.located(self.node.span))
    }

    /// The value is of the wrong shape: reports it, unless it was.
    pub(super) fn wrong(self, wanted: &str, help: Option<String>) {
        if self.node.as_scalar().is_some_and(|scalar| scalar.faulty) {
            return self.sink.fail();
        }
        let found = match self.node.as_str() {
            Some(text) if !text.is_empty() => format!("`{}`", clip(text)),
            _ if self.node.as_str().is_some() && !self.node.is_null() => "empty text".to_owned(),
            _ => self.node.shape().to_owned(),
        };
        let message = match self.owner.and_then(Owner::shown) {
            Some(owner) => format!("{owner} must be {wanted}, not {found}"),
            None => format!("expected {wanted}, found {found}"),
        };
        let fault = Diagnostic::error(codes::E0108, message);
        self.sink.push(fault.at(self.node.span).help_if(help));
    }

    /// The text of a scalar; anything else is reported and replaced.
    pub(super) fn text(self) -> &'a str {
        let Some(scalar) = self.node.as_scalar() else {
            self.wrong("text", None);
            return NO_TEXT;
        };
        if scalar.faulty {
            self.sink.fail();
        } else if scalar.is_null() && !matches!(self.owner, Some(Owner::IsKey)) {
            let help = match scalar.text.as_str() {
                "" => "write `\"\"` for empty text".to_owned(),
                text => format!("put it in quotes if it is meant as text: \"{text}\""),
            };
            self.wrong("text", Some(help));
            return NO_TEXT;
        }
        &scalar.text
    }

    /// The plain text of a scalar that a number or a truth value may be made of.
    fn bare(self) -> Option<&'a str> {
        let scalar = self.node.as_scalar()?;
        let key = matches!(self.owner, Some(Owner::IsKey));
        (scalar.style == Style::Plain || key).then_some(scalar.text.as_str())
    }

    fn unquoted_help(self) -> Option<String> {
        let quoted = self.node.as_scalar().is_some_and(|s| s.style != Style::Plain);
        quoted.then(|| "write it without quotes".to_owned())
    }

    pub(super) fn integer<T: FromStr + Default>(self, range: RangeInclusive<i128>) -> T {
        let number = self.bare().filter(|text| is_integer(text)).and_then(|t| t.parse().ok());
        number.unwrap_or_else(|| {
            let wanted = match self.bare().is_some_and(is_integer) {
                true => format!("a number from {} to {}", range.start(), range.end()),
                false if *range.start() == 0 => "a whole number, 0 or more".to_owned(),
                false => "a whole number".to_owned(),
            };
            self.wrong(&wanted, self.unquoted_help());
            T::default()
        })
    }

    pub(super) fn float(self) -> f64 {
        let number = self.bare().filter(|text| is_number(text)).and_then(|t| t.parse().ok());
        number.unwrap_or_else(|| {
            self.wrong("a number", self.unquoted_help());
            0.0
        })
    }

    pub(super) fn seq(self, nodes: &'a [Node], whole: bool) -> SeqDe<'a> {
        let owner = match self.owner {
            Some(Owner::Key(key)) => Some(Owner::Element(key)),
            owner => owner,
        };
        SeqDe { rest: nodes.iter(), sink: self.sink, owner, whole }
    }

    pub(super) fn map(
        self,
        pairs: &'a [(Node, Node)],
        fields: Option<&'static [&'static str]>,
    ) -> MapDe<'a> {
        MapDe { rest: pairs.iter(), sink: self.sink, fields, value: None }
    }

    /// Reports the keys that a struct does not know; gives the fields that were meant.
    fn unknown_keys(
        self,
        pairs: &[(Node, Node)],
        fields: &'static [&'static str],
    ) -> Vec<&'static str> {
        let mut meant = Vec::new();
        for (key, value) in pairs {
            let name = key.as_str().unwrap_or_default();
            if fields.contains(&name) {
                continue;
            }
            let (fault, field) = error::unknown_key(name, fields);
            meant.extend(field);
            // `{sql: SELECT a, b}` is two keys, and the second has no colon.
            let nothing = value.as_scalar().is_some_and(|scalar| scalar.text.is_empty());
            let cut = nothing && name.contains([' ', '(', '\'']);
            let fault = if cut { error::cut_off(name) } else { fault };
            self.sink.push(fault.at(key.span));
        }
        meant
    }

    pub(super) fn visit_struct<'de, V: Visitor<'de>>(
        self,
        pairs: &[(Node, Node)],
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let mut meant = self.unknown_keys(pairs, fields);
        let result = visitor.visit_map(self.map(pairs, Some(fields)));
        let hopeless = |name: &str| {
            let own = |(key, value): &&(Node, Node)| {
                key.as_str() == Some(name) && self.sink.is_hopeless(value)
            };
            pairs.iter().any(|pair| own(&pair))
        };
        meant.extend(fields.iter().filter(|name| hopeless(name)));
        self.locate(result.map_err(|error| match error.missing() {
            None => error,
            // The unknown key says it already.
            Some(field) if meant.contains(&field) => Error::reported(),
            Some(field) => {
                let owner = self.owner.and_then(Owner::shown);
                let span = pairs.first().map_or(self.node.span, |(key, _)| key.span);
                error::missing(field, owner.as_deref()).at(span).into()
            }
        }))
    }
}

/// An optional sign and digits.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
}
