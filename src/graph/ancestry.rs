//! Which revision comes before which, whatever the order of the branches.
//!
//! Most of a tree is a line, where the question answers itself: the order is cut at every
//! revision that all earlier ones lead to and all later ones come from. Only
//! between cuts, where branches lie side by side, ancestors are kept as bits.

use super::{Graph, RevIdx};

/// Answers which revisions must have run before another.
#[derive(Clone, Debug)]
pub struct Ancestry {
    /// For each revision its place in the order; `u32::MAX` for what is not in it.
    rank: Vec<u32>,
    /// For each place in the order, where its region begins.
    begin: Vec<u32>,
    /// For each place in the order, its ancestors in the region, a bit for each place.
    rows: Vec<Vec<u64>>,
    /// For each place in the order, whether something before it is no ancestor.
    strangers: Vec<bool>,
}

impl Graph {
    /// The ancestors of all revisions, over `down_revision` and `depends_on`.
    pub fn ancestry(&self) -> Ancestry {
        let begin = self.regions();
        let mut rows: Vec<Vec<u64>> = vec![Vec::new(); self.order.len()];
        let mut strangers = vec![false; self.order.len()];
        for (place, &revision) in self.order.iter().enumerate() {
            let Some(&first) = begin.get(place) else { continue };
            let first = first as usize;
            let own = place - first;
            let mut row = vec![0u64; own.div_ceil(64)];
            for below in self.node(revision).below() {
                let below = self.rank[below.index()] as usize;
                if below < first || below >= place {
                    continue;
                }
                row.iter_mut().zip(&rows[below]).for_each(|(mine, theirs)| *mine |= theirs);
                row[(below - first) / 64] |= 1 << ((below - first) % 64);
            }
            let known: u32 = row.iter().map(|bits| bits.count_ones()).sum();
            strangers[place] = (known as usize) < own;
            rows[place] = row;
        }
        Ancestry { rank: self.rank.clone(), begin, rows, strangers }
    }

    /// For each place in the order, where the cut at or before it begins.
    fn regions(&self) -> Vec<u32> {
        let count = self.order.len();
        // Revisions that grow out of something below a place and stand above it.
        let mut bypassed = vec![0i64; count + 1];
        let mut needed = vec![0u32; count];
        let mut tips = 0usize;
        let mut one_tip = vec![false; count];
        for (place, &revision) in self.order.iter().enumerate() {
            let below: Vec<usize> = self
                .node(revision)
                .below()
                .map(|r| self.rank[r.index()] as usize)
                .filter(|&rank| rank < place)
                .collect();
            let after = below.iter().max().map_or(0, |&last| last + 1);
            bypassed[after] += 1;
            bypassed[place] -= 1;
            for below in below {
                if needed[below] == 0 {
                    tips -= 1;
                }
                needed[below] += 1;
            }
            tips += 1;
            one_tip[place] = tips == 1;
        }
        let mut begin = vec![0; count];
        let (mut open, mut current) = (0, 0);
        for place in 0..count {
            open += bypassed[place];
            let cut = open == 0 && one_tip[place];
            if cut {
                current = place as u32;
            }
            begin[place] = current;
            if cut {
                current = place as u32 + 1;
            }
        }
        begin
    }
}

impl Ancestry {
    /// True when `first` must have run before `then`, which is another revision.
    pub fn precedes(&self, first: RevIdx, then: RevIdx) -> bool {
        let (Some(a), Some(b)) = (self.place(first), self.place(then)) else { return false };
        if a >= b {
            return false;
        }
        let begin = self.begin[b] as usize;
        a < begin
            || self.rows[b].get((a - begin) / 64).is_some_and(|w| w >> ((a - begin) % 64) & 1 == 1)
    }

    /// True when neither of two revisions must run before the other.
    pub fn unrelated(&self, a: RevIdx, b: RevIdx) -> bool {
        a != b && !self.precedes(a, b) && !self.precedes(b, a)
    }

    /// True when something that stands before the revision in the order is no ancestor of it.
    pub fn has_strangers(&self, revision: RevIdx) -> bool {
        self.place(revision).is_some_and(|place| self.strangers[place])
    }

    /// True when any two revisions stand beside each other.
    pub fn has_branches(&self) -> bool {
        self.strangers.contains(&true)
    }

    /// Where in the order the revision's region begins: everything before that is an
    /// ancestor of it.
    pub fn region(&self, revision: RevIdx) -> usize {
        self.place(revision).map_or(0, |place| self.begin[place] as usize)
    }

    /// The revision's place in the order.
    pub fn place(&self, revision: RevIdx) -> Option<usize> {
        let rank = *self.rank.get(revision.index())?;
        (rank != u32::MAX).then_some(rank as usize)
    }
}
