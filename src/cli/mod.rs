//! The command line: the only code that knows files, the environment and the terminal.
//!
//! In: arguments. Out: a product on standard output or in files, diagnostics on
//! standard error, an exit status. What a command means is decided elsewhere.

mod args;
mod commands;
mod console;
mod exit;
mod files;
mod later;
mod look;
mod output;
mod project;
mod value;

use std::process::ExitCode;

use clap::Parser;

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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help goes to standard output; a reader that is gone is no fault.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
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
        other => Err(later::command(other, cx)),
    }
}
