//! Lists, mappings and enums: where decoding goes on behind a fault.

use std::rc::Rc;
use std::slice::Iter;

use serde::Deserializer;
use serde::de::value::{StrDeserializer, U32Deserializer};
use serde::de::{
    Deserialize, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::Sink;
use super::error::Error;
use super::node_de::{NodeDe, Owner};
use crate::syntax::node::Node;

/// The elements of a list.
pub(super) struct SeqDe<'a> {
    pub(super) rest: Iter<'a, Node>,
    pub(super) sink: &'a Rc<Sink>,
    pub(super) owner: Option<Owner<'a>>,
    /// True when the places count, so that none can be left out.
    pub(super) whole: bool,
}

impl<'a> SeqDe<'a> {
    fn element(&self, node: &'a Node) -> NodeDe<'a> {
        NodeDe { node, sink: self.sink, owner: self.owner }
    }
}

impl<'de> SeqAccess<'de> for SeqDe<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let Some(node) = self.rest.next() else { return Ok(None) };
        seed.deserialize(self.element(node)).map(Some).map_err(|e| e.located(node.span))
    }

    /// The next element that can be decoded; those before it are reported.
    fn next_element<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, Error> {
        while let Some(node) = self.rest.next() {
            let result = T::deserialize(self.element(node));
            if self.whole {
                return result.map(Some).map_err(|error| error.located(node.span));
            }
            if let Some(value) = self.sink.keep(result, node) {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The pairs of a mapping.
pub(super) struct MapDe<'a> {
    pub(super) rest: Iter<'a, (Node, Node)>,
    pub(super) sink: &'a Rc<Sink>,
    /// The keys that a struct knows; the others were reported and are passed over.
    pub(super) fields: Option<&'static [&'static str]>,
    pub(super) value: Option<(&'a Node, &'a Node)>,
}

impl<'a> MapDe<'a> {
    fn next_pair(&mut self) -> Option<&'a (Node, Node)> {
        let fields = self.fields;
        let sink = self.sink;
        self.rest.find(|(key, value)| match fields {
            None => true,
            Some(fields) => {
                key.as_str().is_some_and(|name| fields.contains(&name)) && !sink.passes_over(value)
            }
        })
    }

    fn key(&self, node: &'a Node) -> NodeDe<'a> {
        NodeDe { node, sink: self.sink, owner: Some(Owner::IsKey) }
    }

    fn value(&self, key: &'a Node, node: &'a Node) -> NodeDe<'a> {
        NodeDe { node, sink: self.sink, owner: key.as_str().map(Owner::Key) }
    }
}

impl<'de> MapAccess<'de> for MapDe<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.next_pair() else { return Ok(None) };
        self.value = Some((key, value));
        seed.deserialize(self.key(key)).map(Some).map_err(|error| error.located(key.span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((key, value)) = self.value.take() else { return Err(Error::reported()) };
        let hopeless = self.sink.hopeless();
        let result = seed.deserialize(self.value(key, value));
        if self.fields.is_none() || result.is_ok() {
            return result.map_err(|error| error.located(value.span));
        }
        // First what stands behind the fault within the value, then what stands behind the value.
        if self.sink.hopeless() == hopeless {
            self.sink.give_up(value);
        }
        self.sink.keep(result, value).ok_or_else(Error::reported)
    }

    /// The next pair that can be decoded; those before it are reported.
    fn next_entry<K, V>(&mut self) -> Result<Option<(K, V)>, Error>
    where
        K: Deserialize<'de>,
        V: Deserialize<'de>,
    {
        while let Some((key, value)) = self.next_pair() {
            let name = self.sink.keep(K::deserialize(self.key(key)), key);
            let content = self.sink.keep(V::deserialize(self.value(key, value)), value);
            if let (Some(name), Some(content)) = (name, content) {
                return Ok(Some((name, content)));
            }
        }
        Ok(None)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// A word, or a mapping whose one key is the word.
pub(super) struct EnumDe<'a> {
    pub(super) name: &'a str,
    pub(super) value: Option<&'a Node>,
    pub(super) of: NodeDe<'a>,
}

impl<'a> EnumDe<'a> {
    fn content(&self) -> Result<NodeDe<'a>, Error> {
        match self.value {
            Some(node) => Ok(NodeDe { node, owner: Some(Owner::Key(self.name)), ..self.of }),
            None => {
                let message = format!("`{}` needs a value: `{0}: …`", self.name);
                Err(serde::de::Error::custom(message))
            }
        }
    }
}

impl<'de, 'a> EnumAccess<'de> for EnumDe<'a> {
    type Error = Error;
    type Variant = EnumDe<'a>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self::Variant), Error> {
        let name: StrDeserializer<'_, Error> = self.name.into_deserializer();
        seed.deserialize(name).map(|variant| (variant, self))
    }
}

impl<'de> VariantAccess<'de> for EnumDe<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.value {
            None => Ok(()),
            Some(_) => <()>::deserialize(self.content()?),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        self.content()?.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.content()?.deserialize_struct("", fields, visitor)
    }
}

/// The place of a value, then the value.
pub(super) struct SpannedDe<'a> {
    pub(super) of: NodeDe<'a>,
    pub(super) part: u8,
}

impl<'de> SeqAccess<'de> for SpannedDe<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        let span = self.of.node.span;
        self.part += 1;
        let number = match self.part {
            1 => span.file.0,
            2 => span.start,
            3 => span.end,
            _ => return seed.deserialize(self.of).map(Some),
        };
        let number: U32Deserializer<Error> = number.into_deserializer();
        seed.deserialize(number).map(Some)
    }
}
