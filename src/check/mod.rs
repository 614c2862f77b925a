//! Everything that can be said of revisions without a database.
//!
//! In: all revisions, and what the compile is for. Out: a report. One walk over the live
//! catalog runs each revision up and down and up again, at the cost of what it touches; beside
//! branches, a revision is judged in the schema that its own ancestors make. Reads no files,
//! writes no text; statements are handed out to be verified.

mod branches;
mod collide;
pub mod round_trip;
pub mod statements;
pub mod whereabouts;
mod worlds;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::{Catalog, Key, Touched};
use crate::diag::codes::{E0304, E0320, E0321, E0330};
use crate::diag::{Code, Diagnostic, Report};
use crate::dialect::Dialect;
use crate::env::Env;
use crate::graph::{Ancestry, Graph, RevIdx};
use crate::lower::Lowered;
use crate::ops::{Entry, Op};
use crate::replay::{Rev, Walk};
use crate::source::{SourceMap, Span, Spanned};
use crate::syntax::Downgrade;

/// What is checked.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// The revisions, in file order.
    pub revisions: &'a [Rev],
    /// Their tree.
    pub graph: &'a Graph,
    /// Who comes before whom in it.
    pub ancestry: &'a Ancestry,
    /// The dialect, and what changes a revision's meaning.
    pub env: &'a Env,
}

/// Takes the statements of a revision, one way; reports what is wrong with their texts.
pub type Verify<'a> = &'a mut dyn FnMut(Vec<Lowered>, &mut Report);

/// Checks every revision, up and down. `base` is the schema before the first one.
///
/// Reports what operations report where they are applied and lowered; E0331 for a downgrade that does
/// not undo its upgrade; E0320 and E0321 for branches that lean on each other or collide.
pub fn run(base: Catalog, input: &Input<'_>, verify: Verify<'_>, report: &mut Report) {
    let mut found = Report::default();
    let mut live = Walk::new(base.clone(), input.env);
    live.catalog.keep_journal();
    if report.is_doubtful() {
        live.report.doubt();
    }
    let mut branches = branches::Branches::new(base, input);
    for &index in input.graph.order() {
        let Some(revision) = input.revisions.get(index.index()) else { continue };
        if !input.graph.is_sound(index) {
            // What stands below it is not what is written: nothing here can be trusted.
            live.apply(revision);
            live.report.take();
            live.report.doubt();
        } else if branches.is_alone(index) {
            found.absorb(judge(&mut live, revision, input, verify).report);
        } else {
            branches.judge(index, &mut live, verify, &mut found);
        }
        live.forget();
    }
    branches.finish(&mut found);
    whereabouts::explain(&mut found, input, branches.base());
    report.absorb(found);
}

/// What is wrong between the branches that these revisions lie on, as E0320 and E0321, and
/// nothing else.
pub fn branches_of(base: Catalog, input: &Input<'_>, runs: &[RevIdx]) -> Report {
    let mut found = Report::default();
    run(base, input, &mut |_, _| {}, &mut found);
    let runs: FxHashSet<RevIdx> = runs.iter().copied().collect();
    let owners = whereabouts::owners(input);
    let is_run = |span: Span| owners.get(&span.file).is_some_and(|owner| runs.contains(owner));
    found.retain_from(0, |fault| {
        let own = fault.primary.as_ref().is_some_and(|label| is_run(label.span));
        let all = fault.secondary.iter().all(|label| is_run(label.span));
        own && (fault.code == E0320 || fault.code == E0321 && all)
    });
    found
}

