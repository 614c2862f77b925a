//! `rebase`: a branch behind another.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::author::reparent::reparent;
use crate::cli::output::{Product, finish, finish_then};
use crate::cli::project::{self, Loaded, Wishes};
use crate::cli::value::RangeParser;
use crate::cli::{Context, exit::Exit, files, run as programs};
use crate::config::default_version;
use crate::diag::codes::E0112;
use crate::diag::{Diagnostic, Report};
use crate::dialect::DialectName;
use crate::graph::Rebase;
use crate::rebase;

const EXAMPLES: &str = "\
Examples:
  compile rebase mine --onto theirs       two heads become one line
  compile rebase mail@head --onto ae10";

/// Put a branch that was not released yet behind another revision
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A revision of the branch; all below it that REV of `--onto` has not comes along
    #[arg(value_name = "REV", value_parser = RangeParser, allow_negative_numbers = true)]
    revision: String,
    /// What the branch is to stand on
    #[arg(long, value_name = "REV", value_parser = RangeParser, allow_negative_numbers = true)]
    onto: String,
}

/// Changes `down_revision` in the files, if nothing clashes.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &cx.global.overrides())?;
    let mut changed = Vec::new();
    if !loaded.report.has_errors() {
        match loaded.project.graph.rebase(&args.revision, &args.onto) {
            Ok(rebase) => {
                check(&rebase, &mut loaded);
                changed = changes(&rebase, &mut loaded);
            }
            Err(fault) => loaded.report.push(*fault),
        }
    }
    let Loaded { project, settings, report, .. } = loaded;
    if report.has_errors() {
        return finish(None, report, &project.sources, cx);
    }
    let mut paths = Vec::new();
    let mut files = Vec::new();
    let mut listed = String::new();
    for change in changed {
        listed += &format!("{}: {} -> {}\n", change.name, change.from, change.to);
        paths.push(change.path.clone());
        files.push((change.path, change.text));
    }
    if files.is_empty() {
        cx.console.progress("nothing to do: it stands there already");
    }
    let then = |report: &mut Report| {
        report.absorb(programs::hooks(&settings.post_write, &paths, cx, &settings.directory));
        Some(listed)
    };
    finish_then(Some(Product::Files(files)), then, report, &project.sources, cx)
}

/// Both orders on the simulated schema, for every configured dialect; what a revision
/// does to a schema is much the same in all, so one will do where none is configured.
fn check(moving: &Rebase, loaded: &mut Loaded) {
    if moving.roots.is_empty() {
        return;
    }
    rebase::check_frozen(moving, &loaded.lock, &loaded.project, &mut loaded.report);
    let mut report = Report::default();
    let moved = rebase::moved_graph(moving, &loaded.project, &mut report);
    let mut dialects = loaded.settings.dialects.clone();
    if dialects.is_empty() {
        dialects.push((DialectName::Postgres, default_version(DialectName::Postgres)));
    }
    for dialect in dialects {
        let wishes = Wishes::default();
        if let Some(target) = project::prepared(loaded, dialect, String::new(), wishes) {
            let at = (&target.base, &target.env);
            rebase::check(moving, &loaded.project, &moved, at, &mut report);
        }
    }
    loaded.report.absorb(report);
}

/// A file with another parent.
struct Change {
    path: PathBuf,
    name: String,
    text: String,
    from: String,
    to: String,
}

fn changes(moving: &Rebase, loaded: &mut Loaded) -> Vec<Change> {
    let graph = &loaded.project.graph;
    let onto = moving.onto.map(|onto| graph.id(onto));
    let mut changes = Vec::new();
    for root in &moving.roots {
        let Some(revision) = loaded.project.revisions.get(root.index()) else { continue };
        let file = loaded.project.sources.file(revision.header.file);
        let Some(text) = reparent(&file.text, &revision.header, onto) else {
            let message = format!("the parent of `{}` cannot be changed here", graph.id(*root));
            let fault = Diagnostic::error(E0112, message).at(revision.header.down_revision_span);
            let help = format!("write it yourself: `down_revision: {}`", onto.unwrap_or("null"));
            loaded.report.push(fault.help(help));
            continue;
        };
        let path = Path::new(&file.name).to_owned();
        // The mark at the beginning was no part of the text.
        let marked = files::read(&path).is_ok_and(|bytes| bytes.starts_with(b"\xEF\xBB\xBF"));
        let parents: Vec<&str> = graph.parents(*root).iter().map(|&p| graph.id(p)).collect();
        changes.push(Change {
            path,
            name: file.name.clone(),
            text: if marked { format!("\u{feff}{text}") } else { text },
            from: if parents.is_empty() { "base".to_owned() } else { parents.join(", ") },
            to: onto.unwrap_or("base").to_owned(),
        });
    }
    changes
}
