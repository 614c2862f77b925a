//! What runs, in which order, and what the version table holds in between.
//!
//! In: which revisions are applied and which are to be added or taken away. Out:
//! a [`Plan`]. The rows are followed incrementally: a step looks at its own
//! neighbours, never at the whole tree.

use super::{Graph, RevIdx};

/// Which way a plan runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From older to newer.
    Upgrade,
    /// From newer to older.
    Downgrade,
}

/// One statement on the version table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowChange {
    /// A row comes in.
    Insert(RevIdx),
    /// A row goes.
    Delete(RevIdx),
    /// A row is replaced.
    Update {
        /// The row that goes.
        from: RevIdx,
        /// The row that comes in.
        to: RevIdx,
    },
}

impl RowChange {
    /// Carries the change out on a list of rows.
    pub fn apply(self, rows: &mut Vec<RevIdx>) {
        match self {
            RowChange::Insert(new) => rows.push(new),
            RowChange::Delete(old) => rows.retain(|&row| row != old),
            RowChange::Update { from, to } => {
                for row in rows.iter_mut().filter(|row| **row == from) {
                    *row = to;
                }
            }
        }
    }

    /// The row that goes, if one does.
    pub fn removed(self) -> Option<RevIdx> {
        match self {
            RowChange::Insert(_) => None,
            RowChange::Delete(row) | RowChange::Update { from: row, .. } => Some(row),
        }
    }

    /// The row that comes in, if one does.
    pub fn added(self) -> Option<RevIdx> {
        match self {
            RowChange::Delete(_) => None,
            RowChange::Insert(row) | RowChange::Update { to: row, .. } => Some(row),
        }
    }

    /// As few statements as lead from the rows `old` to the rows `new`, which
    /// have none in common. What is too much goes first, so that an update never
    /// meets a row that is there.
    pub(super) fn between(old: &[RevIdx], new: &[RevIdx]) -> Vec<RowChange> {
        let kept = old.len().min(new.len());
        let (deleted, from) = old.split_at(old.len() - kept);
        let (inserted, to) = new.split_at(new.len() - kept);
        let deletes = deleted.iter().map(|&row| RowChange::Delete(row));
        let inserts = inserted.iter().map(|&row| RowChange::Insert(row));
        let updates = from.iter().zip(to).map(|(&from, &to)| RowChange::Update { from, to });
        deletes.chain(inserts).chain(updates).collect()
    }
}

/// One revision that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The revision.
    pub revision: RevIdx,
    /// What happens to the version table once it has run: an update where one row
    /// takes another's place, an insert on a new branch, deletes and an update at
    /// a merge; downwards likewise.
    pub row_changes: Vec<RowChange>,
}

/// What runs between START and END. Rows are the maximal applied revisions, over
/// `down_revision` and `depends_on`; lists of rows are in [`Graph::order`]. The
/// rows at each step are not stored, for a tree with many heads would make that
/// quadratic: follow them with [`Plan::walk`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which way.
    pub direction: Direction,
    /// The rows at START; empty at base.
    pub start: Vec<RevIdx>,
    /// The rows at END; empty at base.
    pub end: Vec<RevIdx>,
    /// Every revision that is applied at START, in [`Graph::order`].
    pub before: Vec<RevIdx>,
    /// What runs, in this order; may be empty.
    pub steps: Vec<Step>,
}

impl Plan {
    /// The steps with the rows before and after each, in the order in which the
    /// statements leave them (not sorted).
    pub fn walk(&self) -> Walk<'_> {
        Walk { rows: self.start.clone(), steps: self.steps.iter() }
    }
}

/// The steps of a plan with the version table beside them.
pub struct Walk<'a> {
    rows: Vec<RevIdx>,
    steps: std::slice::Iter<'a, Step>,
}

