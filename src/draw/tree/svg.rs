//! The tree as a picture: a row a revision, a lane a branch.

use super::{Edge, Node, Tree};
use crate::draw::escape::{one_line, xml};
use crate::draw::svg::{COLOURS, mono_width, px, style, text_width};

/// The height of a row.
const ROW: f64 = 28.0;
/// The width of a lane.
const LANE: f64 = 18.0;
/// The space around everything.
const MARGIN: f64 = 16.0;
/// The height that a line needs to change its lane.
const BEND: f64 = ROW;
/// The longest message that is shown whole.
const MESSAGE: usize = 90;

/// Which lane each revision stands in, and which each line runs in.
struct Lanes {
    of_node: Vec<usize>,
    of_edge: Vec<usize>,
    count: usize,
}

/// Gives every revision the lane of the first line that reaches it, every line the lane of
/// the revision that it starts from or, for further parents, the first that is free.
fn lanes(tree: &Tree, edges: &[Edge]) -> Lanes {
    // For each lane the edge that runs in it.
    let mut running: Vec<Option<usize>> = Vec::new();
    let mut of_node = Vec::with_capacity(tree.nodes.len());
    let mut of_edge = vec![0; edges.len()];
    let mut first_edge = 0;
    for index in 0..tree.nodes.len() {
        let ends = |lane: &Option<usize>| {
            lane.and_then(|e| edges.get(e)).is_some_and(|edge| edge.to == index)
        };
        let solid = |lane: &Option<usize>| {
            ends(lane) && lane.and_then(|e| edges.get(e)).is_some_and(|edge| !edge.dependency)
        };
        let lane = running.iter().position(solid).or_else(|| running.iter().position(ends));
        for slot in &mut running {
            if ends(slot) {
                *slot = None;
            }
        }
        let lane = lane.unwrap_or_else(|| free(&mut running));
        of_node.push(lane);
        let mut own = Some(lane);
        while let Some(edge) = edges.get(first_edge).filter(|edge| edge.from == index) {
            let taken = own.take().filter(|_| !edge.dependency);
            let lane = taken.unwrap_or_else(|| free_but(&mut running, lane));
            if let (Some(slot), Some(of)) = (running.get_mut(lane), of_edge.get_mut(first_edge)) {
                *slot = Some(first_edge);
                *of = lane;
            }
            first_edge += 1;
        }
    }
    Lanes { of_node, of_edge, count: running.len() }
}

fn free(running: &mut Vec<Option<usize>>) -> usize {
    running.iter().position(Option::is_none).unwrap_or_else(|| {
        running.push(None);
        running.len() - 1
    })
}

/// The first free lane beside one that must stay so.
fn free_but(running: &mut Vec<Option<usize>>, but: usize) -> usize {
    while running.len() <= but {
        running.push(None);
    }
    let found = running.iter().enumerate().position(|(lane, edge)| lane != but && edge.is_none());
    found.unwrap_or_else(|| {
        running.push(None);
        running.len() - 1
    })
}

/// Draws the tree as an SVG picture, newest first, for light and dark pages.
pub fn svg(tree: &Tree) -> String {
    let edges = tree.edges();
    let lanes = lanes(tree, &edges);
    let text_at = MARGIN + LANE * lanes.count.max(1) as f64 + 6.0;
    let mut body = String::new();
    for (at, edge) in edges.iter().enumerate() {
        body += &line(edge, lanes.of_edge.get(at).copied().unwrap_or(0), &lanes);
    }
    let mut widest: f64 = 240.0;
    for (index, node) in tree.nodes.iter().enumerate() {
        let lane = lanes.of_node.get(index).copied().unwrap_or(0);
        let (drawn, width) = revision(node, index, lane, text_at);
        body += &drawn;
        widest = widest.max(width);
    }
    let (width, height) = (widest + MARGIN, 2.0 * MARGIN + ROW * tree.nodes.len().max(1) as f64);
    let count = tree.nodes.len();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\" aria-labelledby=\"t\">\n\
         <title id=\"t\">The revision tree: {count} {revisions}</title>\n<style>\n{style}</style>\n\
         <rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n{body}</svg>\n",
        style = style(),
        w = px(width),
        h = px(height),
        revisions = if count == 1 { "revision" } else { "revisions" },
    )
}

fn x(lane: usize) -> f64 {
    MARGIN + LANE * (lane as f64 + 0.5)
}

fn y(row: usize) -> f64 {
    MARGIN + ROW * (row as f64 + 0.5)
}

/// A line from a revision down to one that it comes from, in its own lane on the way.
fn line(edge: &Edge, lane: usize, lanes: &Lanes) -> String {
    let place = |node: usize| (x(lanes.of_node.get(node).copied().unwrap_or(0)), y(node));
    let ((x1, y1), (x2, y2), middle) = (place(edge.from), place(edge.to), x(lane));
    let mut path = format!("M{} {}", px(x1), px(y1));
    let mut curve = |x: f64, from: f64, to: f64, left: f64| {
        let half = px((from + to) / 2.0);
        path += &format!("C{} {half} {} {half} {} {}", px(left), px(x), px(x), px(to));
    };
    if edge.to == edge.from + 1 && middle != x1 && middle != x2 {
        curve(x2, y1, y2, x1);
    } else {
        let down = if middle == x1 { y1 } else { y1 + BEND };
        let up = if middle == x2 { y2 } else { y2 - BEND };
        if middle != x1 {
            curve(middle, y1, down, x1);
        }
        if up > down {
            path += &format!("V{}", px(up));
        }
        if middle != x2 {
            let half = px((up + y2) / 2.0);
            path += &format!("C{} {half} {} {half} {} {}", px(middle), px(x2), px(x2), px(y2));
        }
    }
    let dashed = if edge.dependency { " dashed" } else { "" };
    format!("<path class=\"edge e{}{dashed}\" d=\"{path}\"/>\n", lane % COLOURS)
}

/// A revision's dot and texts, and how far they reach.
fn revision(node: &Node, row: usize, lane: usize, text_at: f64) -> (String, f64) {
    let colour = lane % COLOURS;
    let (cx, cy) = (px(x(lane)), px(y(row)));
    let base = y(row) + 4.0;
    let mut out = format!(
        "<g><title>{}</title><circle class=\"dot f{colour}\" cx=\"{cx}\" cy=\"{cy}\" r=\"6\"/>",
        xml(&format!("{} {}", node.id, node.message))
    );
    let mut at = text_at;
    let id = one_line(&node.id);
    out += &format!(
        "<text class=\"mono faint\" x=\"{}\" y=\"{}\">{}</text>",
        px(at),
        px(base),
        xml(&id)
    );
    at += mono_width(&id) + 10.0;
    for mark in node.marks() {
        let mark = one_line(&mark);
        let wide = mono_width(&mark) + 14.0;
        let colour = if mark == "head" || mark == "current" {
            colour
        } else if mark.starts_with("tag:") {
            2
        } else {
            3
        };
        out += &format!(
            "<rect class=\"pill e{colour}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"18\" rx=\"9\"/>\
             <text class=\"mono f{colour}\" x=\"{}\" y=\"{}\">{}</text>",
            px(at),
            px(y(row) - 9.0),
            px(wide),
            px(at + 7.0),
            px(base),
            xml(&mark),
        );
        at += wide + 6.0;
    }
    let message = shortened(&one_line(&node.message));
    out +=
        &format!("<text x=\"{}\" y=\"{}\">{}</text></g>\n", px(at), px(base + 0.5), xml(&message));
    (out, at + text_width(&message))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MESSAGE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
