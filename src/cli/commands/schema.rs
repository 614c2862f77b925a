//! `schema`: the simulated schema at a revision, as SQL, as operations, or drawn.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::output::{Product, finish};
use crate::cli::project::{self, Loaded, Wishes};
use crate::cli::value::{RangeParser, word};
use crate::cli::{Context, exit::Exit};
use crate::config::{Client, Overrides};
use crate::dialect::{DialectName, Version};
use crate::draw::schema as drawing;
use crate::pipeline::Target;
use crate::schema::{self, Schema};

const EXAMPLES: &str = "\
Examples:
  compile schema -d postgres > schema.sql         what all revisions make
  compile schema tag:v1.4 --format yaml           as operations
  compile schema -1                               without the newest revision
  compile schema --format svg -o schema.svg       drawn";

/// Write the schema that the revisions make: SQL, operations, or a drawing
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// The revision to stand at: an id, a label, `tag:v1.4`, `base`, …
    #[arg(value_name = "REV", default_value = "heads", value_parser = RangeParser)]
    #[arg(allow_hyphen_values = true, hide_default_value = true)]
    revision: String,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write into a file
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What runs the SQL: plain, psql, mysql, sqlcmd, sqlplus or sqlite3
    #[arg(long, value_name = "NAME", value_parser = word(Client::ALL), hide_possible_values = true)]
    client: Option<Client>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    #[default]
    Sql,
    Yaml,
    Json,
    Mermaid,
    Dot,
    Svg,
}

/// Writes the schema.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let overrides = Overrides { client: args.client, ..cx.global.overrides() };
    let mut loaded = project::load(cx, &overrides)?;
    let product = match loaded.settings.one_dialect() {
        Ok(dialect) => {
            written(args, dialect, &mut loaded).map(|text| Product::to(args.output.as_ref(), text))
        }
        Err(fault) => {
            loaded.report.push(*fault);
            None
        }
    };
    let Loaded { project, report, .. } = loaded;
    finish(product, report, &project.sources, cx)
}

fn written(
    args: &Arguments,
    dialect: (DialectName, Version),
    loaded: &mut Loaded,
) -> Option<String> {
    let target = project::prepared(loaded, dialect, String::new(), Wishes::default())?;
    let base = project::base_sql(loaded);
    let Loaded { project, report, .. } = loaded;
    let schema = schema::at(project, &args.revision, &target, base, report)?;
    let header = header(&schema, &target, loaded);
    Some(match args.format {
        Format::Sql => schema.script(&target, &header),
        Format::Yaml => {
            let header = header.iter().filter(|_| target.options.header);
            let header: String = header.map(|line| format!("# {line}\n")).collect();
            header + &schema.document.yaml()
        }
        Format::Json => schema.document.json(),
        Format::Mermaid => drawing::mermaid(&schema::diagram(&schema, &target.env)),
        Format::Dot => drawing::dot(&schema::diagram(&schema, &target.env)),
        Format::Svg => drawing::svg(&schema::diagram(&schema, &target.env)),
    })
}

/// What it is that one reads.
fn header(schema: &Schema, target: &Target, loaded: &Loaded) -> Vec<String> {
    let at = if schema.at.is_empty() { "base".to_owned() } else { schema.at.join(", ") };
    let directories: Vec<&str> =
        loaded.settings.revisions.iter().map(|directory| directory.as_str()).collect();
    let mut lines = vec![
        format!("The schema at {at} of {}", directories.join(", ")),
        format!("{} {}", target.env.dialect.title, target.env.version),
    ];
    lines.extend(schema.unknown.iter().map(|what| format!("Not in here: {what}")));
    lines
}
