//! Headers -> [`Graph`]: names are registered, references linked, the order
//! found, and every fault of the tree as a whole reported on the way.

use std::cell::Cell;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::say::{Fault, fault};
use super::{Graph, Named, Node, RevIdx, cycle, order, spelling};
use crate::diag::Report;
use crate::diag::codes::E0203;
use crate::source::{Span, Spanned};
use crate::syntax::Header;

impl Graph {
    /// Builds the tree and reports what is wrong with it as a whole: missing
    /// parents (E0201), cycles (E0202), ids, labels and tags that stand twice
    /// (E0203) or cannot be used as such (E0209), dependencies that point nowhere
    /// (E0204) or to several revisions (E0206). The graph is always usable; see
    /// [`Graph::is_sound`] for what to believe of it.
    pub fn build(headers: &[&Header], report: &mut Report) -> Graph {
        let mut builder = Builder::new(headers);
        builder.register_ids(report);
        builder.register_labels_and_tags(report);
        builder.link(report);
        builder.finish(report)
    }
}

/// A graph in the making.
pub(super) struct Builder<'a> {
    headers: &'a [&'a Header],
    pub(super) graph: Graph,
    /// How many more times the nearest name is looked for.
    pub(super) searches_left: Cell<u32>,
    /// Where each tag was written.
    tag_spans: FxHashMap<&'a str, Span>,
    /// Where each label was written.
    label_spans: FxHashMap<&'a str, Span>,
}

impl<'a> Builder<'a> {
    fn new(headers: &'a [&'a Header]) -> Self {
        let graph = Graph {
            nodes: headers.iter().map(|header| bare(header)).collect(),
            order: Vec::new(),
            rank: Vec::new(),
            names: FxHashMap::default(),
            tags: FxHashMap::default(),
            sorted: OnceLock::new(),
            branch_labels: OnceLock::new(),
        };
        let (tag_spans, label_spans) = Default::default();
        Builder { headers, graph, searches_left: Cell::new(100), tag_spans, label_spans }
    }

    /// Every header with its index.
    pub(super) fn each(&self) -> impl Iterator<Item = (RevIdx, &'a Header)> + use<'a> {
        self.headers.iter().enumerate().map(|(i, header)| (RevIdx(i as u32), *header))
    }

    fn register_ids(&mut self, report: &mut Report) {
        for (revision, header) in self.each() {
            if let Some(fault) = spelling::check_id(&header.revision) {
                report.push(fault);
            }
            let id = self.graph.node(revision).id.clone();
            let Some(first) = self.graph.names.get(&id).map(|named| named.revision()) else {
                self.graph.names.insert(id, Named::Revision(revision));
                continue;
            };
            report.push(
                fault(E0203, format!("two revisions have the id `{id}`"))
                    .label(header.revision.span, "a second time here")
                    .also(self.graph.node(first).span, "first here")
                    .help("give one of them another id"),
            );
            self.graph.nodes[revision.index()].duplicate = true;
            self.graph.nodes[revision.index()].sound = false;
            // Nobody knows which of the two the others build upon.
            self.graph.nodes[first.index()].sound = false;
        }
    }

    fn register_labels_and_tags(&mut self, report: &mut Report) {
        for (revision, header) in self.each() {
            if self.graph.node(revision).duplicate {
                continue;
            }
            for label in &header.branch_labels {
                match spelling::check_label(label).or_else(|| self.label_taken(label)) {
                    Some(fault) => report.push(fault),
                    None => self.add_label(revision, label),
                }
            }
            for tag in &header.tags {
                match spelling::check_tag(tag).or_else(|| self.tag_taken(tag)) {
                    Some(fault) => report.push(fault),
                    None => self.add_tag(revision, tag),
                }
            }
        }
    }

    fn label_taken(&self, label: &Spanned<String>) -> Option<Fault> {
        let named = *self.graph.names.get(label.as_str())?;
        let label_text = &label.value;
        Some(match named {
            Named::Revision(other) => {
                fault(E0203, format!("`{label_text}` is a branch label and a revision id"))
                    .label(label.span, "the label")
                    .also(self.graph.node(other).span, "the id")
                    .help("give the branch another label")
            }
            Named::Label(_) => {
                let first = self.label_spans.get(label.as_str()).copied();
                fault(E0203, format!("the branch label `{label_text}` stands twice"))
                    .label(label.span, "a second time here")
                    .also(first.unwrap_or(label.span), "first here")
                    .help("a label belongs to one revision; all that follow it share it")
            }
        })
    }

    fn tag_taken(&self, tag: &Spanned<String>) -> Option<Fault> {
        let first = *self.tag_spans.get(tag.as_str())?;
        Some(
            fault(E0203, format!("the tag `{}` stands twice", tag.value))
                .label(tag.span, "a second time here")
                .also(first, "first here")
                .help("a tag names one point in history"),
        )
    }

    fn add_label(&mut self, revision: RevIdx, label: &'a Spanned<String>) {
        let text: Arc<str> = label.as_str().into();
        self.label_spans.insert(label, label.span);
        self.graph.names.insert(text.clone(), Named::Label(revision));
        self.graph.nodes[revision.index()].labels.push(text);
    }

    fn add_tag(&mut self, revision: RevIdx, tag: &'a Spanned<String>) {
        let text: Arc<str> = tag.as_str().into();
        self.tag_spans.insert(tag, tag.span);
        self.graph.tags.insert(text.clone(), revision);
        self.graph.nodes[revision.index()].tags.push(text);
    }

    fn finish(self, report: &mut Report) -> Graph {
        let mut graph = self.graph;
        let mut ordered = order::order(&graph.nodes);
        if graph.nodes.iter().zip(&ordered.placed).any(|(node, placed)| !node.duplicate && !placed)
        {
            cycle::break_cycles(&mut graph, self.headers, &ordered.placed, report);
            ordered = order::order(&graph.nodes);
        }
        graph.order = ordered.order;
        graph.rank = vec![u32::MAX; graph.nodes.len()];
        for (place, revision) in graph.order.iter().enumerate() {
            graph.rank[revision.index()] = place as u32;
        }
        for i in 0..graph.order.len() {
            let revision = graph.order[i];
            let rests = graph.node(revision).below().all(|r| graph.is_sound(r));
            graph.nodes[revision.index()].sound &= rests;
        }
        graph
    }
}

fn bare(header: &Header) -> Node {
    Node {
        id: header.revision.as_str().into(),
        span: header.revision.span,
        parents: Vec::new(),
        dependencies: Vec::new(),
        children: Vec::new(),
        dependents: Vec::new(),
        labels: Vec::new(),
        tags: Vec::new(),
        duplicate: false,
        sound: true,
    }
}
