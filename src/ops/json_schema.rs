//! The JSON Schema of an entry of an operation list, for editors.
//!
//! In: the operations' own schemas. Out: one mapping with every operation as a key, so that
//! editors offer them all, and the same for what stands inside `alter_table`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::entry::{DialectList, Entry, MODIFIERS};
use super::{KEYS, schemas};
use crate::syntax::revision::LintIgnore;
use crate::syntax::schema::{allow_short_form, mapping, told, want};
use crate::syntax::{OneOrMany, SUB_OPERATIONS};

const WANTED: &str = "Exactly one operation is wanted here, and beside it only `only`, `except`, `note` and `lint_ignore`. Begin the next operation with a `-` of its own.";

impl JsonSchema for Entry {
    fn schema_name() -> Cow<'static, str> {
        "operation".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut keys = beside(generator);
        let mut shared = BTreeSet::new();
        for (key, mut schema) in schemas(generator) {
            shared.extend(take_over(&mut schema, generator.definitions()));
            told(&mut schema);
            keys.insert(key.to_owned(), json!({ "$ref": format!("#/$defs/{key}") }));
            generator.definitions_mut().insert(key.to_owned(), schema.to_value());
        }
        shared.into_iter().for_each(|name| drop(generator.definitions_mut().remove(&name)));
        let inside: Vec<(&str, Value)> = SUB_OPERATIONS
            .iter()
            .filter_map(|(key, short)| {
                Some((*key, inside(key, *short, generator.definitions().get(*key)?)))
            })
            .collect();
        let mut own = beside(generator);
        for (key, schema) in inside {
            let name = format!("alter_table.{key}");
            own.insert(key.to_owned(), json!({ "$ref": format!("#/$defs/{name}") }));
            generator.definitions_mut().insert(name, schema);
        }
        let names: Vec<&str> = SUB_OPERATIONS.iter().map(|(key, _)| *key).collect();
        let schema = entry("operation of alter_table", own, &names);
        generator.definitions_mut().insert(SubEntry::schema_name().into_owned(), schema.to_value());
        entry("operation", keys, KEYS)
    }
}

/// An entry of `alter_table`'s list, as it is written: its operation leaves `table` out.
pub struct SubEntry;

impl JsonSchema for SubEntry {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "alter_table.operation".into()
    }

    /// A reference: the definition comes with that of an entry.
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "$ref": format!("#/$defs/{}", SubEntry::schema_name()) })
    }
}

/// Makes an operation that is another struct in all but name a mapping of its own. Gives the
/// name of the definition that it was.
fn take_over(schema: &mut Schema, definitions: &Map<String, Value>) -> Option<String> {
    let reference = schema.remove("$ref")?;
    let name = reference.as_str()?.rsplit('/').next()?.to_owned();
    for (key, value) in definitions.get(&name)?.as_object()? {
        if schema.get(key).is_none() {
            schema.insert(key.clone(), value.clone());
        }
    }
    Some(name)
}

/// A mapping with exactly one of these operations.
fn entry(title: &str, keys: Map<String, Value>, operations: &[&str]) -> Schema {
    let known: Vec<&str> = operations.iter().chain(MODIFIERS).copied().collect();
    let each: Vec<Value> = operations.iter().map(|key| json!({ "required": [key] })).collect();
    // Where there is an unknown key, that is all that is said.
    let right = json!({
        "anyOf": [{ "oneOf": each }, { "not": { "propertyNames": { "enum": known } } }],
    });
    let mut schema = mapping(title, keys);
    want(&mut schema, right, WANTED);
    schema
}

/// What may stand beside the operation.
fn beside(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let dialects = generator.subschema_for::<DialectList>();
    let rules = generator.subschema_for::<Option<OneOrMany<LintIgnore>>>();
    let text = String::json_schema(generator);
    let texts = [
        (
            "only",
            &dialects,
            "The dialect or dialects that the operation is for: `postgres` or `[postgres, sqlite]`. `mysql` does not mean mariadb here.",
        ),
        ("except", &dialects, "The dialect or dialects that the operation is not for."),
        ("note", &text, "A comment for the script, above the operation's first statement."),
        ("lint_ignore", &rules, "Rules that are silent for this operation, by id."),
    ];
    let described = texts.map(|(key, schema, text)| {
        let mut schema = schema.clone();
        schema.insert("description".to_owned(), text.into());
        (key.to_owned(), schema.to_value())
    });
    described.into_iter().collect()
}

