//! `cucurbit.lock`: which revisions were released, and what they meant then.
//!
//! In: the text of the lock and the revisions as they are. Out: what no longer agrees, or
//! a new text. A line is `ID HASH PARENTS`; lines are sorted by id, so that two people who
//! add some seldom touch the same place. Opens no files.

mod meaning;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diag::codes::{E0212, E0507};
use crate::diag::{Diagnostic, Report};
use crate::graph::RevIdx;
use crate::pipeline::Project;
use crate::source::{FileId, Span};

/// The name of the file, beside the configuration.
pub const NAME: &str = "cucurbit.lock";

/// The released revisions, by id.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    lines: BTreeMap<String, Line>,
}

/// What a revision was when it was released.
#[derive(Clone, Debug)]
struct Line {
    hash: String,
    /// `base`, or the parents' ids, sorted and with commas between them.
    parents: String,
    /// The place; none for a line that is new.
    span: Option<Span>,
}

impl Lock {
    /// Reads a lock. Empty lines and lines that begin with `#` say nothing. What is no
    /// line of a lock (the marks of a merge that went wrong above all), and two lines that
    /// say different things of one revision, are E0507.
    pub fn parse(file: FileId, text: &str, report: &mut Report) -> Lock {
        let mut lock = Lock::default();
        let mut at = 0;
        for raw in text.split_inclusive('\n') {
            let line = raw.trim();
            let span = Span::new(file, at, at + raw.trim_end().len());
            at += raw.len();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let mut words = line.split_whitespace();
            let (Some(id), Some(hash), Some(parents), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                report.push(no_line(span));
                continue;
            };
            if hash.len() != 64 || !hash.chars().all(|c| c.is_ascii_hexdigit()) {
                report.push(no_line(span));
                continue;
            }
            let new = Line { hash: hash.to_owned(), parents: parents.to_owned(), span: Some(span) };
            match lock.lines.get(id) {
                Some(old) if old.hash != new.hash || old.parents != new.parents => {
                    report.push(two_lines(id, span, old.span));
                }
                _ => drop(lock.lines.insert(id.to_owned(), new)),
            }
        }
        lock
    }

    /// Whether a revision was released.
    pub fn holds(&self, id: &str) -> bool {
        self.lines.contains_key(id)
    }

    /// The place of a revision's line.
    pub fn place(&self, id: &str) -> Option<Span> {
        self.lines.get(id)?.span
    }

    /// How many revisions were released.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// True when none was.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Reports every released revision that is no longer what it was (E0212).
    pub fn check(&self, project: &Project, report: &mut Report) {
        let found: Vec<Option<Diagnostic>> = {
            let lines: Vec<(&String, &Line)> = self.lines.iter().collect();
            lines.par_iter().map(|(id, line)| line.check(id, project)).collect()
        };
        found.into_iter().flatten().for_each(|fault| report.push(fault));
    }

    /// Takes in revisions as they are now. Those that were released already stay as they
    /// were then.
    pub fn add(&mut self, revisions: &[RevIdx], project: &Project) {
        let new: Vec<(String, Line)> = revisions
            .par_iter()
            .filter(|&&revision| !self.holds(project.graph.id(revision)))
            .filter_map(|&revision| {
                let hash = meaning::hash(project, revision)?;
                let line = Line { hash, parents: parents(project, revision), span: None };
                Some((project.graph.id(revision).to_owned(), line))
            })
            .collect();
        self.lines.extend(new);
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let line = |(id, line): (&String, &Line)| format!("{id} {} {}\n", line.hash, line.parents);
        self.lines.iter().map(line).collect()
    }
}

impl Line {
    fn check(&self, id: &str, project: &Project) -> Option<Diagnostic> {
        let frozen = self.span?;
        let Some(revision) = project.graph.by_id(id) else {
            let message = format!("the frozen revision `{id}` is gone");
            return Some(
                Diagnostic::error(E0212, message)
                    .label(frozen, "it was released as this")
                    .help("bring its file back: databases stand on it")
                    .help("if it was never released, take its line out of `cucurbit.lock`"),
            );
        };
        let header = &project.revisions.get(revision.index())?.header;
        let now = parents(project, revision);
        let fault = if now != self.parents {
            let message = format!(
                "the frozen revision `{id}` got another parent: `{}`, not `{now}`, is what it was \
                 released on",
                self.parents
            );
            Diagnostic::error(E0212, message).label(header.down_revision_span, "this was changed")
        } else if meaning::hash(project, revision)? != self.hash {
            let message = format!("the frozen revision `{id}` was changed");
            Diagnostic::error(E0212, message).label(header.revision.span, "this was released")
        } else {
            return None;
        };
        Some(
            fault
                .also(frozen, "frozen here")
                .help("put it back as it was, and make the change in a new one: `compile revision -m MESSAGE`")
                .help("if it was never released, take its line out of `cucurbit.lock` and run `compile freeze` again"),
        )
    }
}

/// The parents as they are written, sorted.
fn parents(project: &Project, revision: RevIdx) -> String {
    let header = project.revisions.get(revision.index()).map(|revision| &revision.header);
    let written = header.map(|header| header.down_revision.as_slice()).unwrap_or_default();
    let mut ids: Vec<&str> = written.iter().map(|parent| parent.as_str()).collect();
    ids.sort_unstable();
    if ids.is_empty() { "base".to_owned() } else { ids.join(",") }
}

fn no_line(span: Span) -> Diagnostic {
    Diagnostic::error(E0507, "this is no line of a lock")
        .at(span)
        .help("a line is the id of a revision, its hash and its parents")
        .help("after a merge that went wrong keep the lines of both sides and take its marks out")
}

fn two_lines(id: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let message = format!("the lock says two different things of the revision `{id}`");
    let fault = Diagnostic::error(E0507, message).label(span, "one here");
    let fault = match first {
        Some(first) => fault.also(first, "the other here"),
        None => fault,
    };
    fault.help("keep the line of the side that was released")
}

#[cfg(test)]
mod tests;
