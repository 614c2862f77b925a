//! `show`: all that is known of a revision.

use clap::Args;

use crate::cli::args::ListFormat;
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit, look};

/// Show the revision that a name stands for
#[derive(Args)]
pub struct Arguments {
    /// An id, the beginning of one, a label, `head`, `tag:v1.4`, …
    #[arg(value_name = "REV", value_parser = RangeParser, allow_hyphen_values = true)]
    revision: String,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Shows revisions.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut look = look::load(cx)?;
    let revisions = look.ask(|graph| graph.resolve(&args.revision));
    look.print(&revisions, args.format, |look, revision| look.entry(revision), cx)
}
