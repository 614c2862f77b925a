//! A new revision: what `revision` and `merge` share.

use std::path::{Component, Path, PathBuf};

use super::exit::Exit;
use super::look::Look;
use super::output::{Product, finish, finish_then};
use super::{Context, clock, files, run};
use crate::author::file_name::file_name;
use crate::author::scaffold::{self, NewRevision};
use crate::author::scalar;
use crate::diag::codes::{E0203, E0206, E0207, E0209, E0211, E0501, E0506};
use crate::diag::{Diagnostic, Report};
use crate::graph::{self, Answer, Graph, RevIdx};
use crate::source::{FileId, Span, Spanned};

/// What is wanted of a new revision.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// Its parents; none for a base.
    pub parents: Vec<RevIdx>,
    /// One line for people.
    pub message: &'a str,
    /// Its id; random when none.
    pub rev_id: Option<&'a str>,
    /// Names of the branch that begins here.
    pub branch_labels: &'a [String],
    /// Names of what must have run before.
    pub depends_on: &'a [String],
    /// The directory that its file goes to.
    pub version_path: Option<&'a Path>,
    /// Whether a parent may have other children.
    pub splice: bool,
    /// Whether examples of operations stand in it.
    pub examples: bool,
}

/// Writes the file, runs the hooks on it, and prints its path.
pub fn write(mut look: Look, wanted: &Wanted<'_>, cx: &Context) -> Result<(), Exit> {
    let planned = plan(&mut look, wanted);
    let loaded = look.loaded;
    let Some((path, text)) = planned.filter(|_| !loaded.report.has_errors()) else {
        return finish(None, loaded.report, &loaded.project.sources, cx);
    };
    let (settings, name) = (&loaded.settings, files::shown(&path));
    let then = |report: &mut Report| {
        let written = std::slice::from_ref(&path);
        report.absorb(run::hooks(&settings.post_write, written, cx, &settings.directory));
        Some(format!("{name}\n"))
    };
    let product = Product::New(vec![(path.clone(), text)]);
    finish_then(Some(product), then, loaded.report, &loaded.project.sources, cx)
}

/// The path and the text; everything that is wrong with the wishes goes to the report.
fn plan(look: &mut Look, wanted: &Wanted<'_>) -> Option<(PathBuf, String)> {
    let graph = &look.loaded.project.graph;
    let mut report = Report::default();
    if !wanted.splice {
        heads_only(graph, &wanted.parents, &mut report);
    }
    let id = match wanted.rev_id {
        Some(id) => {
            check_id(graph, id, &mut report);
            id.to_owned()
        }
        None => match random_id(|id| graph.resolve(id).is_ok()) {
            Ok(id) => id,
            Err(fault) => {
                report.push(*fault);
                String::new()
            }
        },
    };
    check_labels(graph, &id, wanted.branch_labels, &mut report);
    let depends_on = dependencies(graph, wanted.depends_on, &mut report);
    let directory = directory(look, wanted, &mut report);
    let moment = clock::now(look.loaded.settings.timezone.as_ref());
    let moment = moment.map_err(|fault| report.push(*fault)).unwrap_or_default();
    let template = &look.loaded.settings.file_template;
    let name = file_name(template, &id, wanted.message, &moment).map_err(|(why, help)| {
        let message = format!("`file_template: {}` {why}", scalar(template));
        report.push(Diagnostic::error(E0501, message).help(help));
    });
    let parents = wanted.parents.iter().map(|&parent| graph.id(parent).to_owned()).collect();
    let path = directory.and_then(|directory| Some(directory.join(name.ok()?)));
    if let Some(path) = path.as_ref().filter(|path| path.exists()) {
        let message = format!("`{}` exists already", files::shown(path));
        let help = "let `file_template` in `cucurbit.yaml` hold `{rev}`, which is no one else's";
        report.push(Diagnostic::error(E0506, message).help(help));
    }
    look.loaded.report.absorb(report);
    let new = NewRevision {
        id,
        parents,
        message: wanted.message.to_owned(),
        create_date: moment.written,
        branch_labels: wanted.branch_labels.to_vec(),
        depends_on,
    };
    Some((path?, scaffold::text(&new, wanted.examples)))
}

/// Alembic's rule: what others continue already is continued with `--splice` only.
fn heads_only(graph: &Graph, parents: &[RevIdx], report: &mut Report) {
    for &parent in parents.iter().filter(|&&parent| !graph.is_head(parent)) {
        let id = graph.id(parent);
        let mut fault =
            Diagnostic::error(E0211, format!("`{id}` is not a head: others stand on it"));
        for &child in graph.children(parent).iter().take(6) {
            fault = fault.also(graph.place(child), "this stands on it");
        }
        report.push(match parents.len() {
            0 | 1 => fault.help("name a head: `compile heads` lists them").help(
                "to begin another branch there: `compile revision -m MESSAGE --head REV --splice`",
            ),
            _ => fault.help(heads_to_merge(graph, parent, parents)),
        });
    }
}

/// What to merge in place of a revision that others stand on.
fn heads_to_merge(graph: &Graph, parent: RevIdx, parents: &[RevIdx]) -> String {
    let stands_on_it =
        |other: &&RevIdx| graph.ancestors(&[**other]).get(parent.index()) == Some(&true);
    let id = graph.id(parent);
    if let Some(&other) = parents.iter().filter(|&&other| other != parent).find(stands_on_it) {
        return format!("leave `{id}` out: `{}` stands on it and brings it along", graph.id(other));
    }
    let heads = graph.heads();
    let above: Vec<&str> = heads.iter().filter(stands_on_it).map(|&h| graph.id(h)).collect();
    format!(
        "a merge joins heads: in place of `{id}` name what stands on it, `{}`",
        above.join("` or `")
    )
}

