//! Revisions -> DAG; names and ranges -> an ordered plan.
//!
//! In: the headers of all revisions. Out: a [`Graph`] with one lasting order,
//! and from it [`Plan`]s: which revisions run, in which order, and what the
//! version table holds before and after each. Knows nothing of operations,
//! schemas or dialects, and reads no files.

mod ancestry;
mod build;
mod chains;
mod cycle;
mod downgrade;
mod labels;
mod lineage;
mod link;
mod name;
mod order;
mod plan;
mod range;
mod rebase;
mod resolve;
mod say;
mod spelling;
mod stamp;
mod walk;

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::diag::Diagnostic;
use crate::source::Span;

pub use ancestry::Ancestry;
pub use plan::{Direction, Plan, RowChange, Step};
pub use rebase::Rebase;
pub use spelling::{check_id, check_label};
pub use stamp::Stamp;

/// A revision: its index in the slice of headers that the graph was built from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RevIdx(pub u32);

impl RevIdx {
    /// The index for slices that run along the headers.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a question about names or ranges comes to. The fault is boxed because
/// it is far larger than the answers.
pub type Answer<T> = Result<T, Box<Diagnostic>>;

/// What a bare name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// The revision with this id.
    Revision(RevIdx),
    /// The revision that carries this branch label.
    Label(RevIdx),
}

impl Named {
    fn revision(self) -> RevIdx {
        match self {
            Named::Revision(revision) | Named::Label(revision) => revision,
        }
    }
}

/// One revision among its neighbours. Lists are free of duplicates.
#[derive(Clone, Debug)]
struct Node {
    id: Arc<str>,
    span: Span,
    /// `down_revision`, as written.
    parents: Vec<RevIdx>,
    /// `depends_on`, as written, without what is a parent anyway.
    dependencies: Vec<RevIdx>,
    /// Those that name this one as a parent, by id.
    children: Vec<RevIdx>,
    /// Those that depend on this one without being children, by id.
    dependents: Vec<RevIdx>,
    labels: Vec<Arc<str>>,
    tags: Vec<Arc<str>>,
    /// A second file with an id that is taken: not part of the tree.
    duplicate: bool,
    /// Neither this revision nor one below it is at fault.
    sound: bool,
}

impl Node {
    /// What must have run before, both kinds.
    fn below(&self) -> impl Iterator<Item = RevIdx> + '_ {
        self.parents.iter().chain(&self.dependencies).copied()
    }

    /// What needs this one, both kinds.
    fn above(&self) -> impl Iterator<Item = RevIdx> + '_ {
        self.children.iter().chain(&self.dependents).copied()
    }
}

/// The revision tree: a DAG with two kinds of edges, `down_revision`, which
/// makes branches, and `depends_on`, which only orders.
#[derive(Debug)]
pub struct Graph {
    nodes: Vec<Node>,
    order: Vec<RevIdx>,
    /// The place of each revision in `order`.
    rank: Vec<u32>,
    names: FxHashMap<Arc<str>, Named>,
    tags: FxHashMap<Arc<str>, RevIdx>,
    /// `names` in alphabetical order, for prefixes.
    sorted: OnceLock<Vec<(Arc<str>, RevIdx)>>,
    /// For each revision the labels of its branch.
    branch_labels: OnceLock<Vec<Arc<[Arc<str>]>>>,
}

impl Graph {
    /// All revisions, each after everything that it needs. The order depends on
    /// ids and edges alone, never on files, and revisions that are added later
    /// do not change how those that were there follow each other. A second file
    /// with an id that is taken is left out.
    pub fn order(&self) -> &[RevIdx] {
        &self.order
    }

    /// The id of a revision.
    pub fn id(&self, revision: RevIdx) -> &str {
        &self.node(revision).id
    }

    /// The parents: `down_revision`, in the order in which they are written.
    pub fn parents(&self, revision: RevIdx) -> &[RevIdx] {
        &self.node(revision).parents
    }

    /// The revisions that name this one as a parent, by id.
    pub fn children(&self, revision: RevIdx) -> &[RevIdx] {
        &self.node(revision).children
    }

    /// `depends_on`, resolved, without what is a parent anyway.
    pub fn dependencies(&self, revision: RevIdx) -> &[RevIdx] {
        &self.node(revision).dependencies
    }

    /// The revisions that depend on this one without being its children, by id.
    pub fn dependents(&self, revision: RevIdx) -> &[RevIdx] {
        &self.node(revision).dependents
    }

    /// The tags of a revision, as written.
    pub fn tags(&self, revision: RevIdx) -> &[Arc<str>] {
        &self.node(revision).tags
    }

    /// The branch labels that are written in this very revision.
    pub fn own_labels(&self, revision: RevIdx) -> &[Arc<str>] {
        &self.node(revision).labels
    }

    /// More than one revision continues from here.
    pub fn is_branch_point(&self, revision: RevIdx) -> bool {
        self.node(revision).children.len() > 1
    }

    /// The revision has more than one parent.
    pub fn is_merge_point(&self, revision: RevIdx) -> bool {
        self.node(revision).parents.len() > 1
    }

    /// The revision is no one's parent.
    pub fn is_head(&self, revision: RevIdx) -> bool {
        self.node(revision).children.is_empty()
    }

    /// The revision has no parent.
    pub fn is_base(&self, revision: RevIdx) -> bool {
        self.node(revision).parents.is_empty()
    }

    /// False when the revision, or one that it needs, is part of a fault that
    /// [`Graph::build`] reported: what a simulation says about it may be wrong.
    pub fn is_sound(&self, revision: RevIdx) -> bool {
        self.node(revision).sound
    }

    /// The ends of all branches (`down_revision` alone counts), in [`Graph::order`].
    pub fn heads(&self) -> Vec<RevIdx> {
        self.order.iter().copied().filter(|&r| self.is_head(r)).collect()
    }

    /// The heads that no other revision depends on, which are the rows of a
    /// database where everything has run (`heads --resolve-dependencies`).
    pub fn effective_heads(&self) -> Vec<RevIdx> {
        let ends = |r: &RevIdx| self.node(*r).above().next().is_none();
        self.order.iter().copied().filter(ends).collect()
    }

    /// The revisions without a parent, in [`Graph::order`].
    pub fn bases(&self) -> Vec<RevIdx> {
        self.order.iter().copied().filter(|&r| self.is_base(r)).collect()
    }

    fn node(&self, revision: RevIdx) -> &Node {
        &self.nodes[revision.index()]
    }

    /// The members of a set, in [`Graph::order`].
    fn members(&self, set: &[bool]) -> Vec<RevIdx> {
        self.order.iter().copied().filter(|r| set[r.index()]).collect()
    }

    fn sort(&self, revisions: &mut Vec<RevIdx>) {
        revisions.sort_by_key(|r| self.rank[r.index()]);
        revisions.dedup();
    }
}
