//! GitHub workflow commands: annotations on the lines of a pull request
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>).

use super::text::lines;
use super::{Diagnostic, Level, Place};
use crate::source::SourceMap;

/// One command a line.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap) -> String {
    diagnostics.iter().map(|diagnostic| command(diagnostic, sources)).collect()
}

fn command(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let name = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(label) = &diagnostic.primary {
        let Place { file, line, column, end_line, end_column } = Place::of(label, sources);
        properties.push(format!("file={}", property(file)));
        properties.push(format!("line={line},endLine={end_line}"));
        // Columns are only understood within one line; the last one is included.
        if line == end_line {
            let last = end_column.saturating_sub(1).max(column);
            properties.push(format!("col={column},endColumn={last}"));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code.as_str())));
    let mut message = diagnostic.message.clone();
    for label in diagnostic.primary.iter().filter(|label| !label.text.is_empty()) {
        message += &format!("\n{}", label.text);
    }
    for label in &diagnostic.secondary {
        let place = Place::of(label, sources);
        message += &format!("\n{}:{}:{}: {}", place.file, place.line, place.column, label.text);
    }
    for note in &diagnostic.notes {
        message += &format!("\n{note}");
    }
    for help in &diagnostic.help {
        message += &format!("\nhelp: {help}");
    }
    format!("::{name} {}::{}\n", properties.join(","), data(&message))
}

fn data(text: &str) -> String {
    lines(text).replace('%', "%25").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
