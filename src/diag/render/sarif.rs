//! SARIF 2.1.0: one document with one run
//! (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::text::{json_safe, redact};
use super::{Diagnostic, Label, Place};
use crate::diag::{Code, explain};
use crate::source::SourceMap;

/// The whole document; its list of results is empty when there is nothing to say.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|d| d.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            let page = explain::of(code.as_str()).unwrap_or_default();
            json!({
                "id": code.as_str(),
                "shortDescription": {"text": code.title()},
                "help": {"text": page, "markdown": page},
            })
        })
        .collect();
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| result(diagnostic, sources, fingerprints.of(diagnostic, sources)))
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json_safe(format!("{document:#}\n"))
}

fn result(diagnostic: &Diagnostic, sources: &SourceMap, fingerprint: String) -> Value {
    let mut message = redact(&diagnostic.message).into_owned();
    for note in &diagnostic.notes {
        message += &format!("\n{}", redact(note));
    }
    for help in &diagnostic.help {
        message += &format!("\nhelp: {}", redact(help));
    }
    let locations: Vec<Value> =
        diagnostic.primary.iter().map(|label| location(label, sources)).collect();
    let related: Vec<Value> =
        diagnostic.secondary.iter().map(|label| location(label, sources)).collect();
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "level": diagnostic.level.as_str(),
        "message": {"text": message},
        "locations": locations,
        "partialFingerprints": {"cucurbit/v1": fingerprint},
    });
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    result
}

fn location(label: &Label, sources: &SourceMap) -> Value {
    let place = Place::of(label, sources);
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(place.file)},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        },
    });
    if !label.text.is_empty() {
        location["message"] = json!({"text": redact(&label.text)});
    }
    location
}

/// A path as a relative URI reference (or an absolute file URI).
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(byte as char);
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
