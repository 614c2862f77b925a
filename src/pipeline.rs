//! The stages, wired: the only file that sees them all.
//!
//! In: files, settings and a request. Out: a script, or a report that says why not.
//! No file is opened here and nothing is printed.

mod salvage;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::check;
pub use crate::check::statements::Count;
use crate::diag::codes::E0101;
use crate::diag::{Diagnostic, Report};
use crate::emit::script::{self, Input, Options, Part, Script, VersionChange, Written};
use crate::env::Env;
use crate::graph::{Ancestry, Direction, Graph, Plan, RevIdx, RowChange, Step};
use crate::ops::{Entry, Op};
use crate::replay::{self, Rev};
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::sql::{ObjName, raw};
use crate::syntax::{self, SourceText, Variables};

/// A file that an operation names, read: by the revision's file and the path as written.
pub type Attachments<'a> = &'a (dyn Fn(&str, &str) -> Result<String, String> + Sync);

/// Revisions that were read, and the tree that they make.
pub struct Project {
    /// Every file that was read.
    pub sources: SourceMap,
    /// The revisions in file order.
    pub revisions: Vec<Rev>,
    /// The tree.
    pub graph: Graph,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Request<'a> {
    /// What runs between two points.
    Range {
        /// Which way.
        direction: Direction,
        /// START:END.
        range: &'a str,
        /// The rows of the version table, where the caller knows them.
        current: Option<&'a [String]>,
    },
    /// The version table alone, as if revisions had run.
    Stamp {
        /// Names, or a range.
        names: &'a [String],
        /// The rows of the version table, where the caller knows them.
        current: Option<&'a [String]>,
        /// True when all rows go first.
        purge: bool,
    },
    /// The version table, if it is not there.
    EnsureVersion,
    /// What a plan says.
    Plan(Plan),
}

/// What a compile is for, and how its script is written.
#[derive(Clone, Debug)]
pub struct Target {
    /// The dialect and what changes a revision's meaning.
    pub env: Env,
    /// The version table.
    pub version_table: ObjName,
    /// How the script is written.
    pub options: Options,
    /// The command as the header shows it.
    pub command: String,
    /// The schema before the first revision.
    pub base: Catalog,
}

/// Scripts of a request: one, or one a revision.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The plan that ran.
    pub plan: Plan,
    /// The whole script.
    pub script: Script,
    /// For each step the script of that step alone, if they were asked for.
    pub steps: Vec<Script>,
    /// The schema at END.
    pub catalog: Catalog,
    /// True when a table is rebuilt on the way.
    pub rebuilt: bool,
}

/// Reads revisions. Files that cannot be read as revisions are reported; the
/// rest makes the tree.
pub fn load(
    files: Vec<(String, String)>,
    variables: &Variables,
    attachments: Attachments<'_>,
    report: &mut Report,
) -> Project {
    load_beside(Vec::new(), files, variables, attachments, report)
}

/// The same beside files that are no text, which the caller reports: what can be made out of
/// them keeps their places in the tree. They have the first ids of the source map.
pub fn load_beside(
    foreign: Vec<(String, String)>,
    files: Vec<(String, String)>,
    variables: &Variables,
    attachments: Attachments<'_>,
    report: &mut Report,
) -> Project {
    let mut sources = SourceMap::default();
    let foreign: Vec<FileId> =
        foreign.into_iter().map(|(name, text)| sources.add(name, text)).collect();
    let ids: Vec<FileId> = files.into_iter().map(|(name, text)| sources.add(name, text)).collect();
    let read: Vec<(Option<Rev>, Report)> = ids
        .par_iter()
        .map(|&id| {
            let mut report = Report::default();
            let revision =
                syntax::revision::parse(id, &sources.file(id).text, variables, &mut report);
            (revision, report)
        })
        .collect();
    let mut revisions = Vec::with_capacity(read.len());
    for ((revision, found), id) in read.into_iter().zip(ids) {
        report.absorb(found);
        revisions.extend(revision.or_else(|| salvage::salvage(id, &sources)));
    }
    revisions.extend(foreign.into_iter().filter_map(|id| salvage::salvage(id, &sources)));
    attach(&mut revisions, &mut sources, attachments, report);
    let headers: Vec<_> = revisions.iter().map(|revision| &revision.header).collect();
    let graph = Graph::build(&headers, report);
    Project { sources, revisions, graph }
}

