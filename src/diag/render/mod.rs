//! Diagnostics to text: the one door to codespan-reporting.
//!
//! In: diagnostics in the order in which they are to be shown, and the sources
//! that they point into. Out: text in one of six formats. Nothing is printed here,
//! and no text of the user reaches a terminal raw: control characters are made
//! visible, passwords in URLs are blotted out.

mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod sarif;
mod short;
pub mod text;
mod view;

use super::{Diagnostic, Label, Level};
use crate::source::SourceMap;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// With the source lines, for people.
    #[default]
    Human,
    /// One line each: `file:line:col: level[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// One SARIF 2.1.0 document.
    Sarif,
    /// GitHub workflow commands.
    Github,
    /// One GitLab Code Quality document.
    Gitlab,
}

/// The format and what the place that it is shown in can do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// The format.
    pub format: MessageFormat,
    /// True to colour the human format with ANSI sequences.
    pub color: bool,
    /// Columns of the terminal; none when it is not one.
    pub width: Option<usize>,
}

/// All diagnostics as text that ends in a line end; empty when there is nothing to
/// say, but for the formats that are one document, which are whole at any time.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap, style: Style) -> String {
    match style.format {
        MessageFormat::Human => human::render(diagnostics, sources, style),
        MessageFormat::Short => short::render(diagnostics, sources),
        MessageFormat::Json => json::render(diagnostics, sources),
        MessageFormat::Sarif => sarif::render(diagnostics, sources),
        MessageFormat::Github => github::render(diagnostics, sources),
        MessageFormat::Gitlab => gitlab::render(diagnostics, sources),
    }
}

/// The closing line of the human format, such as `error: 2 errors, 1 warning;
/// nothing was written`; empty in the other formats and when nothing was found.
/// `written` says whether the product was written all the same.
pub fn summary(diagnostics: &[&Diagnostic], written: bool, style: Style) -> String {
    match style.format {
        MessageFormat::Human => human::summary(diagnostics, written, style),
        _ => String::new(),
    }
}

/// The closing line of a check in the human format, which is there even when nothing was
/// found; empty in the other formats. `what` says what was checked.
pub fn closing(diagnostics: &[&Diagnostic], what: &str, style: Style) -> String {
    match style.format {
        MessageFormat::Human => human::closing(diagnostics, what, style),
        _ => String::new(),
    }
}

impl Level {
    /// The word for it: `error`, `warning`, `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        }
    }
}

/// A label's place as people count it: lines and characters from 1, the end
/// position just behind the last character.
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> Place<'a> {
    fn of(label: &Label, sources: &'a SourceMap) -> Self {
        let file = sources.file(label.span.file);
        let (line, column) = file.position(label.span.start);
        let (end_line, end_column) = file.position(view::shown_end(file, label.span) as u32);
        Place { file: &file.name, line, column, end_line, end_column }
    }
}

#[cfg(test)]
mod tests;
