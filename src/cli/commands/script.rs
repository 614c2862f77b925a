//! What the commands that write scripts share: their options, and the way from a
//! request to standard output or files.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use crate::cli::Context;
use crate::cli::args::Standing;
use crate::cli::exit::Exit;
use crate::cli::output::{Product, finish};
use crate::cli::project::{self, Loaded, Wishes};
use crate::cli::value::word;
use crate::config::{Client, Overrides, Transaction, no_dialect};
use crate::diag::codes::E0506;
use crate::diag::{Diagnostic, render::text::json_safe};
use crate::dialect::{DialectName, Version};
use crate::emit::script::Script;
use crate::graph::Direction;
use crate::pipeline::{self, Compiled, Project, Request};

/// Options of `upgrade` and `downgrade`.
#[derive(Args)]
pub struct ScriptArguments {
    #[command(flatten)]
    pub standing: Standing,
    #[command(flatten)]
    pub frame: FrameArguments,
    /// Write one file a revision, and an index, into this directory
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub out_dir: Option<PathBuf>,
    /// sql, or json for a list of the statements
    #[arg(long, value_enum, default_value_t, hide_possible_values = true)]
    pub format: ScriptFormat,
    /// Run each revision only where the database stands below it
    #[arg(long)]
    pub idempotent: bool,
    /// Report progress while the script runs
    #[arg(long)]
    pub echo: bool,
    /// Write the script from statement N on
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with = "idempotent")]
    pub from_step: Option<u32>,
    /// Leave comments out
    #[arg(long)]
    pub no_comments: bool,
}

/// Options of every command that writes a script.
#[derive(Args)]
pub struct FrameArguments {
    /// Write into a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Do not check where the database stands
    #[arg(long)]
    pub no_guard: bool,
    /// What one transaction holds: script, revision or none
    #[arg(long, value_name = "WHAT", value_parser = word(Transaction::ALL), hide_possible_values = true)]
    pub transaction: Option<Transaction>,
    /// What runs it: plain, psql, mysql, sqlcmd, sqlplus or sqlite3
    #[arg(long, value_name = "NAME", value_parser = word(Client::ALL), hide_possible_values = true)]
    pub client: Option<Client>,
    /// Accepted and ignored: a script is all there ever is
    #[arg(long, hide = true)]
    pub sql: bool,
    /// Accepted and ignored
    #[arg(long, value_name = "TAG", hide = true)]
    pub tag: Option<String>,
}

/// How a script is written.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ScriptFormat {
    #[default]
    Sql,
    Json,
}

/// A request and what it needs to be carried out.
struct Job<'a> {
    request: Request<'a>,
    /// As the header shows it.
    command: String,
    wishes: Wishes,
}

/// Compiles what runs in a range.
pub fn range(
    direction: Direction,
    range: &str,
    args: &ScriptArguments,
    cx: &Context,
) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &overrides(&args.frame, cx))?;
    let current = project::standing(&args.standing, &mut loaded);
    let verb = match direction {
        Direction::Upgrade => "upgrade",
        Direction::Downgrade => "downgrade",
    };
    let wishes = Wishes {
        no_comments: args.no_comments,
        from_step: args.from_step.and_then(|step| usize::try_from(step).ok()),
        echo: args.echo,
        idempotent: args.idempotent,
    };
    let request = Request::Range { direction, range, current: current.as_deref() };
    let job = Job { request, command: format!("compile {verb} {range}"), wishes };
    match &args.out_dir {
        Some(directory) => into_directory(&job, loaded, directory, args.format, cx),
        None => one_script(&job, loaded, &args.frame, args.format, cx),
    }
}

/// Compiles a stamp.
pub fn stamp(
    names: &[String],
    purge: bool,
    standing: &Standing,
    frame: &FrameArguments,
    cx: &Context,
) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &overrides(frame, cx))?;
    let current = project::standing(standing, &mut loaded);
    let request = Request::Stamp { names, current: current.as_deref(), purge };
    let purged = if purge { " --purge" } else { "" };
    let command = format!("compile stamp {}{purged}", names.join(" "));
    let job = Job { request, command, wishes: Wishes::default() };
    one_script(&job, loaded, frame, ScriptFormat::Sql, cx)
}

/// Compiles the version table.
pub fn ensure_version(frame: &FrameArguments, cx: &Context) -> Result<(), Exit> {
    let loaded = project::load(cx, &overrides(frame, cx))?;
    let command = "compile ensure-version".to_owned();
    let job = Job { request: Request::EnsureVersion, command, wishes: Wishes::default() };
    one_script(&job, loaded, frame, ScriptFormat::Sql, cx)
}