/// Reads the files that operations name.
fn attach(
    revisions: &mut [Rev],
    sources: &mut SourceMap,
    read: Attachments<'_>,
    report: &mut Report,
) {
    for revision in revisions {
        let file = sources.file(revision.header.file).name.clone();
        let mut lists = vec![&mut revision.upgrade];
        if let syntax::Downgrade::Operations(entries) = &mut revision.downgrade {
            lists.push(entries);
        }
        for entry in lists.into_iter().flatten() {
            attach_entry(entry, &file, sources, read, report);
        }
    }
}

fn attach_entry(
    entry: &mut Spanned<Entry>,
    file: &str,
    sources: &mut SourceMap,
    read: Attachments<'_>,
    report: &mut Report,
) {
    let (wanted, slot) = match &mut entry.value.op {
        Op::BulkInsert(op) => (&op.file, &mut op.content),
        Op::Execute(op) => (&op.file, &mut op.content),
        Op::AlterTable(batch) => {
            for inner in &mut batch.operations {
                attach_entry(inner, file, sources, read, report);
            }
            return;
        }
        _ => return,
    };
    let Some(path) = wanted else { return };
    match read(file, path) {
        Ok(text) => {
            let name = match file.rsplit_once('/') {
                Some((folder, _)) => format!("{folder}/{}", path.value),
                None => path.value.clone(),
            };
            let id = sources.add(name, text.clone());
            let span = Span::new(id, 0, text.len());
            *slot = Some(SourceText::new(text, span));
        }
        Err(why) => report.push(
            Diagnostic::error(E0101, format!("the file `{}` cannot be read: {why}", path.value))
                .at(path.span)
                .help("the path is relative to the revision's own file"),
        ),
    }
}

/// Compiles a request. None when the report has an error.
pub fn compile(
    project: &Project,
    request: &Request<'_>,
    target: &Target,
    each_step: bool,
    report: &mut Report,
) -> Option<Compiled> {
    match plan(project, request) {
        Ok(Planned { plan, purge, anywhere, only_versions }) => {
            // What is only stamped has run already, or will not run at all.
            let steps = if only_versions { Vec::new() } else { plan.steps.clone() };
            let runs = Plan { steps, ..plan.clone() };
            let mut statements = Vec::with_capacity(runs.steps.len());
            let dialect = target.env.dialect;
            let mut broken = Report::default();
            let mut each = |lowered| {
                let written = script::write(lowered, dialect);
                for one in &written {
                    let origin = one.origin;
                    check::statements::verify(&one.text, origin, dialect.name, &mut broken);
                }
                statements.push(written);
            };
            let (base, revisions) = (target.base.clone(), &project.revisions);
            let outcome = replay::run(base, revisions, &runs, &target.env, report, &mut each);
            // Beside other faults a broken statement may be their doing.
            if !report.has_errors() {
                report.absorb(broken);
            }
            lean(project, &plan, target, report);
            if report.has_errors() {
                return None;
            }
            let parts = parts(project, &plan, statements, purge, only_versions);
            let start = ids(project, &plan.start);
            let range = (shown(project, &plan.start), shown(project, &plan.end));
            let rebuilt = outcome.rebuilt;
            let (before, length) = id_lengths(project, &plan);
            let input = Input {
                anywhere,
                ..input(project, target, &plan, &parts, &start, range, rebuilt, only_versions)
            };
            let refusals = script::refusals(&input);
            if !refusals.is_empty() {
                refusals.into_iter().for_each(|refusal| report.push(refusal));
                return None;
            }
            let whole = script::script(&input);
            let steps = match each_step {
                true => parts
                    .iter()
                    .zip(plan.walk())
                    .map(|(part, (_, before_it, after_it))| {
                        // What all steps share, the digest above all, is worked out once.
                        script::script(&Input {
                            range: (shown(project, &before_it), shown(project, &after_it)),
                            id_length: ((!part.rows_before.is_empty()).then_some(before), length),
                            start: part.rows_before.clone(),
                            parts: std::slice::from_ref(part),
                            ..input.clone()
                        })
                    })
                    .collect(),
                false => Vec::new(),
            };
            let replay::Outcome { catalog, rebuilt } = outcome;
            Some(Compiled { plan, script: whole, steps, catalog, rebuilt })
        }
        Err(diagnostic) => {
            report.push(*diagnostic);
            None
        }
    }
}

