//! Text with its place: what SQL inside a revision is read as.

use std::sync::Arc;

use crate::source::Span;
use crate::syntax::node::{Node, TextMap};

/// Text and where each byte of it was written; cheap to clone.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The text, variables replaced.
    pub text: Arc<str>,
    /// The place of the whole.
    pub span: Span,
    map: TextMap,
}

impl SourceText {
    /// Text that stands in its file exactly as it is, at `span`.
    pub fn new(text: impl Into<Arc<str>>, span: Span) -> Self {
        SourceText { text: text.into(), span, map: TextMap::linear(span.start) }
    }

    /// The text of a scalar; none for a list or a mapping.
    pub fn from_node(node: &Node) -> Option<Self> {
        let scalar = node.as_scalar()?;
        let (text, map) = (scalar.text.as_str().into(), scalar.map.clone());
        Some(SourceText { text, span: node.span, map })
    }

    /// The place of the bytes `start..end` of the text: exact for what was written
    /// in one piece (also inside a block after `|`), the whole of `${…}` for what a
    /// variable put there, the nearest place for what YAML folded.
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        self.map.span(self.span, start, end)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Two texts are equal wherever they were written.
impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for SourceText {}
