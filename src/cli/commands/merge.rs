//! `merge`: a revision that joins branches.

use clap::Args;

use crate::cli::new_revision::{self, Wanted};
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit, look};
use crate::diag::Diagnostic;
use crate::diag::codes::E0506;
use crate::graph::Graph;

const EXAMPLES: &str = "\
Examples:
  compile merge heads -m 'join mail and billing'
  compile merge ae10 27c6 -m 'join the two'";

/// Write a revision that joins branches, and print its path
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The heads to join: two or more, or `heads` for all
    #[arg(required = true, value_name = "REV", value_parser = RangeParser, allow_negative_numbers = true)]
    revisions: Vec<String>,
    /// What it is for, in a line; else which it joins
    #[arg(short, long, value_name = "TEXT")]
    message: Option<String>,
    /// Its id; else 12 random hex digits
    #[arg(long, value_name = "ID")]
    rev_id: Option<String>,
    /// A name for the branch that begins here
    #[arg(long, value_name = "LABEL")]
    branch_label: Vec<String>,
}

/// Writes a merge.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut look = look::load(cx)?;
    let names = args.revisions.join(",");
    let before = look.loaded.report.len();
    let parents = look.ask(|graph| match names.as_str() {
        // All ends, also those that another branch depends on: both become one row.
        "heads" => Ok(graph.heads()),
        names => graph.resolve(names),
    });
    if look.loaded.report.len() == before && parents.len() < 2 {
        let fault = too_few(look.graph(), &names);
        look.loaded.report.push(fault);
    }
    let ids: Vec<String> = parents.iter().map(|&p| look.graph().id(p).to_owned()).collect();
    let message = args.message.clone().unwrap_or_else(|| format!("merge {}", ids.join(" and ")));
    let wanted = Wanted {
        parents,
        message: &message,
        rev_id: args.rev_id.as_deref(),
        branch_labels: &args.branch_label,
        ..Wanted::default()
    };
    new_revision::write(look, &wanted, cx)
}

fn too_few(graph: &Graph, names: &str) -> Diagnostic {
    let heads = graph.heads();
    let fault = Diagnostic::error(
        E0506,
        format!("a merge joins two revisions or more, and `{names}` is fewer"),
    );
    match heads.as_slice() {
        [] => fault.help("there are no revisions yet: `compile revision -m MESSAGE` writes one"),
        [only] => {
            fault.help(format!("there is nothing to join: `{}` is the only head", graph.id(*only)))
        }
        _ => fault.help("join all heads: `compile merge heads -m MESSAGE`"),
    }
}
