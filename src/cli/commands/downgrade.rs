//! `downgrade`: the script back.

use clap::Args;

use super::script::{self, ScriptArguments};
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit};
use crate::graph::Direction;

const EXAMPLES: &str = "\
Examples:
  compile downgrade head:base              everything back
  compile downgrade c3d4:a1b2              from the newer to the older
  compile downgrade -1 --current c3d4      one step back";

/// Write the script that brings a database back from START to END
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// START:END, or END alone
    #[arg(value_parser = RangeParser, allow_hyphen_values = true)]
    range: String,
    #[command(flatten)]
    script: ScriptArguments,
}

/// Compiles a downgrade.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    script::range(Direction::Downgrade, &args.range, &args.script, cx)
}
