//! Revisions as lists show them: in Alembic's words, or as JSON.

use serde_json::{Value, json};

use super::exit::Exit;
use super::output::{Product, finish};
use super::project::{self, Loaded};
use super::{Context, args::ListFormat, args::Standing};
use crate::config::Overrides;
use crate::diag::codes::E0506;
use crate::diag::render::text::one_line;
use crate::diag::{Code, Diagnostic, Report};
use crate::graph::{Graph, RevIdx};
use crate::syntax::Header;

/// What a line says beside the id.
#[derive(Clone, Copy, Default)]
pub struct Parts {
    /// The labels of the branch.
    pub labels: bool,
    /// The message.
    pub message: bool,
    /// The parents, in front.
    pub parents: bool,
    /// Branch points and merge points.
    pub tree: bool,
}

/// How to say where the database stands.
pub const SAY_WHERE: &str = "say so with `--current REV` or `--current-from FILE`";

/// A project that is only looked at.
pub struct Look {
    /// What was read.
    pub loaded: Loaded,
    /// The revisions to mark as those that the database stands at.
    pub current: Vec<RevIdx>,
}

/// Reads a project to look at its tree. What is wrong inside operations, or with a
/// dialect or a variable, does not matter for that.
pub fn load(cx: &Context) -> Result<Look, Exit> {
    let mut loaded =
        project::read(cx, &Overrides { dialects: Vec::new(), ..cx.global.overrides() })?;
    let mut report = Report::default();
    let sorted = loaded.report.sorted();
    sorted.into_iter().filter(|d| matters(d.code)).for_each(|d| report.push(d.clone()));
    loaded.report = report;
    Ok(Look { loaded, current: Vec::new() })
}

fn matters(code: Code) -> bool {
    let code = code.as_str();
    code != "E0111" && code != "E0505" && !code.starts_with("E03") && !code.starts_with("E04")
}

/// The word for where the database stands, on a side of a range.
const CURRENT: &str = "current";

/// The sides of a range, as far as `current` stands on them: what is before it and behind it.
fn around_current(range: &str) -> Option<(&str, &str)> {
    let range = range.trim();
    if range == CURRENT {
        return Some(("", ""));
    }
    if let Some(end) = range.strip_prefix(CURRENT).filter(|end| end.trim_start().starts_with(':')) {
        return Some(("", end));
    }
    let start = range.strip_suffix(CURRENT)?;
    let before = start.trim_end().strip_suffix(':')?.trim_end();
    // A tag may be called so.
    (before != "tag" && !before.ends_with(":tag")).then_some((start, ""))
}

/// `-N` and `LABEL@-N` as they count from these rows: the START of a range that ends there.
fn back_from(start: &str, rows: &[&str]) -> Option<String> {
    let side = start.trim_end().strip_suffix(':')?.trim();
    let (branch, steps) = side.rsplit_once('@').map_or(("", side), |(_, steps)| {
        (side.get(..side.len() - steps.len()).unwrap_or_default(), steps)
    });
    let digits = steps.strip_prefix('-')?;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let from = if rows.is_empty() { &["base"] } else { rows };
    let starts: Vec<String> = from.iter().map(|row| format!("{branch}{row}{steps}")).collect();
    Some(format!("{}:", starts.join(",")))
}

impl Look {
    /// The tree.
    pub fn graph(&self) -> &Graph {
        &self.loaded.project.graph
    }

    /// The names of the revisions that the database stands at, as far as the flags say
    /// so; `mark` is whether lists are to mark them, and then they must.
    pub fn stand(&mut self, standing: &Standing, mark: bool) -> Option<Vec<String>> {
        let names = project::standing(standing, &mut self.loaded);
        match (&names, mark) {
            (Some(names), true) => self.current = self.ask(|graph| graph.resolve_rows(names)),
            (None, true) => {
                let message = "where the database stands is not given";
                self.loaded.report.push(Diagnostic::error(E0506, message).help(SAY_WHERE));
            }
            (_, false) => {}
        }
        names
    }

