//! Who descends from whom: closures over the edges, without recursion.

use super::{Graph, Node, RevIdx};

impl Graph {
    /// For every revision whether it is one of these or needed by one of them,
    /// over both kinds of edges.
    pub fn ancestors(&self, of: &[RevIdx]) -> Vec<bool> {
        self.closure(of, |node, push| node.below().for_each(push))
    }

    /// For every revision whether it is one of these or needs one of them, over
    /// both kinds of edges.
    pub fn descendants(&self, of: &[RevIdx]) -> Vec<bool> {
        self.closure(of, |node, push| node.above().for_each(push))
    }

    /// [`Graph::ancestors`] over `down_revision` alone.
    pub(super) fn line_below(&self, of: &[RevIdx]) -> Vec<bool> {
        self.closure(of, |node, push| node.parents.iter().copied().for_each(push))
    }

    /// [`Graph::descendants`] over `down_revision` alone.
    pub(super) fn line_above(&self, of: &[RevIdx]) -> Vec<bool> {
        self.closure(of, |node, push| node.children.iter().copied().for_each(push))
    }

    /// The revisions on the same branch: all below and above, `down_revision` alone.
    pub(super) fn line(&self, of: RevIdx) -> Vec<bool> {
        union(self.line_below(&[of]), &self.line_above(&[of]))
    }

    /// All below and above, over both kinds of edges.
    pub(super) fn kin(&self, of: &[RevIdx]) -> Vec<bool> {
        union(self.ancestors(of), &self.descendants(of))
    }

    /// The members that no other member needs, in [`Graph::order`]; of a set that
    /// holds all its ancestors, these are the rows of the version table.
    pub(super) fn maximal(&self, set: &[bool]) -> Vec<RevIdx> {
        let is_tip = |r: &RevIdx| set[r.index()] && !self.node(*r).above().any(|a| set[a.index()]);
        self.order.iter().copied().filter(is_tip).collect()
    }

    /// These revisions without those that another of them needs.
    pub(super) fn tips(&self, of: &[RevIdx]) -> Vec<RevIdx> {
        self.maximal(&self.ancestors(of))
    }

    fn closure(&self, from: &[RevIdx], next: impl Fn(&Node, &mut dyn FnMut(RevIdx))) -> Vec<bool> {
        let mut seen = vec![false; self.nodes.len()];
        let mut todo: Vec<RevIdx> = from.to_vec();
        while let Some(revision) = todo.pop() {
            if !std::mem::replace(&mut seen[revision.index()], true) {
                next(self.node(revision), &mut |r| todo.push(r));
            }
        }
        seen
    }
}

/// Adds the members of one set to another.
pub fn union(mut set: Vec<bool>, other: &[bool]) -> Vec<bool> {
    for (member, also) in set.iter_mut().zip(other) {
        *member |= also;
    }
    set
}
