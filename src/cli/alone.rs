//! Each revision's own script, up and down, where nothing but what it needs has run.

use super::project::{self, Loaded, Wishes};
use crate::dialect::{DialectName, Version};
use crate::graph::{Direction, Plan, RevIdx};
use crate::pipeline::{self, Request};
use crate::syntax::Downgrade;

/// The scripts of a revision for one dialect.
#[derive(Clone, Debug, Default)]
pub struct Scripts {
    /// The way up.
    pub up: String,
    /// The way back; a comment where there is none.
    pub down: String,
}

/// Compiles all revisions, or some, for one dialect; by revision. `guard` is whether the
/// scripts check where the database stands. None when the report has an error. A script has no header: neither the program's version nor a digest of
/// comments is part of what it does.
pub fn compile(
    loaded: &mut Loaded,
    dialect: (DialectName, Version),
    only: Option<&[RevIdx]>,
    guard: bool,
) -> Option<Vec<(RevIdx, Scripts)>> {
    let mut target = project::prepared(loaded, dialect, String::new(), Wishes::default())?;
    target.options.header = false;
    target.options.guard &= guard;
    let mut scripts = vec![Scripts::default(); loaded.project.revisions.len()];
    for direction in [Direction::Upgrade, Direction::Downgrade] {
        let apart = |revision: RevIdx| match direction {
            Direction::Upgrade => false,
            Direction::Downgrade => reason(loaded, revision).is_some(),
        };
        for plan in loaded.project.graph.chains(direction, apart) {
            let Some(plan) = wanted(plan, only) else { continue };
            let request = Request::Plan(plan);
            let report = &mut loaded.report;
            let compiled = pipeline::compile(&loaded.project, &request, &target, true, report);
            let Some(compiled) = compiled else { continue };
            for (step, script) in compiled.plan.steps.iter().zip(compiled.steps) {
                let Some(slot) = scripts.get_mut(step.revision.index()) else { continue };
                match direction {
                    Direction::Upgrade => slot.up = script.text,
                    Direction::Downgrade => slot.down = script.text,
                }
            }
        }
    }
    if loaded.report.has_errors() {
        return None;
    }
    let order = loaded.project.graph.order().iter().copied();
    let chosen = order.filter(|revision| only.is_none_or(|only| only.contains(revision)));
    let found = chosen.filter_map(|revision| {
        let mut own = std::mem::take(scripts.get_mut(revision.index())?);
        if let Some(reason) = reason(loaded, revision) {
            own.down = reason.lines().map(|line| format!("-- irreversible: {line}\n")).collect();
        }
        Some((revision, own))
    });
    Some(found.collect())
}

/// The plan without the steps that nobody asked for; none when no step is left. What runs
/// before the first that is left has run, or is yet to run, either way.
fn wanted(mut plan: Plan, only: Option<&[RevIdx]>) -> Option<Plan> {
    let Some(only) = only else { return Some(plan) };
    plan.steps.iter().any(|step| only.contains(&step.revision)).then(|| {
        let last = plan.steps.iter().rposition(|step| only.contains(&step.revision));
        plan.steps.truncate(last.map_or(0, |last| last + 1));
        plan
    })
}

/// Why a revision cannot be undone.
fn reason(loaded: &Loaded, revision: RevIdx) -> Option<&str> {
    match &loaded.project.revisions.get(revision.index())?.downgrade {
        Downgrade::Irreversible(reason) => Some(reason),
        _ => None,
    }
}
