//! One JSON object a line, for programs.

use serde::Serialize;

use super::text::{json_safe, redact};
use super::{Diagnostic, Label, Place};
use crate::source::SourceMap;

#[derive(Serialize)]
struct Line<'a> {
    code: &'static str,
    level: &'static str,
    message: String,
    primary: Option<Region<'a>>,
    secondary: Vec<Region<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    help: Vec<String>,
}

#[derive(Serialize)]
struct Region<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    label: String,
}

impl<'a> Region<'a> {
    fn of(label: &Label, sources: &'a SourceMap) -> Self {
        let Place { file, line, column, end_line, end_column } = Place::of(label, sources);
        Region { file, line, column, end_line, end_column, label: redact(&label.text).into_owned() }
    }
}

/// One object a line; `primary` is null for what has no file.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap) -> String {
    diagnostics.iter().map(|diagnostic| line(diagnostic, sources)).collect()
}

fn line(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let line = Line {
        code: diagnostic.code.as_str(),
        level: diagnostic.level.as_str(),
        message: redact(&diagnostic.message).into_owned(),
        primary: diagnostic.primary.as_ref().map(|label| Region::of(label, sources)),
        secondary: diagnostic.secondary.iter().map(|label| Region::of(label, sources)).collect(),
        notes: diagnostic.notes.iter().map(|note| redact(note).into_owned()).collect(),
        help: diagnostic.help.iter().map(|help| redact(help).into_owned()).collect(),
    };
    // Plain structs of text and numbers always serialize.
    json_safe(serde_json::to_string(&line).unwrap_or_default()) + "\n"
}
