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
use serde_json::{Map, Value};

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
        schema.insert(settle::SHORT.to_owned(), true.into());
    }
}

/// One of several shapes. Of those that fit equally badly, editors complain of the first.
pub fn one_of(shapes: impl IntoIterator<Item = Schema>) -> Schema {
    let shapes: Vec<Value> = shapes.into_iter().map(Schema::to_value).collect();
    json_schema!({ "anyOf": shapes })
}

/// A list. It has a title so that editors can tell it from other shapes.
pub fn list(items: Schema) -> Schema {
    json_schema!({ "title": "list", "type": "array", "items": items })
}

/// Words, and others that mean the same and are not offered.
pub fn words(words: &[&str], also: impl IntoIterator<Item = String>) -> Schema {
    let also: Vec<String> = also.into_iter().collect();
    json_schema!({ "type": "string", "enum": words, "x-also": also })
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

impl<T: JsonSchema> JsonSchema for Spanned<T> {
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

impl<T: JsonSchema> JsonSchema for Lenient<T> {
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

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}_or_list", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        one_of([one.clone(), list(one)])
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
