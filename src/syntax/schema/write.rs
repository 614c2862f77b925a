//! A schema as text. Keys stand in an order that people and editors can use: what a thing is
//! called before what it is made of, and required keys before the others, as new mappings begin
//! with them.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};

/// What stands before all other keywords.
const FIRST: &[&str] =
    &["$schema", "title", "description", "markdownDescription", "$ref", "type", "required"];

/// The text, indented, with a line end behind it.
pub fn text(schema: &Value) -> String {
    let shown = Shown { value: schema, place: Place::Schema };
    // Nothing in it can fail to be written.
    serde_json::to_string_pretty(&shown).unwrap_or_default() + "\n"
}

/// Part of a schema.
struct Shown<'a> {
    value: &'a Value,
    place: Place<'a>,
}

/// What a mapping is.
#[derive(Clone, Copy)]
enum Place<'a> {
    /// Keywords.
    Schema,
    /// Keys that a user writes, and those of them that are required.
    Properties(&'a [Value]),
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Object(map) => {
                let mut out = serializer.serialize_map(Some(map.len()))?;
                for (key, value) in self.place.in_order(map) {
                    out.serialize_entry(key, &Shown { value, place: self.place.below(key, map) })?;
                }
                out.end()
            }
            Value::Array(items) => {
                let shown = |value| Shown { value, place: Place::Schema };
                serializer.collect_seq(items.iter().map(shown))
            }
            value => value.serialize(serializer),
        }
    }
}

impl<'a> Place<'a> {
    /// The place of a key's value.
    fn below(self, key: &str, map: &'a Map<String, Value>) -> Place<'a> {
        match self {
            Place::Schema if key == "properties" => {
                let required = map.get("required").and_then(Value::as_array);
                Place::Properties(required.map(Vec::as_slice).unwrap_or_default())
            }
            _ => Place::Schema,
        }
    }

    fn in_order(self, map: &Map<String, Value>) -> Vec<(&String, &Value)> {
        let place = |key: &str| match self {
            Place::Schema => FIRST.iter().position(|first| *first == key),
            Place::Properties(required) => required.iter().position(|first| first == key),
        };
        let mut pairs: Vec<_> = map.iter().collect();
        pairs.sort_by_key(|(key, _)| place(key).unwrap_or(usize::MAX));
        pairs
    }
}
