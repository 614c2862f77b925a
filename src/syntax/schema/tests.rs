//! What settling makes of what schemars makes of types.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Shape, document, resolved, with_aliases, with_short_form};
use crate::source::Spanned;
use crate::syntax::OneOrMany;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(transform = with_aliases::<Word>)]
enum Word {
    /// One.
    #[serde(alias = "ONE")]
    One,
    /// Two.
    Two,
}

/// A thing
/// of two lines.
#[derive(Deserialize, JsonSchema)]
#[serde(rename = "short:name")]
#[schemars(rename = "thing", transform = with_short_form::<Thing>)]
#[allow(dead_code)] // Only its shape is asked for.
struct Thing {
    /// Its `name`
    /// here.
    name: Spanned<String>,
    #[serde(default)]
    flag: bool,
    #[serde(default)]
    maybe: Option<bool>,
    #[serde(default)]
    word: Option<Word>,
    #[serde(default)]
    many: Option<OneOrMany<Spanned<String>>>,
    #[serde(default)]
    #[schemars(extend("x-null" = true))]
    gone: Option<String>,
    count: u32,
}

fn schema() -> Value {
    serde_json::from_str(&document::<Thing>("thing")).expect("JSON")
}

#[test]
fn the_probe_learns_what_is_asked_for() {
    assert_eq!(Shape::of::<Word>(), Shape::Words(&["ONE", "one", "two"]));
    assert_eq!(Shape::of::<Thing>().short(), Some("name"));
    assert_eq!(Shape::of::<Vec<String>>(), Shape::Other);
}

#[test]
fn descriptions_are_lines_and_markdown_where_they_quote() {
    let schema = schema();
    assert_eq!(schema["description"], "A thing of two lines.");
    let name = &schema["properties"]["name"];
    assert_eq!(name["description"], "Its `name` here.");
    assert_eq!(name["markdownDescription"], name["description"]);
}

#[test]
fn nothing_of_rust_and_no_marks_are_left() {
    let text = document::<Thing>("thing");
    for word in ["\"x-", "short:", "Word", "\"default\"", "\"format\"", "uint32"] {
        assert!(!text.contains(word) || word == "Word" && text.contains("$defs/Word"), "{word}");
    }
    assert_eq!(text, document::<Thing>("thing"));
    assert_eq!(schema()["additionalProperties"], false);
}

#[test]
fn validators_agree_with_the_reader() {
    let schema = schema();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let good = [
        json!("a"),
        json!(12),
        json!(true),
        json!({ "name": 1e10, "count": "${n}" }),
        json!({ "name": true, "count": 1, "flag": "${f}", "maybe": null, "word": null }),
        json!({ "name": "", "count": 1, "word": "ONE", "many": ["a", 1, false] }),
        json!({ "name": "", "count": 1, "word": "${w}", "many": null, "gone": null }),
    ];
    for value in good {
        assert!(validator.is_valid(&value), "{value}");
    }
    let bad = [
        json!(null),
        json!([]),
        json!({ "name": "a" }),
        json!({ "name": null, "count": 1 }),
        json!({ "name": "a", "count": -1 }),
        json!({ "name": "a", "count": "1" }),
        json!({ "name": "a", "count": 1, "flag": "yes" }),
        json!({ "name": "a", "count": 1, "flag": null }),
        json!({ "name": "a", "count": 1, "word": "three" }),
        json!({ "name": "a", "count": 1, "many": [null] }),
        json!({ "name": "a", "count": 1, "nmae": "a" }),
    ];
    for value in bad {
        assert!(!validator.is_valid(&value), "{value}");
    }
}

/// What completion offers, and what it must not offer.
#[test]
fn only_what_is_meant_is_offered() {
    let schema = schema();
    let types = |key: &str| {
        let shapes = resolved(&schema["properties"][key], &schema);
        let of = |shape: &Value| resolved(shape, &schema)["type"].clone();
        let several = shapes["anyOf"].as_array().into_iter().flatten().map(of);
        several.chain([of(&shapes)]).map(|types| types.to_string()).collect::<String>()
    };
    assert!(!types("name").contains("boolean") && !types("name").contains("null\""));
    assert!(types("flag").contains("boolean"));
    assert!(!types("maybe").contains("\"null\""));
    assert!(types("gone").contains("\"null\""));
    assert_eq!(schema["$defs"]["Word"]["anyOf"][0]["enum"], json!(["one", "two"]));
    assert_eq!(schema["$defs"]["Word"]["anyOf"][0]["enumDescriptions"], json!(["One.", "Two."]));
}