impl<'a> Iterator for Walk<'a> {
    /// The step, the rows before it and the rows after it.
    type Item = (&'a Step, Vec<RevIdx>, Vec<RevIdx>);

    fn next(&mut self) -> Option<Self::Item> {
        let step = self.steps.next()?;
        let before = self.rows.clone();
        for change in &step.row_changes {
            change.apply(&mut self.rows);
        }
        Some((step, before, self.rows.clone()))
    }
}

impl Graph {
    /// Everything that `end` needs and `start` does not have.
    pub(super) fn plan_up(&self, start: &[RevIdx], end: &[RevIdx]) -> Plan {
        let applied = self.ancestors(start);
        let mut added = self.ancestors(end);
        for (added, applied) in added.iter_mut().zip(&applied) {
            *added &= !applied;
        }
        let steps = self.members(&added);
        self.follow(Direction::Upgrade, applied, steps)
    }

    /// Everything in `dropped`, which holds all that needs its members.
    pub(super) fn plan_down(&self, applied: Vec<bool>, dropped: &[bool]) -> Plan {
        let mut steps = self.members(dropped);
        steps.reverse();
        self.follow(Direction::Downgrade, applied, steps)
    }

    /// The plan that takes exactly the steps of `plan` back, last one first.
    pub fn undo(&self, plan: &Plan) -> Plan {
        let mut applied = vec![false; self.nodes.len()];
        for revision in &plan.before {
            applied[revision.index()] = true;
        }
        for step in &plan.steps {
            applied[step.revision.index()] = plan.direction == Direction::Upgrade;
        }
        let steps = plan.steps.iter().rev().map(|step| step.revision).collect();
        let back = match plan.direction {
            Direction::Upgrade => Direction::Downgrade,
            Direction::Downgrade => Direction::Upgrade,
        };
        self.follow(back, applied, steps)
    }

    fn follow(&self, direction: Direction, applied: Vec<bool>, steps: Vec<RevIdx>) -> Plan {
        let start = self.maximal(&applied);
        let before = self.members(&applied);
        let mut rows = Rows::new(self, &before);
        let steps = steps
            .into_iter()
            .map(|revision| Step {
                revision,
                row_changes: match direction {
                    Direction::Upgrade => rows.add(revision),
                    Direction::Downgrade => rows.take(revision),
                },
            })
            .collect();
        let end = self.members(&rows.is_row());
        Plan { direction, start, end, before, steps }
    }
}

/// The applied revisions while a plan runs.
struct Rows<'a> {
    graph: &'a Graph,
    applied: Vec<bool>,
    /// For each revision how many applied ones need it.
    needed_by: Vec<u32>,
}

impl<'a> Rows<'a> {
    fn new(graph: &'a Graph, before: &[RevIdx]) -> Self {
        let count = graph.nodes.len();
        let mut rows = Rows { graph, applied: vec![false; count], needed_by: vec![0; count] };
        for &revision in before {
            rows.add(revision);
        }
        rows
    }

    fn add(&mut self, revision: RevIdx) -> Vec<RowChange> {
        let mut replaced = Vec::new();
        for below in self.graph.node(revision).below() {
            if self.applied[below.index()] && self.needed_by[below.index()] == 0 {
                replaced.push(below);
            }
            self.needed_by[below.index()] += 1;
        }
        self.applied[revision.index()] = true;
        RowChange::between(&replaced, &[revision])
    }

    fn take(&mut self, revision: RevIdx) -> Vec<RowChange> {
        self.applied[revision.index()] = false;
        let mut uncovered = Vec::new();
        for below in self.graph.node(revision).below() {
            self.needed_by[below.index()] -= 1;
            if self.applied[below.index()] && self.needed_by[below.index()] == 0 {
                uncovered.push(below);
            }
        }
        RowChange::between(&[revision], &uncovered)
    }

    fn is_row(&self) -> Vec<bool> {
        let needed = self.needed_by.iter().map(|&count| count > 0);
        self.applied.iter().zip(needed).map(|(&applied, needed)| applied && !needed).collect()
    }
}
