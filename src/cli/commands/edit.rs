//! `edit`: a revision in the editor.

use std::path::PathBuf;

use clap::Args;

use crate::cli::output::finish;
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit, look, project, run};
use crate::diag::codes::{E0205, E0212};
use crate::diag::{Diagnostic, Report};

const EXAMPLES: &str = "\
Examples:
  compile edit head
  EDITOR='code --wait' compile edit ae10";

/// Open a revision in `$VISUAL` or `$EDITOR`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// An id, the beginning of one, a label, `head`, `heads`, `-1`, …
    #[arg(value_name = "REV", value_parser = RangeParser, allow_hyphen_values = true)]
    revision: String,
}

/// Opens files. What is wrong with them does not matter: they may be opened to be mended.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut look = look::load(cx)?;
    look.loaded.report = Report::default();
    project::read_lock(&mut look.loaded);
    look.loaded.report = Report::default();
    let before = look.loaded.report.len();
    let revisions = look.ask(|graph| graph.resolve(&args.revision));
    if look.loaded.report.len() == before && revisions.is_empty() {
        let message = format!("`{}` is no revision to edit", args.revision);
        let help = "name one: `compile history` lists them";
        look.loaded.report.push(Diagnostic::error(E0205, message).help(help));
    }
    for &revision in &revisions {
        let graph = &look.loaded.project.graph;
        let id = graph.id(revision);
        if let Some(place) = look.loaded.lock.place(id) {
            let message =
                format!("the revision `{id}` is frozen: another meaning will be an error");
            let warning = Diagnostic::warning(E0212, message).label(place, "released here");
            let help = "make the change in a new one: `compile revision -m MESSAGE`";
            look.loaded.report.push(warning.help(help));
        }
    }
    let paths: Vec<PathBuf> = revisions.iter().map(|&r| PathBuf::from(look.path(r))).collect();
    let mut loaded = look.loaded;
    if !loaded.report.has_errors()
        && let Err(fault) = run::editor(&paths)
    {
        loaded.report.push(*fault);
    }
    finish(None, loaded.report, &loaded.project.sources, cx)
}
