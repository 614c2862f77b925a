//! `ensure-version`: only the version table.

use clap::Args;

use super::script::{self, FrameArguments};
use crate::cli::{Context, exit::Exit};

const EXAMPLES: &str = "\
Examples:
  compile ensure-version -d postgres";

/// Write the statement that creates the version table, and nothing else
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    frame: FrameArguments,
}

/// Compiles the version table.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    script::ensure_version(&args.frame, cx)
}
