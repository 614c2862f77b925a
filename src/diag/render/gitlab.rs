//! GitLab Code Quality: one JSON list
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::text::{json_safe, redact};
use super::{Diagnostic, Level, Place};
use crate::source::SourceMap;

/// The whole list, `[]` when there is nothing to say.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap) -> String {
    let mut fingerprints = Fingerprints::default();
    let findings: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| finding(diagnostic, sources, fingerprints.of(diagnostic, sources)))
        .collect();
    json_safe(format!("{:#}\n", Value::Array(findings)))
}

fn finding(diagnostic: &Diagnostic, sources: &SourceMap, fingerprint: String) -> Value {
    let place = diagnostic.primary.as_ref().map(|label| Place::of(label, sources));
    // A location is required: what has no file belongs to the project as a whole.
    let (path, begin, end) = place.map_or((".", 1, 1), |p| (p.file, p.line, p.end_line));
    json!({
        "description": redact(&diagnostic.message),
        "check_name": diagnostic.code.as_str(),
        "fingerprint": fingerprint,
        "severity": match diagnostic.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Note => "info",
        },
        "location": {"path": path, "lines": {"begin": begin, "end": end}},
    })
}
