//! `history`: the revisions of a range, newest first.

use clap::Args;

use crate::cli::args::{ListFormat, Standing};
use crate::cli::look::{self, Parts};
use crate::cli::{Context, exit::Exit};

const EXAMPLES: &str = "\
Examples:
  compile history -v
  compile history -r ae10:head
  compile history -i --current-from at.sql";

/// List the revisions, newest first
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// START:END, or END alone; `current` may be either
    #[arg(short, long = "rev-range", value_name = "RANGE", allow_hyphen_values = true)]
    range: Option<String>,
    /// Mark the revisions that the database stands at
    #[arg(short, long)]
    indicate_current: bool,
    #[command(flatten)]
    standing: Standing,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Lists a range.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut look = look::load(cx)?;
    let current = look.stand(&args.standing, args.indicate_current);
    let mut revisions = look.range(args.range.as_deref(), current.as_deref());
    revisions.reverse();
    let parts = Parts { labels: true, message: true, parents: true, tree: true };
    let verbose = cx.console.verbose();
    let text = |look: &look::Look, revision| match verbose {
        true => look.entry(revision),
        false => look.line(revision, parts),
    };
    look.print(&revisions, args.format, text, cx)
}
