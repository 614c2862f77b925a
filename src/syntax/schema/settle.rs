//! A schema of what serde asks for -> a schema of what the reader takes for it.
//!
//! In: what schemars made of types, with a few marks. Out: the same for YAML and editors: no
//! marks, no defaults (editors would write them into every new mapping), one line a paragraph.

use serde_json::{Map, Value, json};

use super::forms::{self, reference};

/// Words that are accepted and not offered.
pub const ALSO: &str = "x-also";
/// What is to stay as it is.
pub const EXACT: &str = "x-exact";
/// `null` means something here, so it is offered.
pub const NULL: &str = "x-null";
/// What is said of the definition is said of the keys that it stands for, too.
pub const TOLD: &str = "x-told";
/// A scalar may stand for the mapping.
pub const SHORT: &str = "x-short";

type Object = Map<String, Value>;

/// Makes a schema, and all that are in it, what the reader takes.
pub fn settle(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    describe(map);
    if map.remove(EXACT).is_some() {
        return;
    }
    for key in ["properties", "patternProperties", "$defs"] {
        if let Some(Value::Object(schemas)) = map.get_mut(key) {
            schemas.values_mut().for_each(settle);
        }
    }
    for key in ["items", "additionalProperties", "then", "else"] {
        map.get_mut(key).into_iter().for_each(settle);
    }
    for key in ["anyOf", "allOf", "oneOf"] {
        if let Some(Value::Array(schemas)) = map.get_mut(key) {
            schemas.iter_mut().for_each(settle);
        }
    }
    flatten(map);
    map.remove("default");
    map.remove("format");
    let null = map.remove(NULL).is_some();
    enumerate(map);
    let optional = take_null(map);
    scalar(map);
    if map.contains_key("properties") && !map.contains_key("additionalProperties") {
        map.insert("additionalProperties".to_owned(), false.into());
    }
    if map.remove(SHORT).is_some() {
        map.remove("type");
        map.insert("anyOf".to_owned(), forms::text(&["object"]).into());
    }
    match (optional, null) {
        (true, true) => or(map, json!({ "title": "null", "type": "null" })),
        (true, false) => or_nothing(map),
        (false, _) => {}
    }
}

/// Gives every definition its own name as title: editors show it above the text of its keys.
/// Takes its description away, but for operations: where a key may be one of several shapes,
/// editors would show that of the shape in place of the key's own.
pub fn name(definitions: &mut Object) {
    let plain = [forms::TEXT, forms::OPTIONAL_TEXT, forms::SWITCH, forms::OPTIONAL_SWITCH];
    for (name, definition) in definitions.iter_mut() {
        let Value::Object(map) = definition else { continue };
        if map.remove(TOLD).is_none() {
            TELLING.iter().for_each(|key| drop(map.remove(*key)));
        }
        if !plain.contains(&name.as_str()) && !map.contains_key("title") {
            map.insert("title".to_owned(), name.as_str().into());
        }
    }
}

/// What a text for people is written under.
const TELLING: &[&str] = &["description", "markdownDescription"];

/// Writes a doc comment as one line a paragraph, and where it quotes, as Markdown, too: editors
/// would show its backquotes.
fn describe(map: &mut Object) {
    let Some(Value::String(text)) = map.get("description") else { return };
    let text = unwrapped(text);
    if text.contains(['`', '_', '*']) {
        map.insert("markdownDescription".to_owned(), text.as_str().into());
    }
    map.insert("description".to_owned(), text.into());
}

