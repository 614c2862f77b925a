//! One order of all revisions.
//!
//! Kahn's algorithm with a stack: a revision that comes free is taken before what
//! waited longer, so branches stay together; among those that come free at the
//! same moment the smallest id goes first. A revision that is added is never an
//! ancestor of one that was there, so it frees only other new ones, and the stack
//! without them is what it was: the old order stays.

use super::{Node, RevIdx};

/// The order, and which revisions could not be placed because of a cycle below them.
pub struct Ordered {
    /// Every revision that could be placed, after all that it needs.
    pub order: Vec<RevIdx>,
    /// For every node, whether it was placed.
    pub placed: Vec<bool>,
}

/// Orders all nodes but duplicates.
pub fn order(nodes: &[Node]) -> Ordered {
    let mut waiting: Vec<usize> = nodes.iter().map(|node| node.below().count()).collect();
    let mut placed = vec![false; nodes.len()];
    let mut order = Vec::with_capacity(nodes.len());
    let free = |&r: &RevIdx| waiting[r.index()] == 0 && !nodes[r.index()].duplicate;
    let mut stack: Vec<RevIdx> = (0..nodes.len() as u32).map(RevIdx).filter(free).collect();
    by_id_descending(nodes, &mut stack);
    let mut freed = Vec::new();
    while let Some(revision) = stack.pop() {
        placed[revision.index()] = true;
        order.push(revision);
        for next in nodes[revision.index()].above() {
            waiting[next.index()] -= 1;
            if waiting[next.index()] == 0 {
                freed.push(next);
            }
        }
        by_id_descending(nodes, &mut freed);
        stack.append(&mut freed);
    }
    Ordered { order, placed }
}

fn by_id_descending(nodes: &[Node], revisions: &mut [RevIdx]) {
    revisions.sort_unstable_by(|a, b| nodes[b.index()].id.cmp(&nodes[a.index()].id));
}
