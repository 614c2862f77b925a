//! What the decoder reads, as JSON Schema for editors.
//!
//! In: a type that derives `JsonSchema` beside `Deserialize`. Out: the text of a JSON Schema of
//! the files that are read as it. schemars knows what serde asks for; [`settle`] makes of it what
//! this reader takes for it: any scalar for a text, `${name}` for a number, nothing for an option.
//! Knows nothing of operations.

mod forms;
mod probe;
mod settle;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde_json::{Map, Value, json};

pub use probe::Shape;

use crate::source::Spanned;
use crate::syntax::{OneOrMany, SourceText, de::Lenient};

/// The JSON Schema of a document, as text. `title` is what editors call the document.
///
/// The dialect is 2020-12: descriptions stand beside `$ref` there, so that what is said of a key
/// goes before what is said of its type.
pub fn document<T: JsonSchema>(title: &str) -> String {
    let root = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let mut root = root.to_value();
    settle::settle(&mut root);
    if let Value::Object(root) = &mut root {
        root.insert("title".to_owned(), title.into());
        if let Some(Value::Object(definitions)) = root.get_mut("$defs") {
            definitions.extend(forms::all());
            settle::name(definitions);
        }
    }
    write::text(&root)
}

/// For `#[schemars(transform = …)]` on an enum of words: the aliases that serde knows are
/// accepted, and not offered.
pub fn with_aliases<'de, T: Deserialize<'de>>(schema: &mut Schema) {
    if let Shape::Words(words) = Shape::of::<T>() {
        schema.insert(settle::ALSO.to_owned(), words.into());
    }
}

/// For `#[schemars(transform = …)]` on a struct: a scalar may stand for the mapping, as its serde
/// name `short:key` says.
pub fn with_short_form<'de, T: Deserialize<'de>>(schema: &mut Schema) {
    if Shape::of::<T>().short().is_some() {
        allow_short_form(schema);
    }
}

/// Lets a scalar stand for the mapping.
pub fn allow_short_form(schema: &mut Schema) {
    schema.insert(settle::SHORT.to_owned(), true.into());
}

/// What a reference within a schema leads to, under what stands beside it.
#[cfg(test)]
pub fn resolved(schema: &Value, whole: &Value) -> Value {
    let Some(target) =
        schema["$ref"].as_str().and_then(|at| whole.pointer(at.trim_start_matches('#')))
    else {
        return schema.clone();
    };
    let mut found = resolved(target, whole);
    for (key, value) in schema.as_object().into_iter().flatten() {
        found[key] = value.clone();
    }
    found
}

/// Keeps what is said of a definition: it is all that is said of the keys that it stands for.
pub fn told(schema: &mut Schema) {
    schema.insert(settle::TOLD.to_owned(), true.into());
}

/// One of several shapes. Of those that fit equally badly, editors complain of the first.
pub fn one_of(shapes: impl IntoIterator<Item = Schema>) -> Schema {
    let shapes: Vec<Value> = shapes.into_iter().map(Schema::to_value).collect();
    json_schema!({ "anyOf": shapes })
}

/// A list.
pub fn list(items: Schema) -> Schema {
    json_schema!({ "type": "array", "items": items })
}

/// Lets editors say `wanted`, once and of the whole, where a mapping does not fit.
pub fn want(schema: &mut Schema, condition: Value, wanted: &str) {
    // What is no mapping is another fault, and another message.
    let right = json!({ "anyOf": [condition, { "not": { "type": "object" } }] });
    schema.insert("if".to_owned(), right);
    schema.insert("else".to_owned(), json!({ "type": "null", "errorMessage": wanted }));
}

/// Words, and others that mean the same and are not offered.
pub fn words(words: &[&str], also: impl IntoIterator<Item = String>) -> Schema {
    let also: Vec<String> = also.into_iter().collect();
    json_schema!({ "type": "string", "enum": words, settle::ALSO: also })
}

/// The pattern of a word in any case.
pub fn any_case(word: &str) -> String {
    word.chars().map(|c| format!("[{}{c}]", c.to_ascii_uppercase())).collect()
}

/// A schema that is to stay as it is.
pub fn exactly(mut schema: Schema) -> Schema {
    schema.insert(settle::EXACT.to_owned(), true.into());
    schema
}

/// A mapping with these keys and no others. `title` is what editors call it.
pub fn mapping(title: &str, keys: Map<String, Value>) -> Schema {
    json_schema!({
        "title": title,
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
    })
}

/// What is written in the file is what stands inside: its place, or whether it could be read, is not.
macro_rules! as_written {
    ($($wrapper:ident),*) => {$(
        impl<T: JsonSchema> JsonSchema for $wrapper<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }
    )*};
}

as_written!(Spanned, Lenient);

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_list", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        let mut many = list(one.clone());
        if one.get("$ref").is_some() {
            many.insert("title".to_owned(), "list".into());
        }
        one_of([one, many])
    }
}

impl JsonSchema for SourceText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "text".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}
