//! Revisions on their own: plans for stretches of history in which nothing but what each
//! revision needs has run. What they give for a revision stays the same when others are
//! added on other branches.

use super::{Direction, Graph, Plan, RevIdx};

impl Graph {
    /// Plans that run each revision once, from the state in which all that it needs, and
    /// nothing else, has run. A plan runs revisions each of which needs the one before it
    /// alone; `apart` is asked which revisions are to be left out of all plans.
    pub fn chains(&self, direction: Direction, apart: impl Fn(RevIdx) -> bool) -> Vec<Plan> {
        let mut chains: Vec<Vec<RevIdx>> = Vec::new();
        // For each revision the chain that ends with it.
        let mut ending: Vec<Option<usize>> = vec![None; self.nodes.len()];
        for &revision in self.order.iter().filter(|&&revision| !apart(revision)) {
            let mut below = self.node(revision).below();
            let only = below.next().filter(|_| below.next().is_none());
            let chain = only.and_then(|only| ending[only.index()].take()).unwrap_or_else(|| {
                chains.push(Vec::new());
                chains.len() - 1
            });
            chains[chain].push(revision);
            ending[revision.index()] = Some(chain);
        }
        let plan =
            |chain: &Vec<RevIdx>| Some(self.stretch(direction, *chain.first()?, *chain.last()?));
        chains.iter().filter_map(plan).collect()
    }

    /// The plan that runs one revision where all that it needs, and nothing else, has run.
    pub fn alone(&self, direction: Direction, revision: RevIdx) -> Plan {
        self.stretch(direction, revision, revision)
    }

    fn stretch(&self, direction: Direction, first: RevIdx, last: RevIdx) -> Plan {
        let below: Vec<RevIdx> = self.node(first).below().collect();
        let up = self.plan_up(&below, &[last]);
        match direction {
            Direction::Upgrade => up,
            Direction::Downgrade => self.undo(&up),
        }
    }

    /// The plan that runs `end` and all that it needs where `start` and all that it needs
    /// has run, or none of it.
    pub fn plan_between(&self, start: &[RevIdx], end: &[RevIdx]) -> Plan {
        self.plan_up(start, end)
    }

    /// The revision with this very id.
    pub fn by_id(&self, id: &str) -> Option<RevIdx> {
        match self.names.get(id) {
            Some(super::Named::Revision(revision)) => Some(*revision),
            _ => None,
        }
    }

    /// The revision that an id or a branch label names in full.
    pub fn named(&self, name: &str) -> Option<RevIdx> {
        self.names.get(name).map(|named| named.revision())
    }

    /// The place of a revision's id.
    pub fn place(&self, revision: RevIdx) -> crate::source::Span {
        self.node(revision).span
    }
}