fn overrides(frame: &FrameArguments, cx: &Context) -> Overrides {
    Overrides {
        no_guard: frame.no_guard,
        transaction: frame.transaction,
        client: frame.client,
        ..cx.global.overrides()
    }
}

fn one_script(
    job: &Job<'_>,
    mut loaded: Loaded,
    frame: &FrameArguments,
    format: ScriptFormat,
    cx: &Context,
) -> Result<(), Exit> {
    let product = match loaded.settings.one_dialect() {
        Ok(dialect) => compile(job, &mut loaded, dialect, false).map(|compiled| {
            let text = match format {
                ScriptFormat::Sql => compiled.script.text,
                ScriptFormat::Json => statements(&compiled.script, &loaded.project),
            };
            std::mem::forget(compiled.catalog);
            Product::to(frame.output.as_ref(), text)
        }),
        Err(fault) => {
            loaded.report.push(*fault);
            None
        }
    };
    end(product, loaded, cx)
}

/// Shows and writes what there is. The process ends here: to free a large tree piece by
/// piece would take as long as to read it.
fn end(product: Option<Product>, loaded: Loaded, cx: &Context) -> Result<(), Exit> {
    let Loaded { project, report, .. } = loaded;
    let result = finish(product, report, &project.sources, cx);
    std::mem::forget(project);
    result
}

/// One file a revision and an index; with several dialects, a directory for each.
fn into_directory(
    job: &Job<'_>,
    mut loaded: Loaded,
    directory: &Path,
    format: ScriptFormat,
    cx: &Context,
) -> Result<(), Exit> {
    let dialects = loaded.settings.dialects.clone();
    if dialects.is_empty() {
        loaded.report.push(no_dialect());
    }
    if job.wishes.from_step.is_some() {
        let message =
            "`--from-step` counts the statements of one script and `--out-dir` writes several";
        loaded
            .report
            .push(Diagnostic::error(E0506, message).help("use `-o` in place of `--out-dir`"));
    }
    let mut files = Vec::new();
    for &dialect in &dialects {
        let place = match dialects.len() {
            1 => directory.to_owned(),
            _ => directory.join(dialect.0.as_str()),
        };
        if let Some(compiled) = compile(job, &mut loaded, dialect, true) {
            files.extend(numbered(&compiled, &loaded.project, &place, format));
        }
    }
    let product = Some(Product::Tree(files)).filter(|_| !dialects.is_empty());
    end(product, loaded, cx)
}

fn compile(
    job: &Job<'_>,
    loaded: &mut Loaded,
    dialect: (DialectName, Version),
    each_step: bool,
) -> Option<Compiled> {
    let target = project::prepared(loaded, dialect, job.command.clone(), job.wishes)?;
    pipeline::compile(&loaded.project, &job.request, &target, each_step, &mut loaded.report)
}

/// `001_<revision>.sql`, … and `index.txt`, which says what each file does.
fn numbered(
    compiled: &Compiled,
    project: &Project,
    directory: &Path,
    format: ScriptFormat,
) -> Vec<(PathBuf, String)> {
    let digits = compiled.steps.len().to_string().len().max(3);
    let mut index = String::new();
    let mut files = Vec::new();
    for (n, (step, script)) in compiled.plan.steps.iter().zip(&compiled.steps).enumerate() {
        let id = project.graph.id(step.revision);
        let (extension, text) = match format {
            ScriptFormat::Sql => ("sql", script.text.clone()),
            ScriptFormat::Json => ("json", statements(script, project)),
        };
        let name = format!("{:0digits$}_{}.{extension}", n + 1, file_name(id));
        let message = project.revisions.get(step.revision.index());
        let message = message.and_then(|revision| revision.header.message.as_deref());
        index +=
            &format!("{name}  {id}{}\n", message.map_or_else(String::new, |m| format!(", {m}")));
        files.push((directory.join(name), text));
    }
    if files.is_empty() {
        index = "nothing to run\n".to_owned();
    }
    files.push((directory.join("index.txt"), index));
    files
}

/// An id with only those characters that every file system takes.
fn file_name(id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    id.chars().map(|c| if plain(c) { c } else { '_' }).collect()
}

/// The statements of a script as a JSON list.
fn statements(script: &Script, project: &Project) -> String {
    let list: Vec<Value> = script
        .records
        .iter()
        .map(|record| {
            let origin = record.origin.as_ref();
            let place = origin.map(|origin| project::place(&project.sources, origin.span));
            let (file, span) = place.map_or((None, None), |(file, span)| (Some(file), Some(span)));
            json!({
                "revision": record.revision.as_deref(),
                "operation": origin.map(|origin| &origin.operation),
                "file": file,
                "span": span,
                "text": script.statement(record),
            })
        })
        .collect();
    json_safe(format!("{:#}\n", Value::Array(list)))
}
