//! `freeze`: writes down which revisions were released.

use clap::Args;

use crate::cli::output::{Product, finish, finish_then};
use crate::cli::project::{self, Loaded};
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit};
use crate::diag::Diagnostic;
use crate::diag::codes::E0205;
use crate::diag::render::text::one_line;
use crate::graph::RevIdx;
use crate::lock;

const EXAMPLES: &str = "\
Examples:
  compile freeze              all revisions are released
  compile freeze tag:v1.4     those up to here";

/// Write down what was released, so that it cannot change
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The newest released revision; all that it needs is released too
    #[arg(default_value = "heads", value_name = "REV", value_parser = RangeParser)]
    #[arg(allow_hyphen_values = true, hide_default_value = true)]
    revision: String,
}

/// Writes the lock, and prints what is new in it.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &cx.global.overrides())?;
    let mut released: Vec<RevIdx> = Vec::new();
    match loaded.project.graph.resolve(&args.revision) {
        Ok(ends) => {
            if ends.is_empty() && args.revision != "heads" {
                let message = format!("`{}` is no revision to freeze", args.revision);
                let help = "name the newest one that was released: `compile history` lists them";
                loaded.report.push(Diagnostic::error(E0205, message).help(help));
            }
            let graph = &loaded.project.graph;
            let below = graph.ancestors(&ends);
            let is_below = |r: &&RevIdx| below.get(r.index()) == Some(&true);
            released = graph.order().iter().filter(is_below).copied().collect();
        }
        Err(fault) => loaded.report.push(*fault),
    }
    let Loaded { project, settings, report, lock: mut frozen } = loaded;
    if report.has_errors() {
        return finish(None, report, &project.sources, cx);
    }
    released.retain(|&revision| !frozen.holds(project.graph.id(revision)));
    frozen.add(&released, &project);
    let listed: String = released
        .iter()
        .map(|&revision| {
            let header = project.revisions.get(revision.index()).map(|found| &found.header);
            let message = header.and_then(|header| header.message.as_deref()).unwrap_or_default();
            format!("{}, {}\n", one_line(project.graph.id(revision)), one_line(message))
        })
        .collect();
    let files = match released.is_empty() {
        true => Vec::new(),
        false => vec![(settings.path(lock::NAME), frozen.text())],
    };
    finish_then(Some(Product::Files(files)), |_| Some(listed), report, &project.sources, cx)
}