/// An operation as it stands inside `alter_table`: `table` is known, so it need not be there.
fn inside(key: &str, short: Option<&str>, of: &Value) -> Value {
    let names = of.get("properties").and_then(Value::as_object).into_iter().flatten();
    let pointer = |name: &String| format!("#/$defs/{key}/properties/{name}");
    let keys: Map<String, Value> =
        names.map(|(name, _)| (name.clone(), json!({ "$ref": pointer(name) }))).collect();
    let required = of.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let required: Vec<Value> = required.into_iter().filter(|name| name != "table").collect();
    // `null` stands for an empty mapping, which is enough where nothing else is needed.
    let types = if required.is_empty() { json!(["object", "null"]) } else { json!("object") };
    let mut schema = mapping(key, keys);
    schema.insert("type".to_owned(), types);
    schema.insert("required".to_owned(), required.into());
    if let Some(text) = of.get("description") {
        schema.insert("description".to_owned(), text.clone());
    }
    told(&mut schema);
    if short.is_some() {
        allow_short_form(&mut schema);
    }
    schema.to_value()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ops::shapes;
    use crate::source::FileId;
    use crate::syntax::node::{self, Node};
    use crate::syntax::schema::{Shape, resolved};

    fn schema() -> Value {
        let text = crate::syntax::revision::json_schema::<Entry>();
        serde_json::from_str(&text).expect("JSON")
    }

    /// The keys of an operation as the schema has them.
    fn keys(schema: &Value, operation: &str) -> BTreeSet<String> {
        let of = &schema["$defs"][operation];
        let shapes = of["anyOf"].as_array().into_iter().flatten().chain([of]);
        let keys = shapes.filter_map(|shape| shape["properties"].as_object()).flatten();
        keys.map(|(key, _)| key.clone()).collect()
    }

    #[test]
    fn the_schema_knows_the_keys_that_are_read() {
        let schema = schema();
        let entry = schema["$defs"]["operation"]["properties"].as_object().expect("keys");
        let known: BTreeSet<&str> = entry.keys().map(String::as_str).collect();
        assert_eq!(known, KEYS.iter().chain(MODIFIERS).copied().collect());
        let by_hand = ["execute", "set_role", "reset_role"];
        for (operation, shape) in shapes() {
            match shape {
                Shape::Keys(_, fields) => {
                    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
                    assert_eq!(keys(&schema, operation), fields, "{operation}");
                }
                _ => assert!(by_hand.contains(&operation), "{operation}"),
            }
        }
    }

    /// Everything that is offered has a text, in the user's words.
    #[test]
    fn every_key_is_explained() {
        fn look(schema: &Value, whole: &Value, at: &str, missing: &mut Vec<String>) {
            for (key, of) in schema["properties"].as_object().into_iter().flatten() {
                let of = resolved(of, whole);
                let text = of["description"].as_str().unwrap_or_default();
                let foreign =
                    ["](", "crate::", "  ", "\n///"].iter().any(|code| text.contains(code));
                if text.is_empty() || foreign {
                    missing.push(format!("{at}.{key}: {text}"));
                }
            }
            for part in ["anyOf", "oneOf"] {
                let shapes = schema[part].as_array().into_iter().flatten();
                shapes.for_each(|shape| look(shape, whole, at, missing));
            }
        }
        let config = serde_json::from_str(&crate::config::json_schema()).expect("JSON");
        let mut missing = Vec::new();
        for whole in [schema(), config] {
            look(&whole, &whole, "", &mut missing);
            for (name, definition) in whole["$defs"].as_object().expect("definitions") {
                look(definition, &whole, name, &mut missing);
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    /// What the reference shows of operations is in the schema.
    #[test]
    fn the_schema_knows_what_the_reference_shows() {
        let reference = include_str!("../../docs/revision-format.md");
        let schema = schema();
        let (mut seen, mut unknown) = (BTreeSet::new(), Vec::new());
        for block in reference.split("```yaml\n").skip(1).filter_map(|b| b.split("```").next()) {
            let Some(tree) = node::parse(FileId(0), block, &mut Default::default()) else {
                continue;
            };
            for entry in tree.as_sequence().into_iter().flatten().filter_map(Node::as_mapping) {
                for (operation, body) in entry {
                    let name = operation.as_str().unwrap_or_default();
                    // `replace_procedure / drop_procedure` stands for two.
                    let Some(known) = KEYS.iter().find(|key| **key == name) else { continue };
                    seen.insert(*known);
                    for (key, _) in body.as_mapping().unwrap_or_default() {
                        let key = key.as_str().unwrap_or_default();
                        if !keys(&schema, known).contains(key) {
                            unknown.push(format!("{known}.{key}"));
                        }
                    }
                }
            }
        }
        assert_eq!(unknown, Vec::<String>::new());
        assert!(seen.len() > 40, "{seen:?}");
    }
}
