//! `check`: everything that would go wrong with the revisions, without a database.

use clap::Args;

use crate::cli::Context;
use crate::cli::exit::Exit;
use crate::cli::project::{self, Loaded, Wishes};
use crate::config::no_dialect;
use crate::diag::Diagnostic;
use crate::diag::codes::E0400;
use crate::pipeline;
use crate::pipeline::Count;

const EXAMPLES: &str = "\
Examples:
  compile check                                       for every configured dialect
  compile check -d postgres -d sqlite
  compile check --message-format sarif 2> check.sarif";

/// Check every revision, up and down, for every dialect
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {}

/// Checks a project. Nothing goes to standard output; the last line says what was checked.
pub fn run(_: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &cx.global.overrides())?;
    if let Some(model) = loaded.settings.model.first() {
        let fault = Diagnostic::error(E0400, "`model` is not supported yet");
        let message = format!("take `model: {}` out of the configuration", model.value);
        loaded.report.push(fault.help(message));
    }
    let dialects = loaded.settings.dialects.clone();
    if dialects.is_empty() {
        loaded.report.push(no_dialect());
    }
    let mut targets = Vec::new();
    for &dialect in &dialects {
        let command = "compile check".to_owned();
        let target = project::prepared(&mut loaded, dialect, command, Wishes::default());
        targets.extend(target.map(|target| (target.env, target.base)));
    }
    let Loaded { project, mut report, .. } = loaded;
    let count = pipeline::check(&project, targets, cx.console.verbose(), &mut report);
    let names: Vec<&str> = dialects.iter().map(|(name, _)| name.as_str()).collect();
    let what = summary(project.revisions.len(), &names, count, cx.console.verbose());
    let report = cx.console.judged(report);
    cx.console.show_checked(&report, &project.sources, &what);
    std::mem::forget(project); // The process ends here: freeing it piece by piece takes as long as reading it.
    match Exit::of(&report) {
        Exit::Done => Ok(()),
        exit => Err(exit),
    }
}

/// Such as `12 revisions for postgres, sqlite`.
fn summary(revisions: usize, dialects: &[&str], count: Count, verbose: bool) -> String {
    let counted = if revisions == 1 { "1 revision" } else { &format!("{revisions} revisions") };
    let mut text = counted.to_owned();
    if !dialects.is_empty() {
        text += &format!(" for {}", dialects.join(", "));
    }
    if verbose {
        text += &format!(" ({} statements, {} of them parsed)", count.all, count.parsed);
    }
    text
}
