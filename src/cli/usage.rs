//! What is wrong with the arguments themselves, said as these ask for it.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ValueEnum;

use super::args::{Color, FORMATS};
use super::console;
use super::exit::Exit;
use crate::diag::codes::E0506;
use crate::diag::render::{MessageFormat, Style, render, summary};
use crate::diag::{Diagnostic, Report};
use crate::source::SourceMap;

/// Shows what clap has to say: help on standard output; a fault of the usage as it words it for
/// people, and as a diagnostic (E0506) in the formats that programs read.
pub fn refuse(error: &clap::Error, args: &[OsString]) -> ExitCode {
    let color = value_of(args, "--color").and_then(|word| Color::from_str(word, false).ok());
    let color = color.unwrap_or(Color::Auto);
    let format = value_of(args, "--message-format")
        .and_then(|word| FORMATS.iter().find(|(_, name)| *name == word))
        .map_or(MessageFormat::Human, |(format, _)| *format);
    if error.use_stderr() && format != MessageFormat::Human {
        let mut report = Report::default();
        report.push(diagnostic(error));
        let style = Style { format, color: false, width: None };
        let shown = report.sorted();
        let text = render(&shown, &SourceMap::default(), style) + &summary(&shown, false, style);
        console::tell(&text);
        return Exit::Usage.into();
    }
    match color {
        // Help goes to standard output; a reader that is gone is no fault.
        Color::Auto => {
            let _ = error.print();
        }
        _ => {
            let text = error.render();
            let text = match color {
                Color::Always => text.ansi().to_string(),
                _ => text.to_string(),
            };
            match error.use_stderr() {
                true => console::tell(&text),
                false => {
                    let _ = console::write_product(&text);
                }
            }
        }
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// The value of an option, wherever it stands; the last one counts.
fn value_of<'a>(args: &'a [OsString], option: &str) -> Option<&'a str> {
    let words: Vec<&str> = args.iter().skip(1).map(|arg| arg.to_str().unwrap_or("")).collect();
    let end = words.iter().position(|word| *word == "--").unwrap_or(words.len());
    let words = words.get(..end).unwrap_or_default();
    (0..words.len()).rev().find_map(|at| {
        let rest = words.get(at)?.strip_prefix(option)?;
        match rest {
            "" => words.get(at + 1).copied(),
            rest => rest.strip_prefix('='),
        }
    })
}

/// The first paragraph is the fault, what follows in clap's own order is the way out.
fn diagnostic(error: &clap::Error) -> Diagnostic {
    let text = error.render().to_string();
    let mut parts = text.split("\n\n").map(|part| {
        let lines: Vec<&str> = part.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        lines.join(" ")
    });
    let message = parts.next().unwrap_or_default();
    let message = message.strip_prefix("error: ").unwrap_or(&message).to_owned();
    parts.filter(|part| !part.is_empty()).fold(Diagnostic::error(E0506, message), |fault, part| {
        fault.help(part.strip_prefix("tip: ").unwrap_or(&part).to_owned())
    })
}
