//! `upgrade`: the script from START to END.

use clap::Args;

use super::script::{self, ScriptArguments};
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit};
use crate::graph::Direction;

const EXAMPLES: &str = "\
Examples:
  compile upgrade                          all, from base to head
  compile upgrade a1b2:c3d4                from one revision to another
  compile upgrade +2 --current-from dump.sql
  compile upgrade accounts@head --out-dir scripts";

/// Write the script that brings a database from START to END
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// START:END, or END alone
    #[arg(default_value = "head", value_parser = RangeParser, allow_hyphen_values = true)]
    range: String,
    #[command(flatten)]
    script: ScriptArguments,
}

/// Compiles an upgrade.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    script::range(Direction::Upgrade, &args.range, &args.script, cx)
}
