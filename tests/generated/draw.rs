//! Where the generator's choices come from: numbers that proptest makes and shrinks.
//!
//! In: a few numbers for each operation. Out: choices. Every operation has numbers of its own, so one that
//! shrinking takes out changes no choice of the others. A gene says how many of its choices are made by chance;
//! behind them comes the simplest, so that shrinking has one number to turn down.

use proptest::prelude::*;

/// The choices of one operation.
#[derive(Clone, Debug)]
pub struct Gene {
    /// The first choice.
    pub first: u16,
    /// What the others are made from.
    pub seed: u64,
    /// How many of them are not the simplest.
    pub length: usize,
}

/// The numbers of one revision.
#[derive(Clone, Debug)]
pub struct RevisionGenes {
    /// For its place in the tree and its header.
    pub head: Gene,
    /// For its operations.
    pub operations: Vec<Gene>,
}

/// The numbers of one project.
#[derive(Clone, Debug)]
pub struct ProjectGenes {
    /// For what all of it has in common.
    pub head: Gene,
    /// For its revisions.
    pub revisions: Vec<RevisionGenes>,
}

fn gene() -> impl Strategy<Value = Gene> {
    let strategy = (any::<u16>(), any::<u64>().no_shrink(), 0..60usize);
    // Most genes make all their choices.
    strategy.prop_map(|(first, seed, length)| Gene { first, seed, length: length * 2 })
}

/// Projects of up to so many revisions of up to so many operations.
pub fn genes(revisions: usize, operations: usize) -> impl Strategy<Value = ProjectGenes> {
    let operations = prop::collection::vec(gene(), 0..=operations);
    let revision = (gene(), operations);
    let revision = revision.prop_map(|(head, operations)| RevisionGenes { head, operations });
    (gene(), prop::collection::vec(revision, 1..=revisions))
        .prop_map(|(head, revisions)| ProjectGenes { head, revisions })
}

/// Choices, one after the other.
#[derive(Clone)]
pub struct Draw {
    next: Option<u32>,
    seed: u64,
    left: usize,
}

impl Draw {
    /// Begins at the first.
    pub fn new(gene: &Gene) -> Self {
        Draw { next: Some(u32::from(gene.first) << 16), seed: gene.seed, left: gene.length }
    }

    /// The next number: SplitMix64, <https://prng.di.unimi.it/splitmix64.c>.
    fn next(&mut self) -> u32 {
        if let Some(first) = self.next.take() {
            return first;
        }
        if self.left == 0 {
            return 0;
        }
        self.left -= 1;
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0)
    }

    /// A number below `n`; where choices are simple, it is 0.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from((u64::from(self.next()) * n as u64) >> 32).unwrap_or(0)
    }

    /// True so many times out of a hundred; the simplest is false.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of several; none where there are none. The first is the simplest.
    pub fn pick<'b, T>(&mut self, from: &'b [T]) -> Option<&'b T> {
        let at = self.below(from.len().max(1));
        from.get(at)
    }
}
