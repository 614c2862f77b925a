//! `stamp`: only the version-table statements.

use clap::Args;

use super::script::{self, FrameArguments};
use crate::cli::args::Standing;
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit};

const EXAMPLES: &str = "\
Examples:
  compile stamp head                       as if all had run
  compile stamp --purge ae10               whatever is there now";

/// Write the statements that set the version table, and nothing else
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The revisions to set it to, or START:END
    #[arg(required = true, value_name = "REV", value_parser = RangeParser, allow_negative_numbers = true)]
    revisions: Vec<String>,
    /// Take all rows away first
    #[arg(long)]
    purge: bool,
    #[command(flatten)]
    standing: Standing,
    #[command(flatten)]
    frame: FrameArguments,
}

/// Compiles a stamp.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    script::stamp(&args.revisions, args.purge, &args.standing, &args.frame, cx)
}
