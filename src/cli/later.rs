//! What the contract promises and this version does not do yet: said, never silent.

use std::ffi::{OsStr, OsString};

use super::Context;
use super::args::Command;
use super::exit::Exit;
use crate::diag::codes::E0400;
use crate::diag::{Diagnostic, Report};
use crate::source::SourceMap;

/// The command among the arguments, if it is one that is not there yet.
pub fn named<'a>(cli: &clap::Command, args: &'a [OsString]) -> Option<&'a OsStr> {
    let word = args.iter().skip(1).find(|arg| cli.find_subcommand(arg).is_some())?;
    cli.find_subcommand(word).filter(|command| command.is_hide_set())?;
    Some(word)
}

/// E0400 for a command.
pub fn command(command: &Command, cx: &Context) -> Exit {
    let name = match command {
        Command::Lint(_) => "lint",
        Command::Diff(_) => "diff",
        Command::Handoff(_) => "handoff",
        Command::Import(_) => "import",
        Command::Squash(_) => "squash",
        // The rest was run.
        _ => "",
    };
    refuse(vec![format!("the command `{name}` is not supported yet")], cx)
}

/// E0400 for an option.
pub fn option(flag: &str, cx: &Context) -> Exit {
    refuse(vec![format!("`{flag}` is not supported yet")], cx)
}

/// E0400 for options of all commands: rules cannot be set before there are any.
pub fn check(cx: &Context) -> Result<(), Exit> {
    let global = &cx.global;
    let denied = global.deny.iter().filter(|rule| *rule != "warnings").map(|rule| ("--deny", rule));
    let warned = global.warn.iter().map(|rule| ("--warn", rule));
    let allowed = global.allow.iter().map(|rule| ("--allow", rule));
    let faults = denied.chain(warned).chain(allowed);
    refuse_any(
        faults.map(|(flag, rule)| format!("`{flag} {rule}` is not supported yet")).collect(),
        cx,
    )
}

fn refuse_any(messages: Vec<String>, cx: &Context) -> Result<(), Exit> {
    if messages.is_empty() { Ok(()) } else { Err(refuse(messages, cx)) }
}

fn refuse(messages: Vec<String>, cx: &Context) -> Exit {
    let mut report = Report::default();
    for message in messages {
        report.push(Diagnostic::error(E0400, message));
    }
    cx.console.show(&report, &SourceMap::default(), false);
    Exit::of(&report)
}
