//! `graph`: the revision tree drawn.

use clap::{Args, ValueEnum};

use crate::cli::args::Standing;
use crate::cli::look::{self, Look};
use crate::cli::{Context, exit::Exit};
use crate::draw::tree::{self, Node, Tree};
use crate::graph::RevIdx;

/// Draw the revision tree
#[derive(Args)]
#[command(
    after_help = "Examples:\n  compile graph\n  compile graph -r 'base:v1@head' --format svg > tree.svg"
)]
pub struct Arguments {
    /// START:END, or END alone; `current` may be either
    #[arg(short, long = "rev-range", value_name = "RANGE", allow_hyphen_values = true)]
    range: Option<String>,
    #[command(flatten)]
    standing: Standing,
    /// How it is drawn
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Text,
    Mermaid,
    Dot,
    Svg,
}

/// Draws the tree, or a range of it.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut look = look::load(cx)?;
    let known = !args.standing.current.is_empty() || args.standing.current_from.is_some();
    let current = look.stand(&args.standing, known);
    let mut revisions = look.range(args.range.as_deref(), current.as_deref());
    revisions.reverse();
    let tree = tree(&look, &revisions);
    let drawn = match args.format {
        Format::Text => tree::text(&tree),
        Format::Mermaid => tree::mermaid(&tree),
        Format::Dot => tree::dot(&tree),
        Format::Svg => tree::svg(&tree),
    };
    look.finish(drawn, cx)
}

/// The tree as the pictures want it; what lies outside the range is left out.
fn tree(look: &Look, revisions: &[RevIdx]) -> Tree {
    let graph = look.graph();
    let place: rustc_hash::FxHashMap<RevIdx, usize> =
        revisions.iter().enumerate().map(|(at, &revision)| (revision, at)).collect();
    let among = |list: &[RevIdx]| list.iter().filter_map(|r| place.get(r).copied()).collect();
    let owned = |list: &[std::sync::Arc<str>]| list.iter().map(|s| s.to_string()).collect();
    let node = |&revision: &RevIdx| Node {
        id: graph.id(revision).to_owned(),
        message: look.message(revision).to_owned(),
        labels: owned(graph.own_labels(revision)),
        tags: owned(graph.tags(revision)),
        head: graph.is_head(revision),
        current: look.is_current(revision),
        parents: among(graph.parents(revision)),
        dependencies: among(graph.dependencies(revision)),
    };
    Tree { nodes: revisions.iter().map(node).collect() }
}
