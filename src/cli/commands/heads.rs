//! `heads`: where the branches end.

use clap::Args;

use crate::cli::args::ListFormat;
use crate::cli::look::{self, Parts};
use crate::cli::{Context, exit::Exit};

const EXAMPLES: &str = "\
Examples:
  compile heads
  compile heads -v --format json";

/// List the revisions that no other continues
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Leave out what another revision depends on
    #[arg(long)]
    resolve_dependencies: bool,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Lists the heads.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let look = look::load(cx)?;
    let heads = match args.resolve_dependencies {
        true => look.graph().effective_heads(),
        false => look.graph().heads(),
    };
    let parts = Parts { labels: true, ..Parts::default() };
    let verbose = cx.console.verbose();
    let text = |look: &look::Look, revision| match verbose {
        true => look.entry(revision),
        false => look.line(revision, parts),
    };
    look.print(&heads, args.format, text, cx)
}
