//! Where the generator's choices come from: numbers that proptest makes and shrinks.
//!
//! In: a row of numbers for each operation. Out: choices. Every operation has numbers of its own, so
//! one that shrinking takes out changes no choice of the others; zero, and a row that has come to its end,
//! mean the simplest choice.

use proptest::prelude::*;

/// The numbers of one operation.
#[derive(Clone, Debug)]
pub struct Gene(pub Vec<u32>);

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

fn gene(length: usize) -> impl Strategy<Value = Gene> {
    prop::collection::vec(any::<u32>(), length).prop_map(Gene)
}

/// Projects of up to so many revisions of up to so many operations.
pub fn genes(revisions: usize, operations: usize) -> impl Strategy<Value = ProjectGenes> {
    let operations = prop::collection::vec(gene(40), 0..=operations);
    let revision = (gene(8), operations);
    let revision = revision.prop_map(|(head, operations)| RevisionGenes { head, operations });
    (gene(8), prop::collection::vec(revision, 1..=revisions))
        .prop_map(|(head, revisions)| ProjectGenes { head, revisions })
}

/// Choices, one number after the other.
pub struct Draw<'a>(std::slice::Iter<'a, u32>);

impl<'a> Draw<'a> {
    /// Begins at the first number.
    pub fn new(gene: &'a Gene) -> Self {
        Draw(gene.0.iter())
    }

    /// A number below `n`; smaller numbers of the gene give smaller ones.
    pub fn below(&mut self, n: usize) -> usize {
        let number = u64::from(self.0.next().copied().unwrap_or(0));
        usize::try_from((number * n as u64) >> 32).unwrap_or(0)
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
