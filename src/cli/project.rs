//! From flags and files to a project: the seam between the command line and the
//! pipeline.

use std::path::{Path, PathBuf};

use super::args::Standing;
use super::exit::Exit;
use super::{Context, files, run};
use crate::catalog::Catalog;
use crate::config::{self, Client, ConfigFile, Overrides, ScriptSettings, Settings, current};
use crate::diag::codes::{E0101, E0201, E0501, E0506, E0507};
use crate::diag::{Diagnostic, Report};
use crate::dialect::{Dialect, DialectName, Schemas, Version};
use crate::emit::script::Options;
use crate::env::Env;
use crate::lock::{self, Lock};
use crate::pipeline::{self, Project, Target};
use crate::replay::base;
use crate::source::{FileId, SourceMap, Span};
use crate::sql::naming::NamingConvention;
use crate::sql::{Ident, ObjName};
use crate::syntax;

/// The settings, and the file that they come from.
struct Configured {
    settings: Settings,
    file: Option<(String, String)>,
}

/// A project that was read, and what there is to say about it.
pub struct Loaded {
    /// The revisions and the tree.
    pub project: Project,
    /// What is configured.
    pub settings: Settings,
    /// What was found while reading.
    pub report: Report,
    /// What was released; empty where [`read`] alone was asked.
    pub lock: Lock,
}

/// [`read`], for commands that compile: released revisions must be what they were.
pub fn load(cx: &Context, overrides: &Overrides) -> Result<Loaded, Exit> {
    let mut loaded = read(cx, overrides)?;
    read_lock(&mut loaded);
    loaded.lock.check(&loaded.project, &mut loaded.report);
    Ok(loaded)
}

/// Reads the lock, if there is one.
pub fn read_lock(loaded: &mut Loaded) {
    let path = loaded.settings.path(lock::NAME);
    let name = files::shown(&path);
    let report = &mut loaded.report;
    match files::read(&path).map(syntax::decode) {
        Ok(Ok(text)) => {
            let id = loaded.project.sources.add(name, text.clone());
            loaded.lock = Lock::parse(id, &text, report);
        }
        Ok(Err(fault)) => {
            let id = loaded.project.sources.add(name, fault.shown.clone());
            report.push(fault.diagnostic(id));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => report.push(unreadable(&name, &files::reason(&error))),
    }
}

/// Reads the configuration and the revisions. A fault of the configuration is shown
/// and ends the run; faults of the revisions are in the report.
pub fn read(cx: &Context, overrides: &Overrides) -> Result<Loaded, Exit> {
    let Configured { mut settings, file } = configure(cx, overrides)?;
    let mut report = Report::default();
    let directories = directories(&settings, file.as_ref(), cx)?;
    let found = files::read_revisions(&directories);
    for (name, why) in found.failed {
        report.push(unreadable(&name, &why));
    }
    let mut has_gaps = report.has_errors();
    let mut texts = Vec::new();
    let mut foreign = Vec::new();
    for (name, content) in found.files {
        match content {
            files::Content::Text(text) => texts.push((name, text)),
            files::Content::Failed(why) => {
                report.push(unreadable(&name, &why));
                has_gaps = true;
            }
            files::Content::Unreadable(fault) => foreign.push((name, fault)),
        }
    }
    let mut read = Report::default();
    let shown = foreign.iter().map(|(name, fault)| (name.clone(), fault.shown.clone())).collect();
    let variables = &settings.variables;
    let mut project = pipeline::load_beside(shown, texts, variables, &attachment, &mut read);
    if has_gaps {
        // A parent may be in what could not be read.
        read.retain_from(0, |fault| fault.code != E0201);
    }
    for (id, (_, fault)) in foreign.iter().enumerate() {
        read.push(fault.diagnostic(FileId(id as u32)));
    }
    if let Some((name, text)) = file {
        let id = project.sources.add(name, text);
        read = config::blame_environment(read, &settings.unset, &project.sources, id);
        if let Some(zone) = &mut settings.timezone {
            zone.span.file = id; // It is looked up later, beside the revisions.
        }
    }
    report.absorb(read);
    Ok(Loaded { project, settings, report, lock: Lock::default() })
}

/// The dialects that are asked for, at their configured versions; no revision is read.
pub fn dialects(cx: &Context, overrides: &Overrides) -> Result<Vec<(DialectName, Version)>, Exit> {
    Ok(configure(cx, overrides)?.settings.dialects)
}

fn configure(cx: &Context, overrides: &Overrides) -> Result<Configured, Exit> {
    let mut sources = SourceMap::default();
    let mut report = Report::default();
    let given = cx.global.config.clone().filter(|path| !path.as_os_str().is_empty());
    let file = given.or_else(files::find_config).and_then(|path| {
        let directory = path.parent().map(Path::to_owned).unwrap_or_default();
        let (name, text) = read_config(&path, &mut sources, &mut report)?;
        let id = sources.add(name.clone(), text.clone());
        let parsed = ConfigFile::parse(id, &text, directory, &mut report);
        Some((parsed, (name, text)))
    });
    let env = |name: &str| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned());
    let (parsed, file) = file.map_or((None, None), |(parsed, file)| (parsed, Some(file)));
    let settings = config::resolve(parsed.as_ref(), overrides, &env, &mut report);
    if settings.revisions.is_empty() {
        let fault = Diagnostic::error(E0501, "`revisions` names no directory");
        report.push(fault.help("write `revisions: revisions`, or leave the key out"));
    }
    if settings.version_table.name.is_empty() {
        let fault = Diagnostic::error(E0501, "the version table has an empty name");
        report.push(fault.help("leave `name` out for `alembic_version`"));
    }
    for command in &settings.post_write {
        if let Err(why) = run::words(command) {
            let message = format!("the command `{command}` in `post_write` {why}");
            report.push(Diagnostic::error(E0501, message).help(run::QUOTES));
        }
    }
    if report.has_errors() {
        return Err(refuse(cx, &report, &sources));
    }
    Ok(Configured { settings, file })
}

