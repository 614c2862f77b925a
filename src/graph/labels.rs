//! Which branch labels hold for a revision: those written in it or in one of its
//! ancestors, and those of the descendants that lead straight up from it. As in
//! Alembic, a label reaches down only to the next branch or merge point.

use std::sync::Arc;

use super::{Graph, RevIdx};

impl Graph {
    /// The labels of the branch that the revision is on, sorted.
    pub fn labels_of(&self, revision: RevIdx) -> &[Arc<str>] {
        &self.branch_labels.get_or_init(|| self.spread_labels())[revision.index()]
    }

    /// Passes labels on along the order. Neighbours with the same labels share one list.
    fn spread_labels(&self) -> Vec<Arc<[Arc<str>]>> {
        let none: Arc<[Arc<str>]> = Arc::from(Vec::new());
        let mut lists = vec![none.clone(); self.nodes.len()];
        for &revision in &self.order {
            let node = self.node(revision);
            let inherited = match node.parents.as_slice() {
                [] => none.clone(),
                [parent] => lists[parent.index()].clone(),
                parents => parents
                    .iter()
                    .fold(none.clone(), |all, parent| joined(&all, &lists[parent.index()])),
            };
            lists[revision.index()] = joined(&inherited, &node.labels);
        }
        // From above too, where the line leads straight down.
        for &revision in self.order.iter().rev() {
            if let [child] = self.children(revision)
                && self.is_straight(revision)
                && self.is_straight(*child)
            {
                lists[revision.index()] = joined(&lists[revision.index()], &lists[child.index()]);
            }
        }
        lists
    }

    /// Neither a merge point nor one where, counting dependents, branches part.
    fn is_straight(&self, revision: RevIdx) -> bool {
        !self.is_merge_point(revision) && self.node(revision).above().nth(1).is_none()
    }
}

/// Both lists in one, sorted; the same list again when nothing is new.
fn joined(list: &Arc<[Arc<str>]>, more: &[Arc<str>]) -> Arc<[Arc<str>]> {
    if more.iter().all(|label| list.binary_search(label).is_ok()) {
        return list.clone();
    }
    let mut all: Vec<Arc<str>> = list.iter().chain(more).cloned().collect();
    all.sort();
    all.dedup();
    all.into()
}
