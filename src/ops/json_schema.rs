//! The JSON Schema of an entry of an operation list, for editors.
//!
//! In: the operations' own schemas. Out: one mapping with every operation as a key, so that
//! editors offer them all, and the same for what stands inside `alter_table`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::entry::{DialectList, Entry, MODIFIERS};
use super::{KEYS, schemas};
use crate::syntax::revision::LintIgnore;
use crate::syntax::{OneOrMany, SUB_OPERATIONS};

const WANTED: &str = "Exactly one operation is wanted here, and beside it only `only`, `except`, `note` and `lint_ignore`. Begin the next operation with a `-` of its own.";

impl JsonSchema for Entry {
    fn schema_name() -> Cow<'static, str> {
        "operation".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut keys = beside(generator);
        for (key, schema) in schemas(generator) {
            keys.insert(key.to_owned(), json!({ "$ref": format!("#/$defs/{key}") }));
            generator.definitions_mut().insert(key.to_owned(), schema.to_value());
        }
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

/// A mapping with exactly one of these operations.
fn entry(title: &str, keys: Map<String, Value>, operations: &[&str]) -> Schema {
    let known: Vec<&str> = operations.iter().chain(MODIFIERS).copied().collect();
    let each: Vec<Value> = operations.iter().map(|key| json!({ "required": [key] })).collect();
    // Where there is an unknown key, that is all that is said.
    let right = json!({
        "anyOf": [{ "oneOf": each }, { "not": { "propertyNames": { "enum": known } } }],
    });
    json_schema!({
        "title": title,
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
        "if": right,
        "else": { "type": "null", "errorMessage": WANTED },
    })
}

/// What may stand beside the operation.
fn beside(generator: &mut SchemaGenerator) -> Map<String, Value> {
    let dialects = generator.subschema_for::<DialectList>();
    let rules = generator.subschema_for::<OneOrMany<LintIgnore>>();
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
    let nothing_is_needed = required.is_empty();
    let mut schema = json!({
        "title": key,
        "description": of.get("description").cloned().unwrap_or_default(),
        "type": "object",
        "properties": keys,
        "required": required,
        "additionalProperties": false,
    });
    if short.is_some() {
        schema["x-short"] = true.into();
    }
    if nothing_is_needed {
        schema["type"] = json!(["object", "null"]);
    }
    schema
}
