//! For people: codespan-reporting's output, with the source lines.

use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::termcolor::{Ansi, Color, ColorSpec, NoColor, WriteColor};
use codespan_reporting::term::{self, Config};

use super::text;
use super::view::{View, Views};
use super::{Diagnostic, Level, Style};
use crate::source::{FileId, SourceMap, Span};

/// Characters of a source line that are shown where there is no terminal.
const LONG_LINE: usize = 400;

/// Every diagnostic, an empty line after each.
pub fn render(diagnostics: &[&Diagnostic], sources: &SourceMap, style: Style) -> String {
    // The gutter takes its share of a terminal's width.
    let limit = style.width.map_or(LONG_LINE, |width| width.saturating_sub(10).max(60));
    let mut out = String::new();
    for diagnostic in diagnostics {
        let shown = if style.color {
            one(diagnostic, sources, limit, Ansi::new(Vec::new())).map(Ansi::into_inner)
        } else {
            one(diagnostic, sources, limit, NoColor::new(Vec::new())).map(NoColor::into_inner)
        };
        match shown {
            Some(shown) => out.push_str(&String::from_utf8_lossy(&shown)),
            None => out.push_str(&super::short::line(diagnostic, sources)),
        }
    }
    out
}

fn one<W: WriteColor>(
    diagnostic: &Diagnostic,
    sources: &SourceMap,
    limit: usize,
    mut writer: W,
) -> Option<W> {
    let labels: Vec<_> = diagnostic.primary.iter().chain(&diagnostic.secondary).collect();
    let mut files: Vec<FileId> = Vec::new();
    for label in &labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    let views = Views(files.iter().map(|&id| view(id, &labels, sources, limit)).collect());
    let mut shown = codespan::Diagnostic::new(match diagnostic.level {
        Level::Error => codespan::Severity::Error,
        Level::Warning => codespan::Severity::Warning,
        Level::Note => codespan::Severity::Note,
    })
    .with_code(diagnostic.code.as_str())
    .with_message(text::one_line(&diagnostic.message))
    .with_notes_iter(diagnostic.notes.iter().map(|note| text::lines(note)))
    .with_notes_iter(diagnostic.help.iter().map(|help| format!("help: {}", text::lines(help))));
    for (i, label) in labels.iter().enumerate() {
        let id = files.iter().position(|file| *file == label.span.file)?;
        let range = views.0.get(id)?.range(label.span);
        let label_text = text::one_line(&label.text);
        shown = shown.with_label(match diagnostic.primary.is_some() && i == 0 {
            true => codespan::Label::primary(id, range).with_message(label_text),
            false => codespan::Label::secondary(id, range).with_message(label_text),
        });
    }
    term::emit_to_write_style(&mut writer, &Config::default(), &views, &shown).ok()?;
    Some(writer)
}

fn view<'a>(
    id: FileId,
    labels: &[&super::Label],
    sources: &'a SourceMap,
    limit: usize,
) -> View<'a> {
    let spans: Vec<Span> = labels.iter().map(|l| l.span).filter(|span| span.file == id).collect();
    View::new(sources.file(id), &spans, limit)
}

/// The closing line; empty when there were neither errors nor warnings.
pub fn summary(diagnostics: &[&Diagnostic], written: bool, style: Style) -> String {
    let outcome = if written { "" } else { "; nothing was written" };
    match counts(diagnostics, style) {
        Some(counts) => format!("{counts}{outcome}\n"),
        None => String::new(),
    }
}

/// The closing line of a check.
pub fn closing(diagnostics: &[&Diagnostic], what: &str, style: Style) -> String {
    match counts(diagnostics, style) {
        Some(counts) => format!("{counts}; checked {what}\n"),
        None => format!("checked {what}: nothing wrong\n"),
    }
}

/// `error: 2 errors, 1 warning`; none when there are neither.
fn counts(diagnostics: &[&Diagnostic], style: Style) -> Option<String> {
    let count = |level| diagnostics.iter().filter(|d| d.level == level).count();
    let (errors, warnings) = (count(Level::Error), count(Level::Warning));
    let counted = |n: usize, what: &str| match n {
        0 => None,
        1 => Some(format!("1 {what}")),
        n => Some(format!("{n} {what}s")),
    };
    let parts: Vec<_> =
        counted(errors, "error").into_iter().chain(counted(warnings, "warning")).collect();
    let level = if errors > 0 { Level::Error } else { Level::Warning };
    (!parts.is_empty()).then(|| format!("{}: {}", headed(level, style), parts.join(", ")))
}

/// The level's word, in its colour.
fn headed(level: Level, style: Style) -> String {
    if !style.color {
        return level.as_str().to_owned();
    }
    let color = if level == Level::Error { Color::Red } else { Color::Yellow };
    let mut writer = Ansi::new(Vec::new());
    let mut spec = ColorSpec::new();
    spec.set_fg(Some(color)).set_bold(true).set_intense(true);
    // Writing into memory does not fail.
    let _ = writer.set_color(&spec);
    let _ = std::io::Write::write_all(&mut writer, level.as_str().as_bytes());
    let _ = writer.reset();
    String::from_utf8_lossy(&writer.into_inner()).into_owned()
}
