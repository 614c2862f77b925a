//! `dialects`: what each dialect can do, from what the compiler itself goes by.

mod trial;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::args::ListFormat;
use crate::cli::output::{Product, finish};
use crate::cli::{Context, exit::Exit, project};
use crate::config::Overrides;
use crate::diag::Report;
use crate::dialect::{Dialect, DialectName, Version};
use crate::source::SourceMap;
use trial::Answer;

/// Show what the dialects can do
#[derive(Args)]
#[command(
    after_help = "Examples:\n  compile dialects\n  compile dialects oracle --dialect-version 12.1"
)]
pub struct Arguments {
    /// One dialect, in detail; all side by side when left out
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// One line of the matrix: a word, and what lies behind it.
struct Fact {
    area: &'static str,
    name: String,
    short: String,
    why: Option<String>,
}

/// Prints the matrix, or one dialect.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let names: Vec<String> = match &args.name {
        Some(name) => vec![name.clone()],
        None if !cx.global.dialect.is_empty() => cx.global.dialect.clone(),
        None => DialectName::ALL.iter().map(|name| name.as_str().to_owned()).collect(),
    };
    let overrides = Overrides { dialects: names, ..cx.global.overrides() };
    let dialects = project::dialects(cx, &overrides)?;
    let columns: Vec<(DialectName, Version, Vec<Fact>)> = dialects
        .into_iter()
        .map(|(name, version)| (name, version, facts(Dialect::of(name), version)))
        .collect();
    let text = match (args.format, columns.as_slice()) {
        (ListFormat::Json, _) => {
            let list = columns.iter().map(|(name, version, facts)| as_json(*name, *version, facts));
            format!("{:#}\n", Value::Array(list.collect()))
        }
        (ListFormat::Text, [(name, version, facts)]) => one(*name, *version, facts),
        (ListFormat::Text, columns) => matrix(columns),
    };
    finish(Some(Product::Text(text)), Report::default(), &SourceMap::default(), cx)
}

fn facts(dialect: &'static Dialect, version: Version) -> Vec<Fact> {
    let known = dialect.capabilities(version).into_iter().map(|capability| Fact {
        area: capability.area,
        name: capability.name,
        short: capability.answer,
        why: None,
    });
    let tried = trial::run(dialect, version).into_iter().map(|trial| {
        let (short, why) = match trial.answer {
            Answer::Statements => ("yes", None),
            Answer::Rebuild => ("rebuild", None),
            Answer::Nothing => ("simulated", None),
            Answer::Refused(why) => ("no", Some(why)),
        };
        Fact { area: "operations", name: trial.name.to_owned(), short: short.to_owned(), why }
    });
    known.chain(tried).collect()
}

fn as_json(name: DialectName, version: Version, facts: &[Fact]) -> Value {
    let facts: Vec<Value> = facts
        .iter()
        .map(|fact| {
            let mut one = json!({"area": fact.area, "name": fact.name, "answer": fact.short});
            if let (Some(why), Some(one)) = (&fact.why, one.as_object_mut()) {
                one.insert("why".to_owned(), json!(why));
            }
            one
        })
        .collect();
    json!({"dialect": name.as_str(), "version": version.to_string(), "facts": facts})
}

/// One dialect, a line a fact, with the reasons.
fn one(name: DialectName, version: Version, facts: &[Fact]) -> String {
    let wide = facts.iter().map(|fact| fact.name.chars().count()).max().unwrap_or(0);
    let mut text = format!("{} {version}\n", name.as_str());
    let mut area = "";
    for fact in facts {
        if fact.area != area {
            area = fact.area;
            text += &format!("\n{area}\n");
        }
        let answer =
            fact.why.as_ref().map_or_else(|| fact.short.clone(), |why| format!("no, {why}"));
        text += &format!("  {:wide$}  {answer}\n", fact.name);
    }
    text
}

/// All dialects side by side.
fn matrix(columns: &[(DialectName, Version, Vec<Fact>)]) -> String {
    let titles: Vec<String> =
        columns.iter().map(|(name, version, _)| format!("{} {version}", name.as_str())).collect();
    let rows = columns.iter().map(|(_, _, facts)| facts.len()).max().unwrap_or(0);
    let fact = |column: &(DialectName, Version, Vec<Fact>), row: usize| {
        column.2.get(row).map(|fact| (fact.area, fact.name.clone(), fact.short.clone()))
    };
    let mut text = String::new();
    let mut from = 0;
    while from < rows {
        let area = columns.first().and_then(|c| fact(c, from)).map_or("", |(area, ..)| area);
        let to = (from..rows)
            .find(|row| columns.first().and_then(|c| fact(c, *row)).is_none_or(|(a, ..)| a != area))
            .unwrap_or(rows);
        let mut table = vec![[vec![area.to_owned()], titles.clone()].concat()];
        for row in from..to {
            let name =
                columns.first().and_then(|c| fact(c, row)).map_or_else(String::new, |(_, n, _)| n);
            let cells =
                columns.iter().map(|c| fact(c, row).map_or_else(String::new, |(_, _, s)| s));
            table.push(std::iter::once(name).chain(cells).collect());
        }
        if from > 0 {
            text.push('\n');
        }
        text += &aligned(&table);
        from = to;
    }
    text
}

/// Rows with their columns one under the other.
fn aligned(table: &[Vec<String>]) -> String {
    let count = table.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        table.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..count).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, wide)| format!("{cell:wide$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    table.iter().map(line).collect()
}