/// Paragraphs of a doc comment, each in one line.
fn unwrapped(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Alternatives of alternatives as alternatives.
fn flatten(map: &mut Object) {
    let Some(Value::Array(shapes)) = map.get_mut("anyOf") else { return };
    let text = json!({ "$ref": reference(forms::TEXT) });
    let mut flat = Vec::with_capacity(shapes.len());
    for mut shape in shapes.drain(..) {
        if shape == text {
            flat.extend(forms::text(&[]));
            continue;
        }
        let is_choice = shape.as_object().is_some_and(|map| map.len() == 1);
        match shape.get_mut("anyOf").filter(|_| is_choice) {
            Some(Value::Array(inner)) => flat.append(inner),
            _ => flat.push(shape),
        }
    }
    *shapes = flat;
}

/// Words with texts, which schemars writes as alternatives, as one enum.
fn enumerate(map: &mut Object) {
    let Some(Value::Array(shapes)) = map.get("oneOf") else { return };
    let (mut words, mut texts) = (Vec::new(), Vec::new());
    for shape in shapes {
        let text = shape.get("description").cloned().unwrap_or_else(|| "".into());
        match (shape.get("const"), shape.get("enum")) {
            (Some(word), _) => {
                words.push(word.clone());
                texts.push(text);
            }
            (_, Some(Value::Array(several))) => {
                words.extend(several.iter().cloned());
                texts.extend(several.iter().map(|_| Value::from("")));
            }
            _ => return,
        }
    }
    map.remove("oneOf");
    map.insert("type".to_owned(), "string".into());
    map.insert("enum".to_owned(), words.into());
    if texts.iter().any(|text| text != "") {
        map.insert("enumDescriptions".to_owned(), texts.into());
    }
}

/// Takes `null` out of what is allowed; true when it was.
fn take_null(map: &mut Object) -> bool {
    if let Some(Value::Array(values)) = map.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    let mut found = false;
    if let Some(Value::Array(types)) = map.get_mut("type") {
        found = types.iter().any(|ty| ty == "null");
        types.retain(|ty| ty != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(shapes)) = map.get_mut("anyOf") {
        let is_null = |shape: &Value| shape.get("type").is_some_and(|ty| ty == "null");
        found |= shapes.iter().any(is_null);
        shapes.retain(|shape| !is_null(shape));
        if let [Value::Object(only)] = shapes.as_slice() {
            let only = only.clone();
            map.remove("anyOf");
            only.into_iter().for_each(|(key, value)| {
                map.entry(key).or_insert(value);
            });
        }
    }
    found
}

/// What a scalar of a type may be written as.
fn scalar(map: &mut Object) {
    match map.get("type").and_then(Value::as_str) {
        Some("boolean") => refer(map, forms::SWITCH),
        Some("integer") => number(map),
        Some("string") if map.contains_key("enum") => word(map),
        Some("string") if map.contains_key("pattern") => {
            map.remove("type");
            map.insert("anyOf".to_owned(), forms::text(&[]).into());
        }
        Some("string") => refer(map, forms::TEXT),
        _ => {}
    }
}

fn refer(map: &mut Object, form: &str) {
    map.remove("type");
    map.insert("$ref".to_owned(), reference(form).into());
}

fn number(map: &mut Object) {
    let mut whole = json!({ "type": "integer", "errorMessage": "A whole number is wanted here." });
    map.remove("type");
    for bound in ["minimum", "maximum"] {
        if let Some(value) = map.remove(bound).filter(|_| bound == "minimum") {
            whole[bound] = value;
        }
    }
    map.insert("anyOf".to_owned(), json!([whole, { "$ref": reference(forms::A_VARIABLE) }]));
}

fn word(map: &mut Object) {
    let mut words = json!({ "type": "string" });
    map.remove("type");
    for key in ["enum", "enumDescriptions"] {
        if let Some(value) = map.remove(key) {
            words[key] = value;
        }
    }
    let known = words.get("enum").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Array(also)) = map.remove(ALSO) else {
        map.insert("anyOf".to_owned(), json!([words, { "$ref": reference(forms::A_VARIABLE) }]));
        return;
    };
    let also: Vec<&str> =
        also.iter().filter(|word| !known.contains(word)).filter_map(Value::as_str).collect();
    let pattern = match also.as_slice() {
        [] => forms::VARIABLE.to_owned(),
        also => format!("{}|^({})$", forms::VARIABLE, also.join("|")),
    };
    let other = json!({ "title": "variable", "type": "string", "pattern": pattern });
    map.insert("anyOf".to_owned(), json!([words, other]));
}

fn or_nothing(map: &mut Object) {
    let references = [
        (forms::TEXT, Some(forms::OPTIONAL_TEXT)),
        (forms::SWITCH, Some(forms::OPTIONAL_SWITCH)),
        // A value may be null anyway.
        ("value", None),
    ];
    for (form, optional) in references {
        if map.get("$ref").is_some_and(|found| *found == reference(form)) {
            if let Some(optional) = optional {
                map.insert("$ref".to_owned(), reference(optional).into());
            }
            return;
        }
    }
    or(map, json!({ "$ref": reference(forms::NOTHING) }));
}

/// Adds an alternative to a schema.
fn or(map: &mut Object, other: Value) {
    let told =
        |key: &String| [TOLD, "title"].into_iter().chain(TELLING.iter().copied()).any(|k| k == key);
    let is_choice = map.keys().all(|key| told(key) || key == "anyOf");
    if let Some(Value::Array(shapes)) = map.get_mut("anyOf").filter(|_| is_choice) {
        return shapes.push(other);
    }
    let keys: Vec<String> = map.keys().filter(|key| !told(key)).cloned().collect();
    let shape: Object =
        keys.into_iter().filter_map(|key| map.remove(&key).map(|value| (key, value))).collect();
    map.insert("anyOf".to_owned(), json!([shape, other]));
}
