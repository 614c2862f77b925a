//! Each revision's own script, up and down, where nothing but what it needs has run.

use super::project::{self, Loaded, Wishes};
use crate::diag::render::text::one_line;
use crate::diag::{Level, Report};
use crate::dialect::{DialectName, Version};
use crate::graph::{Direction, RevIdx};
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

/// Compiles all revisions for one dialect; by revision. None when the report has an error.
/// A script has no header: neither the program's version nor a digest of comments is part
/// of what it does.
pub fn all(loaded: &mut Loaded, dialect: (DialectName, Version)) -> Option<Vec<(RevIdx, Scripts)>> {
    let mut target = project::prepared(loaded, dialect, String::new(), Wishes::default())?;
    target.options.header = false;
    let mut scripts = vec![Scripts::default(); loaded.project.revisions.len()];
    for direction in [Direction::Upgrade, Direction::Downgrade] {
        let apart = |revision: RevIdx| match direction {
            Direction::Upgrade => false,
            Direction::Downgrade => reason(loaded, revision).is_some(),
        };
        for plan in loaded.project.graph.chains(direction, apart) {
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
    let found = order.filter_map(|revision| {
        let mut own = std::mem::take(scripts.get_mut(revision.index())?);
        if let Some(reason) = reason(loaded, revision) {
            own.down = comment("irreversible", reason);
        }
        Some((revision, own))
    });
    Some(found.collect())
}

/// Compiles one revision for one dialect, without a guard. What is wrong with the way back
/// is told in its place: the way up is worth seeing all the same. None when the report has
/// an error.
pub fn one(
    loaded: &mut Loaded,
    dialect: (DialectName, Version),
    revision: RevIdx,
) -> Option<Scripts> {
    let mut target = project::prepared(loaded, dialect, String::new(), Wishes::default())?;
    target.options.header = false;
    target.options.guard = false;
    let compile = |direction, report: &mut Report| {
        let request = Request::Plan(loaded.project.graph.alone(direction, revision));
        pipeline::compile(&loaded.project, &request, &target, false, report)
    };
    let mut own = Report::default();
    let down = match reason(loaded, revision) {
        Some(reason) => comment("irreversible", reason),
        None => match compile(Direction::Downgrade, &mut own) {
            Some(down) => down.script.text,
            None => {
                let sorted = own.sorted();
                let faults = sorted.iter().filter(|fault| fault.level == Level::Error);
                faults.map(|fault| comment(fault.code.as_str(), &fault.message)).collect()
            }
        },
    };
    let mut report = Report::default();
    let up = compile(Direction::Upgrade, &mut report);
    loaded.report.absorb(report);
    Some(Scripts { up: up?.script.text, down })
}

/// Text as an SQL comment, one that none of its characters can end.
fn comment(title: &str, text: &str) -> String {
    text.lines().map(|line| format!("-- {title}: {}\n", one_line(line))).collect()
}

/// Why a revision cannot be undone.
fn reason(loaded: &Loaded, revision: RevIdx) -> Option<&str> {
    match &loaded.project.revisions.get(revision.index())?.downgrade {
        Downgrade::Irreversible(reason) => Some(reason),
        _ => None,
    }
}
