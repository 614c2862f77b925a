//! The revision tree drawn, newest first.
//!
//! In: a [`Tree`], each node before the nodes that it comes from. Out: text as
//! `git log --graph` draws it, Mermaid, Graphviz, or an SVG picture.

mod dot;
mod mermaid;
mod svg;
mod text;

pub use dot::dot;
pub use mermaid::mermaid;
pub use svg::svg;
pub use text::text;

/// A part of the revision tree.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The revisions, newest first.
    pub nodes: Vec<Node>,
}

/// A revision as pictures show it.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its message.
    pub message: String,
    /// The branch labels that it carries itself.
    pub labels: Vec<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// True when nothing continues from it.
    pub head: bool,
    /// True when the database stands here.
    pub current: bool,
    /// Its parents among the nodes.
    pub parents: Vec<usize>,
    /// What it depends on among the nodes.
    pub dependencies: Vec<usize>,
}

impl Node {
    /// What stands beside the id: `head`, `current`, labels and tags.
    fn marks(&self) -> Vec<String> {
        let fixed = [(self.head, "head"), (self.current, "current")];
        let fixed = fixed.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word.to_owned());
        let tags = self.tags.iter().map(|tag| format!("tag:{tag}"));
        fixed.chain(self.labels.iter().cloned()).chain(tags).collect()
    }
}

/// A line between two revisions.
struct Edge {
    from: usize,
    to: usize,
    dependency: bool,
}

impl Tree {
    /// All lines, in the order of the nodes that they start from; those that lead to a node
    /// that is not there, or upwards, are left out.
    fn edges(&self) -> Vec<Edge> {
        let of = |(from, node): (usize, &Node)| {
            let parents = node.parents.iter().map(move |&to| Edge { from, to, dependency: false });
            let others =
                node.dependencies.iter().map(move |&to| Edge { from, to, dependency: true });
            parents.chain(others).collect::<Vec<_>>()
        };
        let count = self.nodes.len();
        let falls = |edge: &Edge| edge.from < edge.to && edge.to < count;
        self.nodes.iter().enumerate().flat_map(of).filter(falls).collect()
    }
}
