//! The forms of scalars that all keys share, as definitions.
//!
//! Editors read an unquoted `0012` as a number and `true` as a truth value where this reader
//! takes text. They must be accepted and must not be offered: completion offers what stands in
//! `type`, and never what stands in `not`. Each shape beside another has a title, by which
//! yaml-language-server tells them apart when it puts a hover text together.

use serde_json::{Map, Value, json};

/// What a string must hold to be a variable, of which nobody knows what it will be.
pub const VARIABLE: &str = r"\$\{";

/// Any scalar but nothing.
pub const TEXT: &str = "text";
/// Any scalar, or nothing.
pub const OPTIONAL_TEXT: &str = "optional_text";
/// `true` or `false`.
pub const SWITCH: &str = "switch";
/// `true`, `false` or nothing.
pub const OPTIONAL_SWITCH: &str = "optional_switch";
/// `${name}` where something else than text is wanted.
pub const A_VARIABLE: &str = "variable";
/// `null`, `~` or nothing at all.
pub const NOTHING: &str = "nothing";

/// A reference to one of them.
pub fn reference(name: &str) -> String {
    format!("#/$defs/{name}")
}

/// What a text is, as the alternatives of `anyOf`; `wanted` further types are accepted, too.
pub fn text(wanted: &[&str]) -> Vec<Value> {
    let types = [wanted, &["string", "number"]].concat();
    let others = ["array", "object", "null"].into_iter().filter(|other| !wanted.contains(other));
    let others: Vec<&str> = types.iter().copied().chain(others).collect();
    let message = match wanted {
        [] => "Text is wanted here; put `null` in quotes if it is meant as text.",
        _ => "A name or a mapping is wanted here; put `null` in quotes if it is meant as a name.",
    };
    vec![
        json!({ "type": types, "errorMessage": message }),
        json!({ "title": "truth value", "not": { "type": others } }),
    ]
}

/// All of them, by name.
pub fn all() -> Map<String, Value> {
    let switch = json!({
        "type": ["boolean", "string"],
        "pattern": VARIABLE,
        "errorMessage": "`true` or `false` is wanted here, without quotes.",
    });
    let nothing = json!({ "$ref": reference(NOTHING) });
    let forms = [
        (TEXT, json!({ "anyOf": text(&[]) })),
        (
            OPTIONAL_TEXT,
            json!({ "anyOf": [
                { "type": ["string", "number"], "errorMessage": "Text is wanted here." },
                {
                    "title": "truth value or nothing",
                    "not": { "type": ["string", "number", "array", "object"] },
                },
            ] }),
        ),
        (SWITCH, switch.clone()),
        (OPTIONAL_SWITCH, json!({ "anyOf": [switch, nothing] })),
        (A_VARIABLE, json!({ "title": "variable", "type": "string", "pattern": VARIABLE })),
        (
            NOTHING,
            json!({
                "title": "nothing",
                "not": { "type": ["string", "number", "boolean", "array", "object"] },
            }),
        ),
    ];
    forms.into_iter().map(|(name, form)| (name.to_owned(), form)).collect()
}