    /// The revisions of a range, oldest first; `current` may be either side, or the whole.
    /// With `-N:current`, START counts from there, as Alembic's manual has it. A fault goes to
    /// the report: E0506 where `current` is asked for and not known.
    pub fn range(&mut self, range: Option<&str>, current: Option<&[String]>) -> Vec<RevIdx> {
        let range = match range.map(|range| self.with_current(range, current)) {
            None => None,
            Some(Some(range)) => Some(range),
            Some(None) => return Vec::new(),
        };
        self.ask(|graph| graph.history_range(range.as_deref(), current))
    }

    /// The range with the word `current` replaced on either side.
    fn with_current(&mut self, range: &str, current: Option<&[String]>) -> Option<String> {
        let Some((start, end)) = around_current(range) else { return Some(range.to_owned()) };
        let Some(current) = current else {
            if self.graph().named(CURRENT).is_some() {
                return Some(range.to_owned());
            }
            let told = self.loaded.report.iter().any(|fault| fault.code == E0506);
            if !told {
                let message =
                    format!("`{range}` asks where the database stands, and nothing says so");
                self.loaded.report.push(Diagnostic::error(E0506, message).help(SAY_WHERE));
            }
            return None;
        };
        let rows = self.ask(|graph| graph.resolve_rows(current));
        let rows = self.ids(&rows);
        let start = back_from(start, &rows).unwrap_or_else(|| start.to_owned());
        let rows = if rows.is_empty() { "base".to_owned() } else { rows.join(",") };
        // `current:current` is what it is.
        let end = if end.trim_start().strip_prefix(':').map(str::trim) == Some(CURRENT) {
            format!(":{rows}")
        } else {
            end.to_owned()
        };
        Some(format!("{start}{rows}{end}"))
    }

    /// The answer of the tree; a fault goes to the report.
    pub fn ask<T: Default>(&mut self, ask: impl FnOnce(&Graph) -> crate::graph::Answer<T>) -> T {
        ask(&self.loaded.project.graph).unwrap_or_else(|fault| {
            self.loaded.report.push(*fault);
            T::default()
        })
    }

    /// Prints a list of revisions, one text each, or a JSON list.
    pub fn print(
        self,
        revisions: &[RevIdx],
        format: ListFormat,
        text: impl Fn(&Look, RevIdx) -> String,
        cx: &Context,
    ) -> Result<(), Exit> {
        let product = match format {
            ListFormat::Text => revisions.iter().map(|&r| text(&self, r) + "\n").collect(),
            ListFormat::Json => {
                let list: Vec<Value> = revisions.iter().map(|&r| self.json(r)).collect();
                crate::diag::render::text::json_safe(format!("{:#}\n", Value::Array(list)))
            }
        };
        finish(Some(Product::Text(product)), self.loaded.report, &self.loaded.project.sources, cx)
    }

    /// Prints a text that was made from the tree.
    pub fn finish(self, text: String, cx: &Context) -> Result<(), Exit> {
        finish(Some(Product::Text(text)), self.loaded.report, &self.loaded.project.sources, cx)
    }

    /// True where the database stands at this revision, as far as [`stand`](Self::stand) knows.
    pub fn is_current(&self, revision: RevIdx) -> bool {
        self.current.contains(&revision)
    }

    /// What a revision says beside its operations.
    pub fn header(&self, revision: RevIdx) -> Option<&Header> {
        self.loaded.project.revisions.get(revision.index()).map(|revision| &revision.header)
    }

    /// The message of a revision; empty when it has none.
    pub fn message(&self, revision: RevIdx) -> &str {
        self.header(revision).and_then(|header| header.message.as_deref()).unwrap_or_default()
    }

    fn dependencies(&self, revision: RevIdx) -> Vec<String> {
        let written = self.header(revision).map(|header| header.depends_on.as_slice());
        written.unwrap_or_default().iter().map(|name| one_line(name)).collect()
    }

    fn ids(&self, revisions: &[RevIdx]) -> Vec<&str> {
        revisions.iter().map(|&revision| self.graph().id(revision)).collect()
    }

    fn parents(&self, revision: RevIdx) -> String {
        match self.graph().parents(revision) {
            [] => "<base>".to_owned(),
            parents => one_line(&self.ids(parents).join(", ")),
        }
    }

