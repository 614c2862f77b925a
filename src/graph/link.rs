//! References -> edges: parents by id, dependencies by id, partial id or label.
//! What points nowhere, to several revisions or to itself is reported and left out.

use rustc_hash::FxHashSet;

use super::build::Builder;
use super::say::{Fault, fault};
use super::{Answer, Graph, Named, RevIdx};
use crate::diag::codes::{E0201, E0202, E0203, E0204, E0206};
use crate::diag::{Diagnostic, Report, suggest};
use crate::source::Spanned;
use crate::syntax::Header;

impl Builder<'_> {
    /// Gives every revision its edges, both ways.
    pub(super) fn link(&mut self, report: &mut Report) {
        for (revision, header) in self.each() {
            if self.graph.node(revision).duplicate {
                continue;
            }
            let parents = self.look_up_all(revision, header, Edge::Parent, report);
            let mut dependencies = self.look_up_all(revision, header, Edge::Dependency, report);
            dependencies.retain(|dependency| !parents.contains(dependency));
            let node = &mut self.graph.nodes[revision.index()];
            (node.parents, node.dependencies) = (parents, dependencies);
        }
        self.graph.link_upwards();
    }

    /// The targets of one kind of edge; each fault is reported and left out.
    fn look_up_all(
        &mut self,
        revision: RevIdx,
        header: &Header,
        edge: Edge,
        report: &mut Report,
    ) -> Vec<RevIdx> {
        let mut found = Vec::new();
        let mut seen: FxHashSet<RevIdx> = FxHashSet::default();
        for reference in edge.references(header) {
            let target = match edge {
                Edge::Parent => self.parent(header, reference),
                Edge::Dependency => self.dependency(header, reference),
            };
            match target {
                Ok(target) if target == revision => {
                    report.push(itself(header, reference, edge));
                    self.graph.nodes[revision.index()].sound = false;
                }
                Ok(target) if seen.insert(target) => found.push(target),
                // Depending twice on the same revision asks for nothing new.
                Ok(_) if edge == Edge::Dependency => {}
                Ok(_) => report.push(twice(header, reference)),
                Err(fault) => {
                    // What is no text was reported where it was read.
                    let at = |d: &Diagnostic| d.primary.as_ref().map(|label| label.span);
                    if !report.iter().any(|known| at(known) == at(&fault)) {
                        report.push(*fault);
                    }
                    self.graph.nodes[revision.index()].sound = false;
                }
            }
        }
        found
    }

    /// A parent is named by its full id.
    fn parent(&self, header: &Header, reference: &Spanned<String>) -> Answer<RevIdx> {
        let text = reference.as_str();
        let named = self.graph.names.get(text).copied();
        if let Some(Named::Revision(parent)) = named {
            return Ok(parent);
        }
        let id = &header.revision.value;
        let message = format!("revision `{id}` names a parent that does not exist: `{text}`");
        let fault = fault(E0201, message).label(reference.span, "no revision has this id");
        let meant = match (named, self.graph.prefixed(text).as_slice()) {
            (Some(Named::Label(target)), _) => {
                let target = self.graph.id(target);
                Some(format!("`{text}` is the branch label of `{target}`; a parent is named by id"))
            }
            (_, [only]) => Some(format!("write the full id: `{}`", self.graph.id(*only))),
            _ => self.near_id(text, id),
        };
        let meant = meant.unwrap_or_else(|| "a base has `down_revision: null`".to_owned());
        Err(fault.help(meant).into())
    }

    /// A dependency is named by id, partial id or branch label.
    fn dependency(&self, header: &Header, reference: &Spanned<String>) -> Answer<RevIdx> {
        let text = reference.as_str();
        if let Some(named) = self.graph.names.get(text) {
            return Ok(named.revision());
        }
        let id = &header.revision.value;
        match self.graph.prefixed(text).as_slice() {
            [only] => Ok(*only),
            [] => {
                let message = format!("revision `{id}` depends on what does not exist: `{text}`");
                Err(fault(E0204, message)
                    .label(reference.span, "no revision or branch label is called so")
                    .help_if(self.near_id(text, id))
                    .into())
            }
            several => {
                let message = format!(
                    "`{text}` in `depends_on` of revision `{id}` could be {}",
                    self.graph.listed(several)
                );
                let fault = fault(E0206, message)
                    .label(reference.span, "more than one id begins so")
                    .help("write the id in full");
                Err(self.graph.candidates(fault, several, "this one?").into())
            }
        }
    }

    /// The nearest name, but never the revision's own.
    fn near_id(&self, wrong: &str, own: &str) -> Option<String> {
        // Each search looks at every name: a bound keeps a broken tree linear.
        let left = self.searches_left.get().checked_sub(1)?;
        self.searches_left.set(left);
        let mut names: Vec<&str> = self.graph.names.keys().map(|name| &**name).collect();
        names.retain(|name| *name != own);
        names.sort_unstable();
        suggest::did_you_mean(wrong, names)
    }
}

impl Graph {
    /// Derives children and dependents from parents and dependencies.
    pub(super) fn link_upwards(&mut self) {
        for node in &mut self.nodes {
            node.children.clear();
            node.dependents.clear();
        }
        let mut by_id: Vec<u32> = (0..self.nodes.len() as u32).collect();
        by_id.sort_by(|&a, &b| self.id(RevIdx(a)).cmp(self.id(RevIdx(b))));
        for revision in by_id.into_iter().map(RevIdx) {
            for i in 0..self.node(revision).parents.len() {
                let parent = self.node(revision).parents[i];
                self.nodes[parent.index()].children.push(revision);
            }
            for i in 0..self.node(revision).dependencies.len() {
                let dependency = self.node(revision).dependencies[i];
                self.nodes[dependency.index()].dependents.push(revision);
            }
        }
    }
}

/// The two kinds of edges, as a header writes them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Parent,
    Dependency,
}

impl Edge {
    fn references(self, header: &Header) -> &[Spanned<String>] {
        match self {
            Edge::Parent => &header.down_revision,
            Edge::Dependency => &header.depends_on,
        }
    }
}

fn itself(header: &Header, reference: &Spanned<String>, edge: Edge) -> Fault {
    let id = &header.revision.value;
    let (does, help) = match edge {
        Edge::Parent => ("is its own parent", "name the revision that it follows, or `null`"),
        Edge::Dependency => ("depends on itself", "take the entry out"),
    };
    fault(E0202, format!("revision `{id}` {does}"))
        .at(reference.span)
        .also(header.revision.span, "the revision itself")
        .help(help)
}

fn twice(header: &Header, reference: &Spanned<String>) -> Fault {
    let id = &header.revision.value;
    let message = format!("revision `{id}` names the parent `{}` twice", reference.value);
    let first = header.down_revision.iter().find(|r| r.value == reference.value);
    fault(E0203, message)
        .label(reference.span, "a second time here")
        .also(first.map_or(header.down_revision_span, |r| r.span), "first here")
        .help("take one of them out")
}
