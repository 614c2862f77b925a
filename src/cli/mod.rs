//! The command line: the only code that knows files, the environment and the terminal.
//!
//! In: arguments. Out: a product on standard output or in files, diagnostics on
//! standard error, an exit status. What a command means is decided elsewhere.

mod alone;
mod args;
mod clock;
mod commands;
mod console;
mod exit;
mod files;
mod help;
mod later;
mod look;
mod new_revision;
mod output;
mod project;
mod run;
mod usage;
mod value;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{FromArgMatches, Parser};

use args::{Cli, Command};
use console::Console;
use exit::Exit;

/// What every command has at hand.
struct Context {
    global: args::Global,
    console: Console,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().collect();
    let cli = match parse(&args) {
        Ok(cli) => cli,
        Err(error) => return usage::refuse(&error, &args),
    };
    let console = Console::new(&cli.global);
    let cx = Context { global: cli.global, console };
    let result = later::check(&cx).and_then(|()| dispatch(&cli.command, &cx));
    match result {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
    .into()
}

fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    try_parse(args).or_else(|error| {
        if !error.use_stderr() {
            return Err(error);
        }
        // What follows a command that is not there yet cannot be wrong.
        if let Some(word) = later::named(&args::command(), args) {
            return Cli::try_parse_from(["compile".as_ref(), word]);
        }
        let misspelled = error.kind() == ErrorKind::UnknownArgument;
        Err(misspelled.then(|| value::misspelled(args::command(), args)).flatten().unwrap_or(error))
    })
}

fn try_parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    let command = help::with_help(args::command());
    Cli::from_arg_matches(&command.try_get_matches_from(args)?)
}

fn dispatch(command: &Command, cx: &Context) -> Result<(), Exit> {
    match command {
        Command::Upgrade(args) => commands::upgrade::run(args, cx),
        Command::Downgrade(args) => commands::downgrade::run(args, cx),
        Command::Stamp(args) => commands::stamp::run(args, cx),
        Command::EnsureVersion(args) => commands::ensure_version::run(args, cx),
        Command::History(args) => commands::history::run(args, cx),
        Command::Heads(args) => commands::heads::run(args, cx),
        Command::Branches(args) => commands::branches::run(args, cx),
        Command::Show(args) => commands::show::run(args, cx),
        Command::Graph(args) => commands::graph::run(args, cx),
        Command::Schema(args) => commands::schema::run(args, cx),
        Command::Dialects(args) => commands::dialects::run(args, cx),
        Command::Check(args) => commands::check::run(args, cx),
        Command::Explain(args) => commands::explain::run(args, cx),
        Command::Current(args) => commands::current::run(args, cx),
        Command::Init(args) => commands::init::run(args, cx),
        Command::Revision(args) => commands::revision::run(args, cx),
        Command::Merge(args) => commands::merge::run(args, cx),
        Command::Edit(args) => commands::edit::run(args, cx),
        Command::Rebase(args) => commands::rebase::run(args, cx),
        Command::Freeze(args) => commands::freeze::run(args, cx),
        Command::Golden(args) => commands::golden::run(args, cx),
        Command::JsonSchema(args) => commands::json_schema::run(args, cx),
        Command::Completions(args) => commands::completions::run(args, cx),
        Command::Man(args) => commands::man::run(args, cx),
        other => Err(later::command(other, cx)),
    }
}
