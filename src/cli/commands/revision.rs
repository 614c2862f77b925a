//! `revision`: a new revision file.

use std::path::PathBuf;

use clap::Args;

use crate::cli::new_revision::{self, Wanted, several_heads};
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit, later, look};

const EXAMPLES: &str = "\
Examples:
  compile revision -m 'add email to account'
  compile revision -m 'billing' --head base --branch-label billing
  compile revision -m 'hotfix' --head ae10 --splice";

/// Write a new revision file, and print its path
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// What it is for, in a line
    #[arg(short, long, value_name = "TEXT")]
    message: String,
    /// Its id; else 12 random hex digits
    #[arg(long, value_name = "ID")]
    rev_id: Option<String>,
    /// What it stands on: a head, `LABEL@head`, or `base` for a tree of its own
    #[arg(long, value_name = "REV", default_value = "head", value_parser = RangeParser)]
    #[arg(allow_hyphen_values = true, hide_default_value = true)]
    head: String,
    /// Let `--head` be a revision that others stand on already
    #[arg(long)]
    splice: bool,
    /// A name for the branch that begins here
    #[arg(long, value_name = "LABEL")]
    branch_label: Vec<String>,
    /// A revision of another branch that must have run before
    #[arg(long, value_name = "REV", allow_negative_numbers = true)]
    depends_on: Vec<String>,
    /// The directory that the file goes to, of those in `revisions:`
    #[arg(long, value_name = "DIR")]
    version_path: Option<PathBuf>,
    /// Write what a model has and the revisions have not
    #[arg(long)]
    autogenerate: bool,
    /// Accepted and ignored
    #[arg(long, hide = true)]
    sql: bool,
}

/// Writes a revision.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    if args.autogenerate {
        return Err(later::option("--autogenerate", cx));
    }
    let mut look = look::load(cx)?;
    let parents = match look.graph().resolve(&args.head) {
        Ok(parents) => parents,
        Err(fault) => {
            let fault = several_heads(*fault, look.graph());
            look.loaded.report.push(fault);
            Vec::new()
        }
    };
    let wanted = Wanted {
        parents,
        message: &args.message,
        rev_id: args.rev_id.as_deref(),
        branch_labels: &args.branch_label,
        depends_on: &args.depends_on,
        version_path: args.version_path.as_deref(),
        splice: args.splice,
        examples: true,
    };
    new_revision::write(look, &wanted, cx)
}
