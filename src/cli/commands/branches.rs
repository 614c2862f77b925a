//! `branches`: where the tree forks.

use clap::Args;

use crate::cli::args::ListFormat;
use crate::cli::look::{self, Look, Parts};
use crate::cli::{Context, exit::Exit};
use crate::graph::RevIdx;

const EXAMPLES: &str = "\
Examples:
  compile branches -v";

/// List the revisions that several others continue
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Lists the branch points, newest first.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let look = look::load(cx)?;
    let graph = look.graph();
    let points: Vec<RevIdx> =
        graph.order().iter().rev().copied().filter(|&r| graph.is_branch_point(r)).collect();
    let verbose = cx.console.verbose();
    look.print(&points, args.format, |look, point| block(look, point, verbose), cx)
}

/// The branch point and below it, indented, what continues from it.
fn block(look: &Look, point: RevIdx, verbose: bool) -> String {
    let parts = Parts { labels: true, tree: true, ..Parts::default() };
    let mut block = if verbose { look.entry(point) } else { look.line(point, parts) };
    let indent = " ".repeat(look.graph().id(point).chars().count());
    for &child in look.graph().children(point) {
        block +=
            &format!("\n{indent} -> {}", look.line(child, Parts { message: verbose, ..parts }));
    }
    block + "\n"
}
