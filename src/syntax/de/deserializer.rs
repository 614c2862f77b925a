//! The deserializer: what serde asks for -> what the node holds.

use std::rc::Rc;

use serde::Deserializer;
use serde::de::Visitor;

use super::access::{EnumDe, SeqDe, SpannedDe};
use super::error::{self, Error};
use super::here::{HERE, HERE_OF_PARTS, Handed, Here, TEXT, hand, unsupported};
use super::node_de::{NodeDe, Owner};
use super::wrappers::{LENIENT, ONE_OR_MANY};
use crate::diag::{Diagnostic, codes};
use crate::syntax::node::{Kind, Node};
use crate::syntax::source_text::SourceText;
use crate::syntax::spanned;

/// A struct whose serde name begins with this may be written as a scalar: the value
/// of the key that follows.
pub(crate) const SHORT: &str = "short:";

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
        let text = self.text();
        let result = visitor.visit_str(text);
        // No server's text and no client's script can hold one.
        if result.is_ok() && text.contains('\0') {
            self.sink.push(
                Diagnostic::error(codes::E0108, "a text cannot hold a NUL character")
                    .at(self.node.span),
            );
        }
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
            HERE | HERE_OF_PARTS => {
                let owner = match self.owner {
                    Some(Owner::Key(key) | Owner::Element(key)) => Some(key.to_owned()),
                    _ => None,
                };
                if name == HERE && self.node.is_faulty() {
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
