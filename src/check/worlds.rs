//! The schema that a revision's own ancestors make, whatever else stands beside it.
//!
//! A second catalog, which is only moved where branches lie side by side: up along
//! ancestors, and back by its journal. Moving along a branch costs what the branch does.

use rustc_hash::FxHashSet;

use super::Input;
use crate::catalog::Catalog;
use crate::graph::RevIdx;
use crate::replay::Walk;

/// A catalog that goes where it is sent.
pub struct World<'a> {
    input: Input<'a>,
    /// The catalog.
    pub walk: Walk<'a>,
    /// How many revisions of the order are in for good.
    settled: usize,
    /// The revisions on top of these, with the marks below them.
    stack: Vec<(RevIdx, usize)>,
    /// Revisions that fail even on their own ancestors.
    pub faulty: FxHashSet<RevIdx>,
}

impl<'a> World<'a> {
    /// Begins before the first revision.
    pub fn new(base: Catalog, input: &Input<'a>) -> Self {
        let mut walk = Walk::new(base, input.env);
        walk.catalog.keep_journal();
        World { input: *input, walk, settled: 0, stack: Vec::new(), faulty: FxHashSet::default() }
    }

    /// Goes to where exactly the strict ancestors of these revisions have run. False when
    /// one of them failed on the way, though it does not on its own.
    pub fn go_below(&mut self, revisions: &[RevIdx]) -> bool {
        let ancestry = self.input.ancestry;
        let order = self.input.graph.order();
        let begin = revisions.iter().map(|&r| ancestry.region(r)).min().unwrap_or(0);
        let end = revisions.iter().filter_map(|&r| ancestry.place(r)).max().unwrap_or(0);
        self.settle(begin);
        let wanted = |r: RevIdx| revisions.iter().any(|&of| ancestry.precedes(r, of));
        if let Some(at) = self.stack.iter().position(|(r, _)| !wanted(*r)) {
            self.cut(at);
        }
        let there: FxHashSet<RevIdx> = self.stack.iter().map(|(r, _)| *r).collect();
        let missing: Vec<RevIdx> = order
            .iter()
            .take(end)
            .skip(begin)
            .copied()
            .filter(|&r| wanted(r) && !there.contains(&r))
            .collect();
        let mut sound = true;
        for revision in missing {
            sound &= self.add(revision) || self.faulty.contains(&revision);
        }
        sound
    }

    /// Runs one more revision; false when something is wrong with it here.
    pub fn add(&mut self, revision: RevIdx) -> bool {
        self.stack.push((revision, self.walk.catalog.mark()));
        let Some(own) = self.input.revisions.get(revision.index()) else { return true };
        let _earlier = self.walk.report.take();
        self.walk.apply(own);
        !self.walk.report.take().has_errors()
    }

    /// Notes that a revision was run by somebody else, above a mark.
    pub fn added(&mut self, revision: RevIdx, mark: usize) {
        self.stack.push((revision, mark));
    }

    /// Takes back all but the first so many revisions of the stack.
    pub fn cut(&mut self, height: usize) {
        if let Some((_, mark)) = self.stack.get(height) {
            self.walk.rewind(*mark);
            self.stack.truncate(height);
        }
    }

    /// How many revisions can be taken back.
    pub fn height(&self) -> usize {
        self.stack.len()
    }

    /// Runs everything before this place of the order for good.
    fn settle(&mut self, to: usize) {
        if to <= self.settled {
            return;
        }
        self.cut(0);
        for &revision in self.input.graph.order().iter().take(to).skip(self.settled) {
            if let Some(own) = self.input.revisions.get(revision.index()) {
                self.walk.apply(own);
                self.walk.report.take();
            }
        }
        self.walk.forget();
        self.settled = to;
    }
}