/// What is wrong with the spelling of an id (E0209).
pub fn misspelt_id(id: &str) -> Report {
    let spanned = Spanned::new(id.to_owned(), Span::start_of(FileId(0)));
    let mut report = Report::default();
    if let Some(mut fault) = graph::check_id(&spanned) {
        fault.primary = None;
        report.push(fault);
    }
    report
}

fn check_id(graph: &Graph, id: &str, report: &mut Report) {
    report.absorb(misspelt_id(id));
    if let Some(other) = graph.named(id) {
        let message = format!("`{id}` is taken: a revision or a branch is called so");
        let fault = Diagnostic::error(E0203, message).also(graph.place(other), "by this one");
        report.push(fault.help("give another id, or leave `--rev-id` out for a random one"));
    }
}

fn check_labels(graph: &Graph, id: &str, labels: &[String], report: &mut Report) {
    for (at, label) in labels.iter().enumerate() {
        let spanned = Spanned::new(label.clone(), Span::start_of(FileId(0)));
        if let Some(mut fault) = graph::check_label(&spanned) {
            fault.primary = None;
            report.push(fault);
        }
        let taken = format!("the branch label `{label}` is taken");
        let help = "give the branch another label";
        if let Some(other) = graph.named(label) {
            let fault = Diagnostic::error(E0203, taken).also(graph.place(other), "by this one");
            report.push(fault.help(help));
        } else if label == id || labels.iter().take(at).any(|earlier| earlier == label) {
            report.push(Diagnostic::error(E0203, taken).help(help));
        }
    }
}

/// As they are to be written: labels stay labels, the rest becomes full ids.
fn dependencies(graph: &Graph, names: &[String], report: &mut Report) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names.iter().flat_map(|list| list.split(',')).map(str::trim) {
        let one = dependency(graph, name);
        match one {
            Ok(one) if found.contains(&one) => {}
            Ok(one) => found.push(one),
            Err(fault) => report.push(*fault),
        }
    }
    found
}

fn dependency(graph: &Graph, name: &str) -> Answer<String> {
    let revisions = graph.resolve(name)?;
    let [revision] = revisions.as_slice() else {
        let message = format!("`--depends-on {name}` does not name one revision");
        let help = "name one by its id or its branch label, each with a `--depends-on` of its own";
        return Err(Box::new(Diagnostic::error(E0206, message).help(help)));
    };
    let is_label = graph.own_labels(*revision).iter().any(|label| **label == *name);
    Ok(if is_label { name.to_owned() } else { graph.id(*revision).to_owned() })
}

/// 12 hexadecimal digits that are not taken, and that no reader of YAML takes for a
/// number. E0209 where the system has no randomness.
pub fn random_id(is_taken: impl Fn(&str) -> bool) -> Result<String, Box<Diagnostic>> {
    loop {
        let mut bytes = [0; 6];
        if let Err(error) = getrandom::fill(&mut bytes) {
            let message = format!("the system gives no random id: {error}");
            return Err(Box::new(
                Diagnostic::error(E0209, message).help("name one with `--rev-id`"),
            ));
        }
        let id: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if !is_taken(&id) && scalar(&id) == id {
            return Ok(id);
        }
    }
}

/// Where the file goes: the given directory, else the only one, else that of a parent, as
/// in Alembic.
fn directory(look: &Look, wanted: &Wanted<'_>, report: &mut Report) -> Option<PathBuf> {
    let settings = &look.loaded.settings;
    let all: Vec<PathBuf> = settings.revisions.iter().map(|path| settings.path(path)).collect();
    let names: Vec<String> = all.iter().map(|path| files::shown(path)).collect();
    let names = format!("the revisions are in `{}`", names.join("`, `"));
    if let Some(given) = wanted.version_path {
        let full = plain(given);
        if all.iter().any(|path| full.starts_with(plain(path))) {
            return Some(given.to_owned());
        }
        let message = format!("`{}` is in no revisions directory", files::shown(given));
        report.push(Diagnostic::error(E0506, message).help(names));
        return None;
    }
    if let [only] = all.as_slice() {
        return Some(only.clone());
    }
    let beside = wanted
        .parents
        .first()
        .and_then(|&parent| Some(Path::new(look.path(parent)).parent()?.to_owned()));
    if beside.is_none() {
        let message = "there are several revisions directories to put a first revision into";
        report.push(
            Diagnostic::error(E0506, message).help("choose with `--version-path DIR`").help(names),
        );
    }
    beside
}

/// An absolute path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The heads are several where one is wanted: what to type next, in place of what the
/// tree says.
pub fn several_heads(mut fault: Diagnostic, graph: &Graph) -> Diagnostic {
    if fault.code == E0207 {
        let heads = graph.heads();
        let mut ids = heads.iter().rev().map(|&head| graph.id(head));
        let (last, other) = (ids.next().unwrap_or("REV"), ids.next().unwrap_or("REV"));
        fault.help = vec![
            "join them: `compile merge heads -m MESSAGE`".to_owned(),
            format!("or put one behind the other: `compile rebase {last} --onto {other}`"),
            format!("or go on with one of them: `--head {last}`"),
        ];
    }
    fault
}
