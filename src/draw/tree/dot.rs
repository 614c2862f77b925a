//! The tree for Graphviz.

use super::Tree;
use crate::draw::escape;

/// Draws the tree as a Graphviz digraph, oldest at the bottom.
pub fn dot(tree: &Tree) -> String {
    let mut out = String::from(
        "digraph revisions {\n    rankdir = BT;\n    node [shape = box, style = rounded, fontname = \"sans-serif\", fontsize = 11];\n",
    );
    for (at, node) in tree.nodes.iter().enumerate() {
        let mut lines = vec![escape::dot(&node.id)];
        let marks = node.marks();
        if !marks.is_empty() {
            lines.push(format!("({})", escape::dot(&marks.join(", "))));
        }
        if !node.message.is_empty() {
            lines.push(escape::dot(&node.message));
        }
        let bold = if node.head { ", penwidth = 2" } else { "" };
        out += &format!("    n{at} [label = \"{}\"{bold}];\n", lines.join("\\n"));
    }
    for edge in tree.edges() {
        let style = if edge.dependency { " [style = dashed, constraint = false]" } else { "" };
        out += &format!("    n{} -> n{}{style};\n", edge.to, edge.from);
    }
    out + "}\n"
}
