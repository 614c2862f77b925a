//! A schema as text. Keys stand in an order that people and editors can use: what a thing is
//! called before what it is made of, and required keys before the others, as new mappings begin
//! with them.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Map, Value};

/// What stands before all other keywords.
const FIRST: &[&str] = &["$schema", "title", "description", "$ref", "type", "required"];

/// The text, indented, with a line end behind it.
pub fn text(schema: &Value) -> String {
    let shown = Shown { value: schema, required: None };
    // Nothing in it can fail to be written.
    serde_json::to_string_pretty(&shown).unwrap_or_default() + "\n"
}

struct Shown<'a> {
    value: &'a Value,
    /// For the mapping of properties: those that are required.
    required: Option<&'a Value>,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Object(map) => {
                let mut out = serializer.serialize_map(Some(map.len()))?;
                for (key, value) in self.in_order(map) {
                    let is_properties = key == "properties" && self.required.is_none();
                    let required = is_properties.then(|| map.get("required")).flatten();
                    let none = const { &Value::Null };
                    let required =
                        if is_properties { Some(required.unwrap_or(none)) } else { None };
                    out.serialize_entry(key, &Shown { value, required })?;
                }
                out.end()
            }
            Value::Array(items) => {
                serializer.collect_seq(items.iter().map(|value| Shown { value, required: None }))
            }
            value => value.serialize(serializer),
        }
    }
}

impl Shown<'_> {
    fn in_order<'m>(&self, map: &'m Map<String, Value>) -> Vec<(&'m String, &'m Value)> {
        let place = |key: &str| match self.required {
            None => FIRST.iter().position(|first| *first == key),
            Some(Value::Array(required)) => required.iter().position(|first| first == key),
            Some(_) => None,
        };
        let mut pairs: Vec<_> = map.iter().collect();
        pairs.sort_by_key(|(key, _)| place(key).unwrap_or(usize::MAX));
        pairs
    }
}
