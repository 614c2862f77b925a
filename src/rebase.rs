//! What clashes when a branch is put behind another, found by running both orders on the
//! simulated schema.
//!
//! In: a project, and what is to move. Out: the revisions with their new parents, and in
//! the report what no longer works, what works in one order only, and what comes out
//! differently. Writes nothing.

use crate::catalog::Catalog;
use crate::diag::codes::{E0212, E0321};
use crate::diag::{Diagnostic, Level, Report};
use crate::env::Env;
use crate::graph::{Graph, Plan, Rebase, RevIdx};
use crate::lock::Lock;
use crate::pipeline::Project;
use crate::replay;
use crate::source::Spanned;

/// The most differences that are told.
const TOLD: usize = 8;

/// Refuses to move what was released (E0212).
pub fn check_frozen(rebase: &Rebase, lock: &Lock, project: &Project, report: &mut Report) {
    let graph = &project.graph;
    // What stands on it is frozen with it, or free to come along.
    let Some(&revision) = rebase.moved.iter().find(|&&r| lock.holds(graph.id(r))) else { return };
    let id = graph.id(revision);
    let message = format!("the revision `{id}` is frozen and keeps its place in history");
    let mut fault = Diagnostic::error(E0212, message).at(graph.place(revision));
    if let Some(place) = lock.place(id) {
        fault = fault.also(place, "released here");
    }
    let help = "join the branches instead: `compile merge heads -m MESSAGE`";
    report.push(fault.help(help));
}

/// The tree in which the roots stand on their new parent.
pub fn moved_graph(rebase: &Rebase, project: &Project, report: &mut Report) -> Graph {
    let mut headers: Vec<_> =
        project.revisions.iter().map(|revision| revision.header.clone()).collect();
    for root in &rebase.roots {
        if let Some(header) = headers.get_mut(root.index()) {
            let onto = rebase.onto.map(|onto| project.graph.id(onto).to_owned());
            let span = header.down_revision_span;
            header.down_revision = onto.into_iter().map(|id| Spanned::new(id, span)).collect();
        }
    }
    Graph::build(&headers.iter().collect::<Vec<_>>(), report)
}

/// Runs the branch behind its new parent, and the other way round, for one dialect. What
/// goes wrong only in the new order is an error; what goes wrong only in the other, or
/// ends differently, is a warning (E0321).
pub fn check(
    rebase: &Rebase,
    project: &Project,
    moved: &Graph,
    (base, env): (&Catalog, &Env),
    report: &mut Report,
) {
    let walk = |plan: &Plan| walk(project, plan, base, env);
    let graph = &project.graph;
    let ends = graph.ends_above(&rebase.roots);
    let onto: Vec<RevIdx> = rebase.onto.into_iter().collect();
    let (_, mut known) = walk(&graph.plan_between(&[], &ends));
    known.extend(walk(&graph.plan_between(&[], &onto)).1);
    let new = |faults: Vec<Diagnostic>| -> Vec<Diagnostic> {
        faults.into_iter().filter(|fault| !known.contains(fault)).collect()
    };
    let (after, faults) = walk(&moved.plan_between(&[], &ends));
    let faults = new(faults);
    if !faults.is_empty() {
        let onto = rebase.onto.map_or("base", |onto| graph.id(onto));
        let first = rebase.roots.first().map_or("", |&root| graph.id(root));
        let help = format!(
            "this is what comes of `{first}` behind `{onto}`: change it first, or keep both \
             branches and join them with `compile merge`"
        );
        faults.into_iter().for_each(|fault| report.push(fault.help(help.clone())));
        return;
    }
    // The other order: a database that has run the branch already, and then the rest.
    let mut other = graph.plan_between(&ends, &onto);
    let mut before = graph.plan_between(&[], &ends);
    before.steps.append(&mut other.steps);
    let (reverse, faults) = walk(&before);
    let faults = new(faults);
    for fault in &faults {
        report.push(in_one_order_only(fault, rebase, graph));
    }
    if faults.is_empty() {
        let (lost, added) = differences(&after, &reverse, env);
        if !(lost.is_empty() && added.is_empty()) {
            report.push(ends_differently(&lost, &added, rebase, graph));
        }
    }
}

/// The schema at the end of a plan, and the errors on the way.
fn walk(project: &Project, plan: &Plan, base: &Catalog, env: &Env) -> (Catalog, Vec<Diagnostic>) {
    let mut report = Report::default();
    let revisions = &project.revisions;
    let outcome = replay::run(base.clone(), revisions, plan, env, &mut report, &mut drop);
    let faults = report.sorted().into_iter().filter(|d| d.level == Level::Error).cloned();
    (outcome.catalog, faults.collect())
}

fn in_one_order_only(fault: &Diagnostic, rebase: &Rebase, graph: &Graph) -> Diagnostic {
    let (first, onto) = names(rebase, graph);
    let message = format!(
        "`{onto}` cannot run on a database that has run `{first}` already: {}",
        fault.message
    );
    let mut warning = Diagnostic::warning(E0321, message);
    (warning.primary, warning.secondary) = (fault.primary.clone(), fault.secondary.clone());
    warning.help(format!(
        "take `{first}` back from such a database first: `compile downgrade {first}-1`"
    ))
}

fn ends_differently(
    lost: &[String],
    added: &[String],
    rebase: &Rebase,
    graph: &Graph,
) -> Diagnostic {
    let (first, onto) = names(rebase, graph);
    let message = format!("the order of `{first}` and `{onto}` changes what comes out");
    let mut warning = Diagnostic::warning(E0321, message);
    if let Some(&root) = rebase.roots.first() {
        warning = warning.label(graph.place(root), "this is to come later");
    }
    if let Some(onto) = rebase.onto {
        warning = warning.also(graph.place(onto), "than this");
    }
    let shown = |lines: &[String]| lines.iter().take(TOLD).cloned().collect::<Vec<_>>().join("; ");
    warning
        .help(format!("in the new order there is {}", shown(added)))
        .help(format!("a database that has run `{first}` before has {}", shown(lost)))
}

fn names<'a>(rebase: &Rebase, graph: &'a Graph) -> (&'a str, &'a str) {
    let first = rebase.roots.first().map_or("", |&root| graph.id(root));
    (first, rebase.onto.map_or("base", |onto| graph.id(onto)))
}

/// What only the second, and what only the first has; the order of columns counts only
/// where the columns are the same.
fn differences(new: &Catalog, reverse: &Catalog, env: &Env) -> (Vec<String>, Vec<String>) {
    let lines = |catalog: &Catalog| -> Vec<String> {
        let words = catalog.describe(env.dialect.name);
        let place = |line: &str| match line.split_once(": column ") {
            Some((table, column)) => {
                format!("{table}: column {}", column.get(4..).unwrap_or_default())
            }
            None => line.to_owned(),
        };
        words.lines().map(place).collect()
    };
    let (new, reverse) = (lines(new), lines(reverse));
    let only = |a: &[String], b: &[String]| -> Vec<String> {
        a.iter().filter(|line| !b.contains(line)).cloned().collect()
    };
    (only(&reverse, &new), only(&new, &reverse))
}
