//! The simulated catalog at the end of a golden case's command line.
//!
//! In: a case and a command line. Out: the catalog, got from the library by the same way as the
//! program goes: configuration, revisions, plan, replay.

use std::path::{Path, PathBuf};

use cucurbit::catalog::Catalog;
use cucurbit::config::{self, ConfigFile, Overrides};
use cucurbit::diag::Report;
use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::emit::script::Options;
use cucurbit::env::Env;
use cucurbit::graph::Direction;
use cucurbit::pipeline;
use cucurbit::recreate::{self, Document};
use cucurbit::replay::{self, base};
use cucurbit::schema;
use cucurbit::source::{FileId, SourceMap};
use cucurbit::sql::Ident;
use cucurbit::sql::naming::NamingConvention;

use super::super::golden::case::is_assignment;
use super::super::golden::{Case, compiler};

/// A catalog, and what it was made for.
pub struct Simulated {
    /// What is believed to be there.
    pub catalog: Catalog,
    /// The dialect and the configuration.
    pub env: Env,
}

impl Simulated {
    /// The script that makes this schema in an empty database.
    pub fn script(&self) -> String {
        let document = Document::of(&self.catalog, &self.env);
        let made = recreate::read(&document, &self.catalog, &self.env, FileId(0));
        schema::script(made, &self.env, &Options::default(), &[])
    }
}

impl Simulated {
    /// The same schema with everything said in one way.
    pub fn settled(&self) -> Simulated {
        let catalog = recreate::settled(&self.catalog, &self.env);
        Simulated { catalog, env: self.env.clone() }
    }
}

/// Walks a case's revisions as the command line says; none where the command is not about a range.
pub fn end_of(case: &Case, dialect: &str, args: &[String]) -> Result<Option<Simulated>, String> {
    let words: Vec<&String> = args.iter().filter(|word| !is_assignment(word)).collect();
    let direction = match words.first().map(|word| word.as_str()) {
        Some("upgrade") => Direction::Upgrade,
        Some("downgrade") => Direction::Downgrade,
        _ => return Ok(None),
    };
    let mut report = Report::default();
    let mut sources = SourceMap::default();
    let text = compiler::complete(&case.text("cucurbit.yaml").unwrap_or_default());
    let id = sources.add("cucurbit.yaml".to_owned(), text.clone());
    let file = ConfigFile::parse(id, &text, &case.dir, &mut report);
    let flags = Flags::read(&words[1..]);
    let mut overrides = flags.overrides;
    overrides.dialects = vec![dialect.to_owned()];
    let variables = |name: &str| {
        args.iter().find_map(|word| Some(word.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
    };
    let settings = config::resolve(file.as_ref(), &overrides, &variables, &mut report);
    let name = DialectName::parse(dialect).ok_or("no dialect")?;
    let facts = Dialect::of(name);
    let version = settings.one_dialect().map_err(|fault| fault.message.clone())?.1;
    let mut env = Env::new(facts, version);
    env.schema = settings.schema.as_ref().map(|schema| Ident::new(schema.as_str()));
    env.naming = NamingConvention::new(settings.naming_convention.clone());
    env.external = settings.external.clone();

    let mut files: Vec<PathBuf> = Vec::new();
    walk(&case.dir.join("in"), &mut files);
    if case.dir.join("in.yaml").is_file() {
        files.push(case.dir.join("in.yaml"));
    }
    let read = |path: &PathBuf| {
        (path.display().to_string(), std::fs::read_to_string(path).unwrap_or_default())
    };
    let beside = |revision: &str, file: &str| {
        let path = Path::new(revision).with_file_name(file);
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    };
    let files = files.iter().map(read).collect();
    let project = pipeline::load(files, &settings.variables, &beside, &mut report);
    let base = match &settings.base_schema {
        None => Catalog::new(facts),
        Some(path) => {
            let text = std::fs::read_to_string(case.dir.join(&path.value)).unwrap_or_default();
            let id = sources.add(path.value.clone(), text.clone());
            match path.value.ends_with(".sql") {
                true => base::from_sql(id, &text, &env, &mut report),
                false => base::from_yaml(id, &text, &settings.variables, &env, &mut report),
            }
        }
    };
    let current = flags.current.map(|id| vec![id]);
    let plan = project
        .graph
        .plan(direction, &flags.range, current.as_deref())
        .map_err(|fault| fault.message.clone())?;
    let revisions = &project.revisions;
    let outcome = replay::run(base, revisions, &plan, &env, &mut report, &mut drop);
    if report.has_errors() {
        let messages: Vec<String> =
            report.sorted().iter().map(|fault| fault.message.clone()).collect();
        return Err(format!("the simulation fails: {}", messages.join("; ")));
    }
    Ok(Some(Simulated { catalog: outcome.catalog, env }))
}

/// The words of a command line that change what is simulated.
#[derive(Default)]
struct Flags {
    overrides: Overrides,
    range: String,
    current: Option<String>,
}

impl Flags {
    fn read(words: &[&String]) -> Flags {
        let mut flags = Flags::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().map(|value| value.to_string());
            let overrides = &mut flags.overrides;
            match word.as_str() {
                "--current" => flags.current = value(),
                "--dialect-version" => overrides.dialect_version = value(),
                "--schema" => overrides.schema = value(),
                "--version-table-schema" => overrides.version_table_schema = value(),
                "-t" | "--target" => overrides.target = value(),
                "-x" => overrides.variables.extend(value().and_then(|pair| {
                    pair.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()))
                })),
                "--transaction" | "--client" | "--from-step" | "--message-format" | "--format" => {
                    value();
                }
                flag if flag.starts_with("--") => {}
                range => flags.range = range.to_owned(),
            }
        }
        flags
    }
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        match name {
            Some(name) if name.starts_with(['.', '_']) => {}
            _ if path.is_dir() => walk(&path, found),
            Some(name) if name.ends_with(".yaml") || name.ends_with(".yml") => found.push(path),
            _ => {}
        }
    }
}