/// Shows what is wrong with usage or configuration; nothing was read beyond.
fn refuse(cx: &Context, report: &Report, sources: &SourceMap) -> Exit {
    cx.console.show(report, sources, false);
    match Exit::of(report) {
        Exit::Machine => Exit::Machine,
        _ => Exit::Usage,
    }
}

fn read_config(
    path: &Path,
    sources: &mut SourceMap,
    report: &mut Report,
) -> Option<(String, String)> {
    let name = files::shown(path);
    match files::read(path).map(syntax::decode) {
        Ok(Ok(text)) => return Some((name, text)),
        Ok(Err(fault)) => {
            let id = sources.add(name, fault.shown.clone());
            report.push(fault.diagnostic(id));
        }
        Err(error) => report.push(unreadable(&name, &files::reason(&error))),
    }
    None
}

fn unreadable(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(E0101, format!("`{name}` cannot be read: {why}"))
}

/// The configured directories, each of which must be there.
fn directories(
    settings: &Settings,
    file: Option<&(String, String)>,
    cx: &Context,
) -> Result<Vec<PathBuf>, Exit> {
    let mut report = Report::default();
    let mut sources = SourceMap::default();
    if let Some((name, text)) = file {
        sources.add(name.clone(), text.clone());
    }
    let mut found = Vec::new();
    for directory in &settings.revisions {
        let path = settings.path(directory);
        if path.is_dir() {
            found.push(path);
            continue;
        }
        let message = format!("the revisions directory `{}` does not exist", files::shown(&path));
        let fault = Diagnostic::error(E0507, message);
        report.push(if settings.revisions_by_default {
            fault
                .help("run in the project's directory, or name its configuration with `--config`")
                .help("`revisions:` in `cucurbit.yaml` says where the revisions are")
                .help("a new project begins with `compile init`")
        } else {
            fault.at(directory.span).help("make the directory, or name another one here")
        });
    }
    if report.is_empty() { Ok(found) } else { Err(refuse(cx, &report, &sources)) }
}

/// Reads a file that stands beside a revision.
fn attachment(revision: &str, path: &str) -> Result<String, String> {
    let beside = Path::new(revision).parent().unwrap_or(Path::new("")).join(path);
    let bytes = files::read(&beside).map_err(|error| files::reason(&error))?;
    syntax::decode(bytes).map_err(|fault| fault.diagnostic(crate::source::FileId(0)).message)
}

/// The revisions that the database stands at, as far as the flags say so.
pub fn standing(standing: &Standing, loaded: &mut Loaded) -> Option<Vec<String>> {
    if !standing.current.is_empty() {
        return Some(standing.current.clone());
    }
    let path = standing.current_from.as_ref()?;
    let name = files::shown(path);
    let found = match std::fs::read(path) {
        Ok(bytes) => {
            let settings = &loaded.settings;
            let wanted = current::Wanted {
                table: &settings.version_table,
                preferred: settings.schema.as_deref(),
            };
            current::read(&current::text_of(&bytes), &wanted, &name)
        }
        Err(error) => Err(Box::new(unreadable(&name, &files::reason(&error)))),
    };
    let known = |ids: Vec<String>| match loaded.project.graph.resolve_rows(&ids) {
        Ok(_) => Ok(ids),
        Err(mut fault) => {
            fault.message = format!("in `{name}`: {}", fault.message);
            Err(fault)
        }
    };
    match found.and_then(known) {
        Ok(ids) => Some(ids),
        Err(fault) => {
            loaded.report.push(*fault);
            // The rest can be looked at all the same, from base.
            Some(Vec::new())
        }
    }
}

/// How a script is to be written, beyond what is configured.
#[derive(Clone, Copy, Default)]
pub struct Wishes {
    /// Without comments.
    pub no_comments: bool,
    /// The first statement to write.
    pub from_step: Option<usize>,
    /// Whether each revision runs only where the database stands right before it.
    pub idempotent: bool,
    /// Whether the script says what it does while it runs.
    pub echo: bool,
}