/// What the tree says of a plan that was run: where missing things went (which may be
/// E0320), and, where nothing was missing, whether its branches only happen to fit in this order
/// (E0320, E0321).
fn lean(project: &Project, plan: &Plan, target: &Target, report: &mut Report) {
    let upwards = plan.direction == Direction::Upgrade && !plan.steps.is_empty();
    if !report.has_errors() && !upwards {
        return;
    }
    let Project { sources, revisions, graph } = project;
    let (ancestry, env) = (&graph.ancestry(), &target.env);
    let input = check::Input { sources, revisions, graph, ancestry, env };
    if report.has_errors() {
        check::whereabouts::explain(report, &input, &target.base);
    } else if ancestry.has_branches() {
        let runs: Vec<RevIdx> =
            plan.before.iter().copied().chain(plan.steps.iter().map(|s| s.revision)).collect();
        report.absorb(check::branches_of(target.base.clone(), &input, &runs));
    }
}

/// Checks every revision, up and down, for several dialects at once: what each is for, and the
/// schema before the first revision. Gives how many statements were looked at; with `parse`, how
/// many of them sqlparser understands.
///
/// Reports all that `check` reports; a fault that not all dialects share says whose it is.
pub fn check(
    project: &Project,
    targets: Vec<(Env, Catalog)>,
    parse: bool,
    report: &mut Report,
) -> Count {
    let ancestry = project.graph.ancestry();
    let doubtful = report.has_errors();
    let one = |(env, base): (Env, Catalog)| {
        let mut found = Report::default();
        if doubtful {
            found.doubt();
        }
        let count = check_one(project, &ancestry, &env, base, parse, &mut found);
        (env.dialect, found, count)
    };
    let found: Vec<_> = targets.into_par_iter().map(one).collect();
    let mut count = Count::default();
    found.iter().for_each(|(_, _, own)| count += *own);
    let found = found.into_iter().map(|(dialect, found, _)| (dialect, found)).collect();
    report.absorb(check::merge(found));
    count
}

fn check_one(
    project: &Project,
    ancestry: &Ancestry,
    env: &Env,
    base: Catalog,
    parse: bool,
    report: &mut Report,
) -> Count {
    let Project { sources, revisions, graph } = project;
    let input = check::Input { sources, revisions, graph, ancestry, env };
    let dialect = env.dialect;
    let mut texts = Vec::new();
    let mut count = Count::default();
    let mut verify = |lowered, report: &mut Report| {
        for written in script::write(lowered, dialect) {
            count.all += 1;
            check::statements::verify(&written.text, written.origin, dialect.name, report);
            if parse {
                texts.push(written.text);
            }
        }
    };
    check::run(base, &input, &mut verify, report);
    count.parsed = texts.par_iter().filter(|text| raw::is_understood(text, dialect.name)).count();
    count
}

/// What a request comes to.
struct Planned {
    plan: Plan,
    /// Whether the version table is emptied first.
    purge: bool,
    /// Whether any rows may be found at the start.
    anywhere: bool,
    /// Whether no revision runs.
    only_versions: bool,
}

/// The plan of a request, and what is to become of the version table.
fn plan(project: &Project, request: &Request<'_>) -> Result<Planned, Box<Diagnostic>> {
    let nothing = |start: Vec<RevIdx>, end: Vec<RevIdx>| Plan {
        direction: Direction::Upgrade,
        start,
        end,
        before: Vec::new(),
        steps: Vec::new(),
    };
    let runs = |plan| Planned { plan, purge: false, anywhere: false, only_versions: false };
    match request {
        Request::Range { direction, range, current } => {
            Ok(runs(project.graph.plan(*direction, range, *current)?))
        }
        Request::Plan(plan) => Ok(runs(plan.clone())),
        Request::EnsureVersion => {
            Ok(Planned { only_versions: true, ..runs(nothing(Vec::new(), Vec::new())) })
        }
        Request::Stamp { names, current, purge } => {
            let stamp = project.graph.stamp(names, *current)?;
            // Rows that all go may be any rows, unless someone says which they are.
            let anywhere = *purge && stamp.before.is_none();
            let mut plan = nothing(stamp.before.unwrap_or_default(), stamp.after.clone());
            let row_changes = match purge {
                true => stamp.after.iter().map(|&row| RowChange::Insert(row)).collect(),
                false => stamp.row_changes,
            };
            if let Some(&revision) = stamp.after.first().or(plan.start.first()) {
                plan.steps.push(Step { revision, row_changes });
            }
            Ok(Planned { plan, purge: *purge, anywhere, only_versions: true })
        }
    }
}

