//! Steps up or down the tree: `+2`, `ID-1`, `LABEL@head-1`. They follow
//! `down_revision` alone, and stop with an error where the way parts or ends.

use super::name::{Name, Steps};
use super::resolve::Branch;
use super::say::fault;
use super::{Answer, Graph, RevIdx};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0206, E0210};

impl Graph {
    /// The row that `+N` or `LABEL@+N` counts from; none is base. Where no row is on
    /// the branch, it is the newest that the rows hold of it.
    pub(super) fn row(
        &self,
        name: &Name<'_>,
        rows: &[RevIdx],
        branch: Option<&Branch<'_>>,
    ) -> Answer<Option<RevIdx>> {
        let mut rows = rows.to_vec();
        if let Some(branch) = branch {
            let on_branch = self.on(branch, rows.clone());
            rows = if on_branch.is_empty() {
                let mut held = self.ancestors(&rows);
                held.iter_mut().zip(&branch.line).for_each(|(held, on)| *held &= on);
                self.maximal(&held)
            } else {
                on_branch
            };
        }
        match rows.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => Err(self.several_starts(name, several)),
        }
    }

    fn several_starts(&self, name: &Name<'_>, rows: &[RevIdx]) -> Box<Diagnostic> {
        let message = format!("`{}` could count from {}", name.text, self.listed(rows));
        let fault = fault(E0206, message);
        let fault = fault.help("say which: `LABEL@+N`, or count from a revision, as in `ID+N`");
        self.candidates(fault, rows, "from here?").into()
    }

    /// Walks up or down `down_revision` edges; none is base, on both ends.
    pub(super) fn walk(
        &self,
        name: &Name<'_>,
        from: Option<RevIdx>,
        steps: Steps,
        branch: Option<&Branch<'_>>,
        clamp: bool,
    ) -> Answer<Option<RevIdx>> {
        let mut at = from;
        for done in 0..steps.count {
            let next = match (at, steps.up) {
                (Some(revision), true) => self.children(revision).to_vec(),
                (None, true) => self.bases(),
                (Some(revision), false) => self.parents(revision).to_vec(),
                (None, false) => Vec::new(),
            };
            let next = match branch {
                Some(branch) => self.on(branch, next),
                None => next,
            };
            at = match next.as_slice() {
                [only] => Some(*only),
                [] if !steps.up && at.is_some() => None,
                [] if clamp => return Ok(at),
                [] => return Err(self.too_far(name, at, steps, done)),
                several => return Err(self.fork(name, at, steps, several)),
            };
        }
        Ok(at)
    }

    fn too_far(
        &self,
        name: &Name<'_>,
        at: Option<RevIdx>,
        steps: Steps,
        done: u64,
    ) -> Box<Diagnostic> {
        let end = at.map_or("base", |r| self.id(r));
        let way = if steps.up { "up" } else { "down" };
        let message = format!(
            "`{}` leaves the tree: `{end}` is reached after {done} step{} {way}",
            name.text,
            if done == 1 { "" } else { "s" }
        );
        let fault = fault(E0210, message).help(format!("the furthest {way} is `{end}`"));
        self.candidates(fault, at.as_slice(), "the tree ends here").into()
    }

    fn fork(
        &self,
        name: &Name<'_>,
        at: Option<RevIdx>,
        steps: Steps,
        several: &[RevIdx],
    ) -> Box<Diagnostic> {
        let from = at.map_or("base", |r| self.id(r));
        let message = format!(
            "`{}` does not say which way to go {} from `{from}`: {}",
            name.text,
            if steps.up { "up" } else { "down" },
            self.listed(several)
        );
        let help = "name the revision, or choose the branch with `LABEL@` in front";
        self.candidates(fault(E0206, message).help(help), several, "this way?").into()
    }
}
