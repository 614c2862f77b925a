//! One line each, in the form that editors and `grep` users know.

use super::text::one_line;
use super::{Diagnostic, Place};
use crate::source::SourceMap;

/// `file:line:col: level[code]: message`, one a line.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap) -> String {
    diagnostics.iter().map(|diagnostic| line(diagnostic, sources)).collect()
}

/// One diagnostic and its line end; what has no file begins with the level.
pub fn line(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = match &diagnostic.primary {
        Some(label) => {
            let Place { file, line, column, .. } = Place::of(label, sources);
            format!("{}:{line}:{column}: ", one_line(file))
        }
        None => String::new(),
    };
    let (level, code) = (diagnostic.level.as_str(), diagnostic.code.as_str());
    format!("{place}{level}[{code}]: {}\n", one_line(&diagnostic.message))
}
