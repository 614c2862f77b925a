//! What a type asks serde for, learned by asking it to be read from nothing.
//!
//! In: a type. Out: the name and keys of its struct, or the words of its enum, aliases
//! included: what schemars does not see and the reader goes by.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;

/// What a type asks for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A struct with this serde name and these keys.
    Keys(&'static str, &'static [&'static str]),
    /// An enum with these words.
    Words(&'static [&'static str]),
    /// Anything else, or what a hand-written implementation reads.
    Other,
}

impl Shape {
    /// What `T` asks for.
    pub fn of<'de, T: Deserialize<'de>>() -> Shape {
        match T::deserialize(Probe) {
            Err(shape) => shape,
            Ok(_) => Shape::Other,
        }
    }

    /// The key that a scalar in its place is the value of: `name` for the serde name `short:name`.
    pub fn short(self) -> Option<&'static str> {
        match self {
            Shape::Keys(name, _) => name.strip_prefix(crate::syntax::de::SHORT),
            _ => None,
        }
    }
}

struct Probe;

impl<'de> Deserializer<'de> for Probe {
    type Error = Shape;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Shape> {
        Err(Shape::Other)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Shape> {
        Err(Shape::Keys(name, fields))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Shape> {
        Err(Shape::Words(variants))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}

impl Error for Shape {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Shape::Other
    }
}

impl std::error::Error for Shape {}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing is read")
    }
}
