//! `Spanned<T>` through serde: our deserializer knows the struct's secret name and
//! hands over the place before the value.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

use crate::source::{FileId, Span, Spanned};

/// The name under which a type asks for its place.
pub(super) const NAME: &str = "$spanned";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(NAME, 4, SpannedVisitor(PhantomData))
    }
}

/// The value alone is written.
impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

struct SpannedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a revision file")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut part = || seq.next_element::<u32>();
        let (file, start, end) = (part()?, part()?, part()?);
        let value = seq.next_element::<T>()?;
        match (file, start, end, value) {
            (Some(file), Some(start), Some(end), Some(value)) => {
                Ok(Spanned { value, span: Span { file: FileId(file), start, end } })
            }
            _ => Err(A::Error::custom("a place can only be read from a revision file")),
        }
    }
}