/// The reports of several dialects as one: each fault once. One that is not a fault
/// in all of them says in which it is, unless its words do.
pub fn merge(reports: Vec<(&'static Dialect, Report)>) -> Report {
    let all = reports.len();
    let mut merged: Vec<(Diagnostic, Vec<&'static Dialect>)> = Vec::new();
    let mut places: FxHashMap<(Option<Span>, Code, String), usize> = FxHashMap::default();
    for (dialect, report) in reports {
        for fault in report.sorted() {
            let span = fault.primary.as_ref().map(|label| label.span);
            let at =
                *places.entry((span, fault.code, fault.message.clone())).or_insert_with(|| {
                    merged.push((fault.clone(), Vec::new()));
                    merged.len() - 1
                });
            merged[at].1.push(dialect);
        }
    }
    let mut report = Report::default();
    for (mut fault, dialects) in merged {
        if dialects.len() < all && !dialects.iter().any(|d| fault.message.contains(d.title)) {
            let names: Vec<&str> = dialects.iter().map(|dialect| dialect.title).collect();
            fault.notes.push(format!("on {}", joined(&names)));
        }
        report.push(fault);
    }
    report
}

/// `a`, `a and b`, `a, b and c`.
fn joined(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// What came of one revision.
struct Judged {
    report: Report,
    /// What its upgrade wrote to, with the operation that did.
    wrote: Vec<(Touched, Option<Span>)>,
    /// The names that it wrote to or asked for.
    names: FxHashSet<Key>,
    changed: FxHashSet<Key>,
}

/// Runs a revision up and down where the walk stands, and leaves the walk above it.
fn judge(walk: &mut Walk<'_>, revision: &Rev, input: &Input<'_>, verify: Verify<'_>) -> Judged {
    let earlier = walk.report.take();
    walk.catalog.watch();
    let start = walk.catalog.mark();
    walk.failed.clear();
    let mut derived = Vec::new();
    let statements = match &revision.downgrade {
        Downgrade::Auto => {
            let (statements, way_back) = walk.up_and_back(revision);
            derived = way_back;
            statements
        }
        Downgrade::Operations(_) | Downgrade::Irreversible(_) => walk.up(revision),
    };
    verify(statements, &mut walk.report);
    let above = walk.catalog.mark();
    let touched = walk.catalog.touched_since(start).into_iter();
    let wrote =
        touched.map(|t| (walk.operation_at(t.first), t)).map(|(span, t)| (t, span)).collect();
    let changed = walk.catalog.names_since(start);
    let way_back: Option<&[Spanned<Entry>]> = match &revision.downgrade {
        Downgrade::Auto => Some(&derived),
        Downgrade::Operations(entries) => Some(entries),
        Downgrade::Irreversible(_) => None,
    };
    if let Some(way_back) = way_back {
        let faults = walk.report.len();
        let failed = walk.failed.clone();
        verify_down(walk, revision, way_back, verify);
        if matches!(revision.downgrade, Downgrade::Auto) && walk.report.is_doubtful() {
            // Nobody wrote it: what it finds missing or in the way beside a fault is that fault's doing.
            let of_schema = |code: Code| code.as_str().starts_with("E03") && code != E0330;
            walk.report.retain_from(faults, |fault| !of_schema(fault.code));
        }
        forgive(&mut walk.report, faults, &failed, input.sources);
        let broken = way_back.iter().any(|entry| matches!(entry.op, Op::Broken(_)));
        if !walk.report.has_errors() && walk.failed.is_empty() && !broken {
            let fault = round_trip::compare(walk, revision, (start, above), input.env);
            walk.report.push_all(fault);
        }
        walk.rewind(above);
    }
    let mut names = walk.catalog.watched();
    names.extend(changed.iter().cloned());
    let report = std::mem::replace(&mut walk.report, earlier);
    if report.has_errors() || !walk.failed.is_empty() {
        walk.report.doubt();
    }
    Judged { report, wrote, names, changed }
}

fn verify_down(
    walk: &mut Walk<'_>,
    revision: &Rev,
    way_back: &[Spanned<Entry>],
    verify: Verify<'_>,
) {
    let statements = walk.down(revision, way_back);
    verify(statements, &mut walk.report);
}

/// A downgrade may speak of what the upgrade would have made, had it been right: such faults
/// are the same mistake again.
fn forgive(report: &mut Report, from: usize, failed: &[Span], sources: &SourceMap) {
    if failed.is_empty() {
        return;
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let said = |name: &str| {
        failed
            .iter()
            .any(|span| sources.slice(*span).split(|c| !is_word(c)).any(|word| word == name))
    };
    // What was to be dropped or renamed is in the way of what makes it again.
    let stands = |fault: &Diagnostic| {
        let name =
            fault.primary.as_ref().map(|label| sources.slice(label.span).trim_matches(['"', '\'']));
        fault.code == E0304 && name.is_some_and(said)
    };
    let follows = |fault: &Diagnostic| {
        stands(fault)
            || fault.missing.as_ref().is_some_and(|missing| {
                said(&missing.name) || missing.table.as_ref().is_some_and(|table| said(table))
            })
    };
    report.retain_from(from, |fault| !follows(fault));
}

/// The revision's id.
fn id<'a>(input: &Input<'a>, revision: RevIdx) -> &'a str {
    input.graph.id(revision)
}
