//! Anchors and aliases: an alias becomes a copy, and copies are counted.

use rustc_hash::FxHashMap;

use super::build::{MAX_DEPTH, Step};
use super::text_map::TextMap;
use super::{Kind, Node, faults};
use crate::diag::Diagnostic;
use crate::source::Span;

/// What all anchors and aliases of a file may stand for, in bytes.
const MAX_ALIASED: usize = 64 << 20;

/// What a value costs against [`MAX_ALIASED`] besides its text.
const NODE_COST: usize = size_of::<Node>();

/// What the anchors that were read so far stand for.
#[derive(Default)]
pub(super) struct Anchors {
    known: FxHashMap<usize, Anchored>,
    spent: usize,
}

struct Anchored {
    node: Node,
    cost: usize,
    height: usize,
}

impl Anchors {
    /// Remembers what an anchor (0 is none) stands for.
    pub(super) fn remember(&mut self, id: usize, node: &Node) -> Step {
        if id == 0 {
            return Ok(());
        }
        let (cost, height) = measure(node);
        spend(&mut self.spent, cost, node.span)?;
        self.known.insert(id, Anchored { node: node.clone(), cost, height });
        Ok(())
    }

    /// A copy of what an alias at `span`, inside `depth` lists and mappings, stands for.
    pub(super) fn resolve(
        &mut self,
        id: usize,
        span: Span,
        depth: usize,
    ) -> Result<Node, Box<Diagnostic>> {
        // An anchor is known from its end on: this one is still open.
        let Some(Anchored { node, cost, height }) = self.known.get(&id) else {
            return Err(Box::new(faults::alias_in_itself(span)));
        };
        if depth + height > MAX_DEPTH {
            return Err(Box::new(faults::too_deep(span)));
        }
        spend(&mut self.spent, *cost, span)?;
        let mut node = Node { span, kind: node.kind.clone() };
        if let Kind::Scalar(scalar) = &mut node.kind {
            scalar.map = TextMap::elsewhere();
        }
        Ok(node)
    }
}

fn spend(spent: &mut usize, cost: usize, span: Span) -> Step {
    *spent = spent.saturating_add(cost);
    if *spent > MAX_ALIASED {
        return Err(Box::new(faults::alias_bomb(span)));
    }
    Ok(())
}

/// What a copy of the node costs, and how many levels of lists and mappings it has.
fn measure(node: &Node) -> (usize, usize) {
    let sum = |nodes: &mut dyn Iterator<Item = &Node>| {
        let parts = nodes.map(measure);
        let (cost, height) =
            parts.fold((NODE_COST, 0), |(cost, height), (c, h)| (cost + c, height.max(h)));
        (cost, height + 1)
    };
    match &node.kind {
        Kind::Scalar(scalar) => (NODE_COST + scalar.text.len(), 0),
        Kind::Sequence(nodes) => sum(&mut nodes.iter()),
        Kind::Mapping(pairs) => sum(&mut pairs.iter().flat_map(|(k, v)| [k, v])),
    }
}
