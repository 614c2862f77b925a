//! `current`: where a database stands, in the words of the tree.

use clap::Args;

use crate::cli::args::{ListFormat, Standing};
use crate::cli::look::{self, Look, Parts, SAY_WHERE};
use crate::cli::{Context, exit::Exit};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0207, E0506};
use crate::graph::RevIdx;

const EXAMPLES: &str = "\
Examples:
  pg_dump -t alembic_version shop > at.sql; compile current --current-from at.sql
  sqlite3 shop.db '.dump alembic_version' > at.sql; compile current --current-from at.sql -v
  compile current --current-from at.sql --check-heads";

/// Show where a database stands, from a dump of its version table
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(flatten)]
    standing: Standing,
    /// Fail where the database is not at all heads
    #[arg(long)]
    check_heads: bool,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// Lists the revisions.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut look = look::load(cx)?;
    let rows = match look.stand(&args.standing, false) {
        Some(names) => look.ask(|graph| graph.resolve_rows(&names)),
        None => {
            let message = "where the database stands is not given, and no database is asked";
            look.loaded.report.push(Diagnostic::error(E0506, message).help(SAY_WHERE));
            Vec::new()
        }
    };
    if args.check_heads && !look.loaded.report.has_errors() {
        check_heads(&mut look, &rows);
    }
    if args.format == ListFormat::Json {
        look.current = rows.clone();
    }
    let parts = Parts { tree: true, ..Parts::default() };
    let verbose = cx.console.verbose();
    let text = |look: &Look, revision| match verbose {
        true => look.entry(revision),
        false => look.line(revision, parts),
    };
    look.print(&rows, args.format, text, cx)
}

fn check_heads(look: &mut Look, rows: &[RevIdx]) {
    let graph = &look.loaded.project.graph;
    let heads = graph.effective_heads();
    let missing: Vec<&str> =
        heads.iter().filter(|head| !rows.contains(head)).map(|&head| graph.id(head)).collect();
    if missing.is_empty() {
        return;
    }
    let message = format!("the database is not at the head `{}`", missing.join("`, `"));
    let at: Vec<&str> = rows.iter().map(|&row| graph.id(row)).collect();
    let at = if at.is_empty() { "base".to_owned() } else { at.join(",") };
    let help = format!("`compile upgrade {at}:heads` writes the script that brings it there");
    look.loaded.report.push(Diagnostic::error(E0207, message).help(help));
}
