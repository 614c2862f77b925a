//! Standard output and standard error.

use std::io::{ErrorKind, IsTerminal, Write};

use super::args::{Color, Global};
use crate::diag::render::{MessageFormat, Style, closing, render, summary};
use crate::diag::{Diagnostic, Level, Report};
use crate::source::SourceMap;

/// How a run talks.
pub struct Console {
    style: Style,
    color_output: bool,
    quiet: bool,
    verbose: bool,
    deny_warnings: bool,
}

impl Console {
    /// As the flags, the environment and the terminal have it.
    pub fn new(global: &Global) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let out_terminal = std::io::stdout().is_terminal();
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_some_and(|term| term == "dumb");
        let colors = |terminal: bool| match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !dumb && set("NO_COLOR").is_none(),
        };
        let color = colors(terminal);
        let columns = set("COLUMNS").and_then(|columns| columns.to_str()?.parse().ok());
        let style = Style {
            format: global.message_format,
            color,
            width: if terminal { columns.or_else(terminal_width) } else { None },
        };
        Console {
            style,
            color_output: colors(out_terminal),
            quiet: global.quiet,
            verbose: global.verbose,
            deny_warnings: global.deny.iter().any(|rule| rule == "warnings"),
        }
    }

    /// The report with the levels that the flags ask for.
    pub fn judged(&self, report: Report) -> Report {
        if !self.deny_warnings {
            return report;
        }
        let mut judged = Report::default();
        for diagnostic in report.sorted() {
            let mut diagnostic = diagnostic.clone();
            if diagnostic.level == Level::Warning {
                diagnostic.level = Level::Error;
            }
            judged.push(diagnostic);
        }
        judged
    }

    /// Shows a report; `written` says whether the product was written.
    pub fn show(&self, report: &Report, sources: &SourceMap, written: bool) {
        let shown: Vec<&Diagnostic> = report
            .sorted()
            .into_iter()
            .filter(|diagnostic| !self.quiet || diagnostic.level == Level::Error)
            .collect();
        let text = render(&shown, sources, self.style) + &summary(&shown, written, self.style);
        self.tell(&text);
    }

    /// Shows the report of a check, and a line that says what was checked.
    pub fn show_checked(&self, report: &Report, sources: &SourceMap, what: &str) {
        let shown: Vec<&Diagnostic> = report
            .sorted()
            .into_iter()
            .filter(|diagnostic| !self.quiet || diagnostic.level == Level::Error)
            .collect();
        let mut text = render(&shown, sources, self.style);
        if !self.quiet || !shown.is_empty() {
            text += &closing(&shown, what, self.style);
        }
        self.tell(&text);
    }

    /// A line of progress, with `-v` and for people only.
    pub fn progress(&self, line: &str) {
        if self.verbose && !self.quiet && self.style.format == MessageFormat::Human {
            self.tell(&format!("{line}\n"));
        }
    }

    /// What another program said, for people.
    pub fn aside(&self, text: &str) {
        if !self.quiet {
            self.tell(text);
        }
    }

    /// Whether differences are to be coloured on standard output.
    pub fn colors_output(&self) -> bool {
        self.color_output
    }

    /// Whether more is to be said.
    pub fn verbose(&self) -> bool {
        self.verbose
    }

    fn tell(&self, text: &str) {
        tell(text);
    }

    /// Writes the product to standard output. A reader that went away is no fault.
    pub fn product(&self, text: &str) -> std::io::Result<()> {
        write_product(text)
    }
}

/// Writes to standard error.
pub fn tell(text: &str) {
    // There is nowhere left to complain to.
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes to standard output. A reader that went away is no fault.
pub fn write_product(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
