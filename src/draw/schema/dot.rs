//! The schema for Graphviz: a table is an HTML table, a line begins at its column.

use super::{Diagram, Table};
use crate::draw::escape::{one_line, xml};

/// Draws the schema as a Graphviz digraph, referenced tables on the left.
pub fn dot(diagram: &Diagram) -> String {
    let mut out = String::from(
        "digraph schema {\n    rankdir = RL;\n    ranksep = 1;\n    \
         node [shape = plain, fontname = \"sans-serif\", fontsize = 11];\n    \
         edge [dir = both, arrowhead = tee, arrowsize = 0.8, color = \"#59636e\"];\n",
    );
    for (at, table) in diagram.tables.iter().enumerate() {
        out += &format!("    t{at} [label = <{}>];\n", node(table));
    }
    for link in diagram.links() {
        let tail = link.columns.first().map_or_else(String::new, |c| format!(":w{c}:w"));
        let head = link.target.first().map_or_else(String::new, |c| format!(":e{c}:e"));
        let shape = if link.single { "teeodot" } else { "crowodot" };
        let style = if link.optional { ", style = dashed" } else { "" };
        let (tail, head) = match link.from == link.to {
            true => (tail.replace('w', "e"), head),
            false => (tail, head),
        };
        out += &format!(
            "    t{}{tail} -> t{}{head} [arrowtail = {shape}{style}];\n",
            link.from, link.to
        );
    }
    out + "}\n"
}

/// Graphviz does not take an empty text between tags.
fn text(text: &str) -> String {
    match one_line(text).trim() {
        "" => "&#160;".to_owned(),
        text => xml(text),
    }
}

fn node(table: &Table) -> String {
    let mut rows = format!(
        "<TR><TD COLSPAN=\"3\" BGCOLOR=\"#eaeef2\" ALIGN=\"LEFT\"><B>{}</B></TD></TR>",
        text(&table.name)
    );
    for (at, column) in table.columns.iter().enumerate() {
        let keys = column.keys().join(" ");
        let null = if column.nullable { "?" } else { "" };
        rows += &format!(
            "<TR><TD ALIGN=\"LEFT\" PORT=\"w{at}\">{}</TD><TD ALIGN=\"LEFT\">{}</TD><TD ALIGN=\"LEFT\" PORT=\"e{at}\">{}</TD></TR>",
            text(&keys),
            text(&column.name),
            text(&format!("{}{null}", column.ty)),
        );
    }
    format!(
        "<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\" COLOR=\"#59636e\">{rows}</TABLE>"
    )
}
