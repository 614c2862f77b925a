//! `show`: all that is known of a revision.

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::args::ListFormat;
use crate::cli::output::{Product, finish};
use crate::cli::value::RangeParser;
use crate::cli::{Context, alone, exit::Exit, look, project};
use crate::diag::render::text::json_safe;
use crate::dialect::Dialect;
use crate::graph::RevIdx;

const EXAMPLES: &str = "\
Examples:
  compile show head
  compile show ae10 -d postgres       and what it does, as SQL
  compile show tag:v1.4 --format json";

/// Show the revision that a name stands for; with `-d`, its SQL too
#[derive(Args)]
#[command(after_help = EXAMPLES)]
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
    if !cx.global.dialect.is_empty() {
        return with_sql(args, cx);
    }
    let mut look = look::load(cx)?;
    let revisions = look.ask(|graph| graph.resolve(&args.revision));
    look.print(&revisions, args.format, |look, revision| look.entry(revision), cx)
}

/// The revisions, and what each does for the given dialects where all that it needs has run.
fn with_sql(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &cx.global.overrides())?;
    let revisions = loaded.project.graph.resolve(&args.revision);
    let revisions = revisions.map_err(|fault| loaded.report.push(*fault)).unwrap_or_default();
    let mut scripts = Vec::new();
    if !loaded.report.has_errors() {
        for dialect in loaded.settings.dialects.clone() {
            for &revision in &revisions {
                if let Some(own) = alone::one(&mut loaded, dialect, revision) {
                    scripts.push((dialect.0, revision, own));
                }
            }
        }
    }
    let look = look::Look { loaded, current: Vec::new() };
    let of = |revision: RevIdx| {
        let own = scripts.iter().filter(move |(_, of, _)| *of == revision);
        own.map(|(dialect, _, scripts)| (*dialect, scripts))
    };
    let text = match args.format {
        ListFormat::Text => revisions
            .iter()
            .map(|&revision| {
                let sql = of(revision).map(|(dialect, own)| {
                    let title = Dialect::of(dialect).title;
                    format!("{title}, up:\n\n{}\n{title}, down:\n\n{}\n", own.up, own.down)
                });
                format!("{}\n{}", look.entry(revision), sql.collect::<String>())
            })
            .collect(),
        ListFormat::Json => {
            let list = revisions.iter().map(|&revision| {
                let mut value = look.json(revision);
                let sql = of(revision).map(|(dialect, own)| {
                    let both = json!({"upgrade": own.up, "downgrade": own.down});
                    (dialect.as_str().to_owned(), both)
                });
                let sql: Map<String, Value> = sql.collect();
                value["sql"] = Value::Object(sql);
                value
            });
            json_safe(format!("{:#}\n", Value::Array(list.collect())))
        }
    };
    finish(Some(Product::Text(text)), look.loaded.report, &look.loaded.project.sources, cx)
}