    /// `<base> -> a1 (label) (head), message`: Alembic's short form.
    pub fn line(&self, revision: RevIdx, parts: Parts) -> String {
        let graph = self.graph();
        let mut line = one_line(graph.id(revision));
        if parts.parents {
            let needs = self.dependencies(revision);
            let needs =
                if needs.is_empty() { String::new() } else { format!(" ({})", needs.join(", ")) };
            line = format!("{}{needs} -> {line}", self.parents(revision));
        }
        let labels = graph.labels_of(revision);
        if parts.labels && !labels.is_empty() {
            line += &format!(" ({})", one_line(&labels.join(", ")));
        }
        if graph.is_head(revision) {
            let real = graph.dependents(revision).is_empty();
            line += if real { " (head)" } else { " (effective head)" };
        }
        if self.current.contains(&revision) {
            line += " (current)";
        }
        if parts.tree && graph.is_branch_point(revision) {
            line += " (branchpoint)";
        }
        if parts.tree && graph.is_merge_point(revision) {
            line += " (mergepoint)";
        }
        if parts.message {
            line += &format!(", {}", one_line(self.message(revision)));
        }
        line
    }

    /// All that is known of a revision: Alembic's long form.
    pub fn entry(&self, revision: RevIdx) -> String {
        let graph = self.graph();
        let mut entry = format!("Rev: {}", one_line(graph.id(revision)));
        let marks = [
            (graph.is_head(revision), " (head)"),
            (graph.is_branch_point(revision), " (branchpoint)"),
            (graph.is_merge_point(revision), " (mergepoint)"),
            (self.current.contains(&revision), " (current)"),
        ];
        entry.extend(marks.into_iter().filter(|(holds, _)| *holds).map(|(_, mark)| mark));
        let merges = graph.is_merge_point(revision);
        let below = if merges { "Merges" } else { "Parent" };
        entry += &format!("\n{below}: {}\n", self.parents(revision));
        let mut list = |title: &str, names: &[&str]| {
            if !names.is_empty() {
                entry += &format!("{title}: {}\n", one_line(&names.join(", ")));
            }
        };
        let needs = self.dependencies(revision);
        list("Also depends on", &needs.iter().map(String::as_str).collect::<Vec<_>>());
        if graph.is_branch_point(revision) {
            list("Branches into", &self.ids(graph.children(revision)));
        }
        let labels: Vec<&str> = graph.labels_of(revision).iter().map(|label| &**label).collect();
        list("Branch names", &labels);
        let tags: Vec<&str> = graph.tags(revision).iter().map(|tag| &**tag).collect();
        list("Tags", &tags);
        list("Path", &[self.path(revision)]);
        entry += &format!("\n    {}\n    \n", one_line(self.message(revision)));
        entry += &format!("    Revision ID: {}\n", one_line(graph.id(revision)));
        let revises = if graph.is_base(revision) { String::new() } else { self.parents(revision) };
        entry += &format!("    Revises: {revises}\n");
        if let Some(date) = self.header(revision).and_then(|header| header.create_date.as_deref()) {
            entry += &format!("    Create Date: {}\n", one_line(date));
        }
        entry.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }

    /// The path of a revision's file, as shown.
    pub fn path(&self, revision: RevIdx) -> &str {
        let sources = &self.loaded.project.sources;
        self.header(revision).map_or("", |header| &sources.file(header.file).name)
    }

    /// All that is known of a revision, for programs.
    pub fn json(&self, revision: RevIdx) -> Value {
        let graph = self.graph();
        let header = self.header(revision);
        json!({
            "revision": graph.id(revision),
            "down_revision": self.ids(graph.parents(revision)),
            "depends_on": self.ids(graph.dependencies(revision)),
            "children": self.ids(graph.children(revision)),
            "branch_labels": graph.labels_of(revision).iter().map(|l| &**l).collect::<Vec<_>>(),
            "tags": graph.tags(revision).iter().map(|tag| &**tag).collect::<Vec<_>>(),
            "message": header.and_then(|header| header.message.as_deref()),
            "create_date": header.and_then(|header| header.create_date.as_deref()),
            "path": self.path(revision),
            "head": graph.is_head(revision),
            "branch_point": graph.is_branch_point(revision),
            "merge_point": graph.is_merge_point(revision),
            "current": self.current.contains(&revision),
        })
    }
}
