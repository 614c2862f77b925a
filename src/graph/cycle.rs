//! Cycles: found, reported with every file that takes part, and broken up so
//! that the rest of the tree can still be ordered.

use rustc_hash::{FxHashMap, FxHashSet};

use super::say::{Fault, fault, list};
use super::{Graph, Named, RevIdx};
use crate::diag::Report;
use crate::diag::codes::E0202;
use crate::source::Span;
use crate::syntax::Header;

/// How many places of one circle are pointed at.
const SHOWN: usize = 32;

/// Reports each knot of revisions that need each other, once, and takes the
/// edges within it out. `placed` says which revisions have no cycle below them.
pub fn break_cycles(graph: &mut Graph, headers: &[&Header], placed: &[bool], report: &mut Report) {
    let knots = knots(graph, placed);
    for knot in &knots {
        report.push(describe(graph, headers, knot));
    }
    for knot in knots {
        let inside: FxHashSet<RevIdx> = knot.iter().copied().collect();
        for revision in knot {
            let node = &mut graph.nodes[revision.index()];
            node.parents.retain(|r| !inside.contains(r));
            node.dependencies.retain(|r| !inside.contains(r));
            node.sound = false;
        }
    }
    graph.link_upwards();
}

/// Tarjan's algorithm with its own stack: the strongly connected sets of more
/// than one revision, each sorted by id, the sets too.
fn knots(graph: &Graph, placed: &[bool]) -> Vec<Vec<RevIdx>> {
    const UNSEEN: u32 = u32::MAX;
    let below: Vec<Vec<RevIdx>> = graph.nodes.iter().map(|n| n.below().collect()).collect();
    let count = graph.nodes.len();
    let (mut number, mut low) = (vec![UNSEEN; count], vec![UNSEEN; count]);
    let (mut open, mut stack, mut next) = (vec![false; count], Vec::new(), 0);
    let mut found: Vec<Vec<RevIdx>> = Vec::new();
    for root in (0..count).filter(|&i| !placed[i]) {
        if number[root] != UNSEEN {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, edge)) = path.pop() {
            if edge == 0 {
                (number[at], low[at]) = (next, next);
                next += 1;
                stack.push(at);
                open[at] = true;
            }
            if let Some(target) = below[at].get(edge).map(|r| r.index()) {
                path.push((at, edge + 1));
                if placed[target] {
                    continue;
                }
                if number[target] == UNSEEN {
                    path.push((target, 0));
                } else if open[target] {
                    low[at] = low[at].min(number[target]);
                }
                continue;
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[at]);
            }
            if low[at] == number[at] {
                let from = stack.iter().rposition(|&i| i == at).unwrap_or(0);
                let members = stack.split_off(from);
                for &member in &members {
                    open[member] = false;
                }
                if members.len() > 1 {
                    found.push(members.into_iter().map(|i| RevIdx(i as u32)).collect());
                }
            }
        }
    }
    for knot in &mut found {
        knot.sort_by(|a, b| graph.id(*a).cmp(graph.id(*b)));
    }
    found.sort_by(|a, b| graph.id(a[0]).cmp(graph.id(b[0])));
    found
}

fn describe(graph: &Graph, headers: &[&Header], knot: &[RevIdx]) -> Fault {
    let ring = ring(graph, knot);
    let ids = list(ring.iter().map(|&r| graph.id(r)));
    let mut fault = fault(E0202, format!("revisions need each other in a circle: {ids}"));
    for (i, &from) in ring.iter().enumerate().take(SHOWN) {
        let to = ring[(i + 1) % ring.len()];
        let (span, verb) = reference(graph, headers[from.index()], to);
        let text = format!("`{}` {verb} `{}`", graph.id(from), graph.id(to));
        fault = if i == 0 { fault.label(span, text) } else { fault.also(span, text) };
    }
    fault.help("one of these revisions has to come first; take its reference to the next one out")
}

/// A shortest circle through the knot's first revision.
fn ring(graph: &Graph, knot: &[RevIdx]) -> Vec<RevIdx> {
    let inside: FxHashSet<RevIdx> = knot.iter().copied().collect();
    let first = knot[0];
    let mut came_from: FxHashMap<RevIdx, RevIdx> = FxHashMap::default();
    let mut queue = std::collections::VecDeque::from([first]);
    while let Some(at) = queue.pop_front() {
        for next in graph.node(at).below().filter(|r| inside.contains(r)) {
            if next == first {
                let mut ring = vec![at];
                while let Some(&before) = ring.last().and_then(|last| came_from.get(last)) {
                    ring.push(before);
                }
                ring.reverse();
                return ring;
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = came_from.entry(next) {
                entry.insert(at);
                queue.push_back(next);
            }
        }
    }
    knot.to_vec()
}

/// Where a header refers to another revision, and how.
fn reference(graph: &Graph, header: &Header, to: RevIdx) -> (Span, &'static str) {
    let id = graph.id(to);
    if let Some(parent) = header.down_revision.iter().find(|r| r.as_str() == id) {
        return (parent.span, "follows");
    }
    let names = |text: &str| match graph.names.get(text) {
        Some(Named::Revision(r) | Named::Label(r)) => *r == to,
        None => id.starts_with(text),
    };
    let entry = header.depends_on.iter().find(|r| names(r));
    (entry.map_or(header.revision.span, |r| r.span), "depends on")
}
