//! The deserializer of one node.

use std::ops::RangeInclusive;
use std::rc::Rc;
use std::str::FromStr;

use serde::Deserializer;
use serde::de::Visitor;

use super::Sink;
use super::access::{EnumDe, MapDe, SeqDe, SpannedDe};
use super::error::{self, Error, clip};
use super::here::{HERE, Handed, Here, TEXT, hand, unsupported};
use super::wrappers::{LENIENT, ONE_OR_MANY};
use crate::diag::{Diagnostic, codes};
use crate::syntax::node::{Kind, Node, Style};
use crate::syntax::source_text::SourceText;
use crate::syntax::spanned;

/// A struct whose serde name begins with this may be written as a scalar: the value
/// of the key that follows.
const SHORT: &str = "short:";

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
    fn locate<T>(self, result: Result<T, Error>) -> Result<T, Error> {
        result.map_err(|error| error.located(self.node.span))
    }

    /// The value is of the wrong shape: reports it, unless it was.
    fn wrong(self, wanted: &str, help: Option<String>) {
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
    fn text(self) -> &'a str {
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

    fn integer<T: FromStr + Default>(self, range: RangeInclusive<i128>) -> T {
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

    fn float(self) -> f64 {
        let number = self.bare().filter(|text| is_number(text)).and_then(|t| t.parse().ok());
        number.unwrap_or_else(|| {
            self.wrong("a number", self.unquoted_help());
            0.0
        })
    }

    fn seq(self, nodes: &'a [Node], whole: bool) -> SeqDe<'a> {
        let owner = match self.owner {
            Some(Owner::Key(key)) => Some(Owner::Element(key)),
            owner => owner,
        };
        SeqDe { rest: nodes.iter(), sink: self.sink, owner, whole }
    }

    fn map(self, pairs: &'a [(Node, Node)], fields: Option<&'static [&'static str]>) -> MapDe<'a> {
        MapDe { rest: pairs.iter(), sink: self.sink, fields, value: None }
    }

    /// Reports the keys that a struct does not know; gives the fields that were meant.
    fn unknown_keys(
        self,
        pairs: &[(Node, Node)],
        fields: &'static [&'static str],
    ) -> Vec<&'static str> {
        let mut meant = Vec::new();
        for (key, _) in pairs {
            let name = key.as_str().unwrap_or_default();
            if fields.contains(&name) {
                continue;
            }
            let (fault, field) = error::unknown_key(name, fields);
            meant.extend(field);
            self.sink.push(fault.at(key.span));
        }
        meant
    }

    fn visit_struct<'de, V: Visitor<'de>>(
        self,
        pairs: &[(Node, Node)],
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let meant = self.unknown_keys(pairs, fields);
        let result = visitor.visit_map(self.map(pairs, Some(fields)));
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

/// The truth value that YAML 1.1 would have seen.
fn old_bool(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "on" | "1" | "true" => Some("true"),
        "no" | "n" | "off" | "0" | "false" => Some("false"),
        _ => None,
    }
}

/// A stand-in for a value that was reported; where the type takes none, nothing.
fn instead<T>(result: Result<T, Error>) -> Result<T, Error> {
    result.map_err(|_| Error::reported())
}

macro_rules! integers {
    ($($method:ident $visit:ident $type:ty;)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let range = <$type>::MIN as i128..=i128::try_from(<$type>::MAX).unwrap_or(i128::MAX);
            self.locate(visitor.$visit(self.integer::<$type>(range)))
        })*
    };
}

impl<'de> Deserializer<'de> for NodeDe<'_> {
    type Error = Error;

    integers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let result = match &self.node.kind {
            Kind::Scalar(scalar) if scalar.is_null() => visitor.visit_unit(),
            Kind::Scalar(_) => visitor.visit_str(self.text()),
            Kind::Sequence(nodes) => visitor.visit_seq(self.seq(nodes, false)),
            Kind::Mapping(pairs) => visitor.visit_map(self.map(pairs, None)),
        };
        self.locate(result)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if let Some(value) = self.node.as_scalar().and_then(|scalar| scalar.as_bool()) {
            return self.locate(visitor.visit_bool(value));
        }
        let meant = self.node.as_str().and_then(old_bool);
        self.wrong("`true` or `false`", meant.map(|word| format!("write `{word}`, unquoted")));
        instead(visitor.visit_bool(false))
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(visitor.visit_f32(self.float() as f32))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.locate(visitor.visit_f64(self.float()))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let before = self.sink.failures.get();
        let result = visitor.visit_str(self.text());
        if self.sink.failures.get() > before { instead(result) } else { self.locate(result) }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        self.locate(Err(unsupported("bytes")))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let empty = self.node.as_mapping().is_some_and(<[_]>::is_empty);
        if !self.node.is_null() && !empty {
            self.wrong("nothing", None);
        }
        instead(visitor.visit_unit())
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            HERE => {
                let owner = match self.owner {
                    Some(Owner::Key(key) | Owner::Element(key)) => Some(key.to_owned()),
                    _ => None,
                };
                if self.node.is_faulty() {
                    self.sink.fail();
                }
                let (node, sink) = (self.node.clone(), Rc::clone(self.sink));
                self.locate(hand(Handed::Here(Here { node, sink, owner }), visitor))
            }
            TEXT => {
                let text = self.text();
                let text = SourceText::from_node(self.node)
                    .unwrap_or_else(|| SourceText::new(text, self.node.span));
                self.locate(hand(Handed::Text(text), visitor))
            }
            ONE_OR_MANY | LENIENT => {
                let seq = match &self.node.kind {
                    Kind::Sequence(nodes) if name == ONE_OR_MANY => self.seq(nodes, false),
                    _ => SeqDe {
                        owner: self.owner,
                        ..self.seq(std::slice::from_ref(self.node), false)
                    },
                };
                self.locate(visitor.visit_seq(seq))
            }
            _ => self.locate(visitor.visit_newtype_struct(self)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Sequence(nodes) => self.locate(visitor.visit_seq(self.seq(nodes, false))),
            _ => {
                self.wrong("a list", None);
                instead(visitor.visit_seq(self.seq(&[], false)))
            }
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        match self.node.as_sequence() {
            Some(nodes) if nodes.len() == len => {
                self.locate(visitor.visit_seq(self.seq(nodes, true)))
            }
            _ => {
                self.wrong(&format!("a list of {len} values"), None);
                Err(Error::reported())
            }
        }
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == spanned::NAME {
            return self.locate(visitor.visit_seq(SpannedDe { of: self, part: 0 }));
        }
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.kind {
            Kind::Mapping(pairs) => self.locate(visitor.visit_map(self.map(pairs, None))),
            _ => {
                self.wrong("a mapping", None);
                instead(visitor.visit_map(self.map(&[], None)))
            }
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let short = name.strip_prefix(SHORT);
        match (&self.node.kind, short) {
            (Kind::Mapping(pairs), _) => self.visit_struct(pairs, fields, visitor),
            (Kind::Scalar(scalar), _) if scalar.is_null() => {
                self.visit_struct(&[], fields, visitor)
            }
            (Kind::Scalar(_), Some(key)) => {
                let pair = (Node::plain(key, self.node.span), self.node.clone());
                self.visit_struct(&[pair], fields, visitor)
            }
            _ => {
                let help = match fields {
                    [] => None,
                    _ => Some(format!("its keys are `{}`", fields.join("`, `"))),
                };
                self.wrong("a mapping", help);
                Err(Error::reported())
            }
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let (key, value) = match self.node.as_mapping() {
            Some([(key, value)]) => (key, Some(value)),
            Some(_) => {
                self.wrong("a mapping with one key", None);
                return Err(Error::reported());
            }
            None => (self.node, None),
        };
        let is_key = value.is_some() || matches!(self.owner, Some(Owner::IsKey));
        let owner = if is_key { Some(Owner::IsKey) } else { self.owner };
        let before = self.sink.failures.get();
        let name = NodeDe { node: key, owner, ..self }.text();
        if variants.contains(&name) {
            let access = EnumDe { name, value, of: self };
            return self.locate(visitor.visit_enum(access));
        }
        if self.sink.failures.get() == before {
            let fault = match is_key {
                true => error::unknown_key(name, variants).0,
                false => error::unknown_word(name, variants),
            };
            self.sink.push(fault.at(key.span));
        }
        match (variants.first(), value) {
            // Any word does, as long as the value is taken for faulty.
            (Some(name), None) => instead(visitor.visit_enum(EnumDe { name, value, of: self })),
            _ => Err(Error::reported()),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
