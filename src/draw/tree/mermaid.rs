//! The tree as a Mermaid flowchart, which code hosts draw in their pages.

use super::Tree;
use crate::draw::escape;

/// Draws the tree as a Mermaid flowchart, oldest at the bottom.
pub fn mermaid(tree: &Tree) -> String {
    let mut out = String::from("flowchart BT\n");
    for (at, node) in tree.nodes.iter().enumerate() {
        let mut lines = vec![format!("<b>{}</b>", escape::mermaid(&node.id))];
        let marks = node.marks();
        if !marks.is_empty() {
            lines.push(format!("<i>{}</i>", escape::mermaid(&marks.join(", "))));
        }
        if !node.message.is_empty() {
            lines.push(escape::mermaid(&node.message));
        }
        out += &format!("    n{at}[\"{}\"]\n", lines.join("<br/>"));
    }
    for edge in tree.edges() {
        let arrow = if edge.dependency { "-.->" } else { "-->" };
        out += &format!("    n{} {arrow} n{}\n", edge.to, edge.from);
    }
    out
}