fn parts(
    project: &Project,
    plan: &Plan,
    mut statements: Vec<Vec<Written>>,
    purge: bool,
    only_versions: bool,
) -> Vec<Part> {
    let id = |revision: RevIdx| project.graph.id(revision).to_owned();
    let mut parts = Vec::with_capacity(plan.steps.len());
    for (at, (step, rows_before, _)) in plan.walk().enumerate() {
        let Some(revision) = project.revisions.get(step.revision.index()) else { continue };
        let statements = match only_versions {
            true => Vec::new(),
            false => statements.get_mut(at).map(std::mem::take).unwrap_or_default(),
        };
        let mut changes: Vec<VersionChange> =
            purge.then_some(VersionChange::Delete(None)).into_iter().collect();
        changes.extend(step.row_changes.iter().map(|change| match *change {
            RowChange::Insert(new) => VersionChange::Insert(id(new)),
            RowChange::Delete(old) => VersionChange::Delete(Some(id(old))),
            RowChange::Update { from, to } => VersionChange::Update { from: id(from), to: id(to) },
        }));
        parts.push(Part {
            revision: id(step.revision),
            title: match only_versions {
                true => stamped(project, plan),
                false => title(project, plan.direction, step.revision, revision),
            },
            statements,
            changes,
            rows_before: ids(project, &rows_before),
            span: revision.header.revision.span,
        });
    }
    if purge && parts.is_empty() {
        // Nothing is stamped: what is there goes all the same.
        parts.push(Part {
            revision: "base".to_owned(),
            title: stamped(project, plan),
            statements: Vec::new(),
            changes: vec![VersionChange::Delete(None)],
            rows_before: Vec::new(),
            span: Span::start_of(FileId(0)),
        });
    }
    parts
}

/// `Running stamp_revision a -> b`, as Alembic logs it.
fn stamped(project: &Project, plan: &Plan) -> String {
    let (start, end) = (ids(project, &plan.start), ids(project, &plan.end));
    format!("Running stamp_revision {} -> {}", list(&start), list(&end))
}

/// `Running upgrade a -> b, message`, as Alembic logs it.
fn title(project: &Project, direction: Direction, index: RevIdx, revision: &Rev) -> String {
    let below = list(&ids(project, project.graph.parents(index)));
    let id = project.graph.id(index);
    let message = revision.header.message.as_deref().unwrap_or_default();
    let message = if message.is_empty() { String::new() } else { format!(", {message}") };
    match direction {
        Direction::Upgrade => format!("Running upgrade {below} -> {id}{message}"),
        Direction::Downgrade => format!("Running downgrade {id} -> {below}{message}"),
    }
}

fn ids(project: &Project, revisions: &[RevIdx]) -> Vec<String> {
    revisions.iter().map(|&revision| project.graph.id(revision).to_owned()).collect()
}

fn list(ids: &[String]) -> String {
    ids.join(", ")
}

/// Rows as people read them: their ids, or `base`.
fn shown(project: &Project, revisions: &[RevIdx]) -> String {
    if revisions.is_empty() { "base".to_owned() } else { list(&ids(project, revisions)) }
}

#[allow(clippy::too_many_arguments)] // One call site; each is a column of the script's input.
fn input<'a>(
    project: &Project,
    target: &'a Target,
    plan: &Plan,
    parts: &'a [Part],
    start: &[String],
    range: (String, String),
    rebuilt: bool,
    only_versions: bool,
) -> Input<'a> {
    let texts = plan.steps.iter().filter_map(|step| project.revisions.get(step.revision.index()));
    let texts = texts.map(|revision| &*project.sources.file(revision.header.file).text);
    let (before, length) = id_lengths(project, plan);
    Input {
        dialect: target.env.dialect,
        version: target.env.version,
        command: target.command.clone(),
        range,
        digest: script::digest(texts),
        version_table: target.version_table.clone(),
        id_length: ((!start.is_empty()).then_some(before), length),
        start: start.to_vec(),
        parts,
        rebuilt,
        anywhere: false,
        only_versions,
        options: &target.options,
    }
}

/// The length that the column of ids has before a plan runs, and the one that it needs.
fn id_lengths(project: &Project, plan: &Plan) -> (usize, usize) {
    let length = |revision: RevIdx| project.graph.id(revision).chars().count();
    let longest = |list: &[RevIdx]| list.iter().map(|&r| length(r)).max().unwrap_or(0).max(32);
    let before = longest(&plan.before);
    let stepped = plan.steps.iter().map(|step| length(step.revision)).max().unwrap_or(0);
    (before, stepped.max(before).max(longest(&plan.end)))
}