/// What a compile for one dialect is made with. E0506 for a client that cannot run the dialect's scripts.
pub fn target(
    settings: &Settings,
    (name, version): (DialectName, Version),
    command: String,
    wishes: Wishes,
) -> Result<Target, Box<Diagnostic>> {
    let dialect = Dialect::of(name);
    let ScriptSettings { client, asked_client, .. } = settings.script;
    let client = match asked_client {
        Some(asked) if !asked.runs(name) => {
            let (client, dialect) = (asked.as_str(), name.as_str());
            let message = format!("`{client}` cannot run scripts for `{dialect}`");
            let help = "leave `--client` out for plain SQL, or name the dialect's own client";
            return Err(Box::new(Diagnostic::error(E0506, message).help(help)));
        }
        Some(asked) => asked,
        None if client.runs(name) => client,
        None => Client::Plain,
    };
    let ident = |text: &String| Ident::new(text.as_str());
    let mut env = Env::new(dialect, version);
    env.schema = settings.schema.as_ref().map(ident);
    env.naming = NamingConvention::new(settings.naming_convention.clone());
    env.external = settings.external.clone();
    let table = &settings.version_table;
    // Where there are no schemas, a configured one has nothing to name.
    let schema = match dialect.schemas {
        Schemas::Namespaces | Schemas::Databases | Schemas::Users => {
            table.schema.as_ref().map(ident)
        }
        Schemas::AttachedDatabases => None,
    };
    Ok(Target {
        env,
        version_table: ObjName::new(schema, ident(&table.name)),
        options: Options {
            guard: settings.script.guard,
            transaction: settings.script.transaction,
            lock_timeout: settings.script.lock_timeout,
            statement_timeout: settings.script.statement_timeout,
            header: settings.script.header,
            comments: !wishes.no_comments,
            client,
            from_step: wishes.from_step,
            echo: wishes.echo,
            idempotent: wishes.idempotent,
            numbers: true,
        },
        command,
        base: Catalog::new(dialect),
    })
}

/// [`target`] with the schema before the first revision; what is wrong with either goes
/// to the report.
pub fn prepared(
    loaded: &mut Loaded,
    dialect: (DialectName, Version),
    command: String,
    wishes: Wishes,
) -> Option<Target> {
    match target(&loaded.settings, dialect, command, wishes) {
        Ok(mut target) => {
            let errors = loaded.report.errors();
            if let Some(base) = base_schema(loaded, &target.env) {
                target.base = base;
            }
            // Whatever the revisions find missing may have been in there.
            (loaded.report.errors() == errors).then_some(target)
        }
        Err(fault) => {
            loaded.report.push(*fault);
            None
        }
    }
}

/// The schema before the first revision, from the file that the configuration names: an
/// SQL dump, or a list of operations in YAML.
fn base_schema(loaded: &mut Loaded, env: &Env) -> Option<Catalog> {
    let path = loaded.settings.path(loaded.settings.base_schema.as_ref()?);
    let name = files::shown(&path);
    // Several dialects read the same file.
    let known = loaded.project.sources.iter().find(|(_, file)| file.name == name);
    let known = known.map(|(id, file)| (id, file.text.to_string()));
    let (id, text) = match known {
        Some(known) => known,
        None => read_base_schema(loaded, &path, name)?,
    };
    let yaml = path
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"));
    let report = &mut loaded.report;
    Some(match yaml {
        true => base::from_yaml(id, &text, &loaded.settings.variables, env, report),
        false => base::from_sql(id, &text, env, report),
    })
}

/// The SQL file that the schema before the first revision was read from.
pub fn base_sql(loaded: &Loaded) -> Option<FileId> {
    let path = loaded.settings.path(loaded.settings.base_schema.as_ref()?);
    let yaml =
        |e: &std::ffi::OsStr| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml");
    if path.extension().is_some_and(yaml) {
        return None;
    }
    let name = files::shown(&path);
    loaded.project.sources.iter().find(|(_, file)| file.name == name).map(|(id, _)| id)
}

fn read_base_schema(loaded: &mut Loaded, path: &Path, name: String) -> Option<(FileId, String)> {
    match files::read(path).map(syntax::decode) {
        Ok(Ok(text)) => Some((loaded.project.sources.add(name, text.clone()), text)),
        Ok(Err(fault)) => {
            let id = loaded.project.sources.add(name, fault.shown.clone());
            loaded.report.push(fault.diagnostic(id));
            None
        }
        Err(error) => {
            loaded.report.push(unreadable(&name, &files::reason(&error)));
            None
        }
    }
}

/// The place of a span for programs, if it has one.
pub fn place(sources: &SourceMap, span: Span) -> (String, serde_json::Value) {
    let file = sources.file(span.file);
    let ((line, column), (end_line, end_column)) =
        (file.position(span.start), file.position(span.end));
    let place = serde_json::json!({
        "line": line, "column": column, "end_line": end_line, "end_column": end_column,
    });
    (file.name.clone(), place)
}
