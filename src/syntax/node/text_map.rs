//! From an offset in a scalar's text back to the bytes of the file.

use std::sync::Arc;

use crate::source::Span;

/// A stretch of a scalar's text and the bytes that it was written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Offset in the text; the segment ends where the next begins.
    pub at: u32,
    /// Offset in the file.
    pub source: u32,
    /// How many bytes of the file it covers.
    pub len: u32,
    /// False: the text was put in the place of other bytes, as a whole.
    pub exact: bool,
}

/// Where each byte of a scalar's text stands in the file.
#[derive(Clone, Debug)]
pub struct TextMap(Shape);

#[derive(Clone, Debug)]
enum Shape {
    /// The text stands in the file as it is, from this offset on.
    Linear(u32),
    /// Pieces, sorted by their offset in the text; never empty.
    Pieces(Arc<[Segment]>),
    /// It stands elsewhere, as behind an alias.
    Elsewhere,
}

impl TextMap {
    /// The text stands in the file as it is, from `source` on.
    pub fn linear(source: u32) -> Self {
        TextMap(Shape::Linear(source))
    }

    /// The text stands elsewhere: every part of it has the place of the whole.
    pub fn elsewhere() -> Self {
        TextMap(Shape::Elsewhere)
    }

    pub(super) fn pieces(segments: Vec<Segment>) -> Self {
        match segments.as_slice() {
            [] => TextMap::linear(0),
            [only] if only.exact && only.at == 0 => TextMap::linear(only.source),
            _ => TextMap(Shape::Pieces(segments.into())),
        }
    }

    /// The place of the bytes `start..end` of the text, within `whole`.
    pub fn span(&self, whole: Span, start: usize, end: usize) -> Span {
        if matches!(self.0, Shape::Elsewhere) {
            return whole;
        }
        let from = self.locate(start as u32, false).clamp(whole.start, whole.end);
        let to = if end > start { self.locate(end as u32, true) } else { from };
        Span { file: whole.file, start: from, end: to.clamp(from, whole.end) }
    }

    /// The file offset of a text offset; `behind` looks at the byte before it, so
    /// that the end of a range does not slip onto the next line.
    fn locate(&self, offset: u32, behind: bool) -> u32 {
        let segments = match &self.0 {
            Shape::Linear(source) => return source.saturating_add(offset),
            Shape::Pieces(segments) => segments,
            Shape::Elsewhere => return 0,
        };
        let probe = offset.saturating_sub(u32::from(behind));
        let index = segments.partition_point(|s| s.at <= probe).saturating_sub(1);
        let Some(segment) = segments.get(index) else { return 0 };
        let into = match (segment.exact, behind) {
            (true, _) => offset.saturating_sub(segment.at).min(segment.len),
            (false, true) => segment.len,
            (false, false) => 0,
        };
        segment.source.saturating_add(into)
    }

    /// The map of a text made from this one's: each part is a stretch of the old
    /// text that was kept, or replaced by new text.
    pub(crate) fn rewritten(&self, parts: &[Part]) -> Self {
        if matches!(self.0, Shape::Elsewhere) {
            return TextMap::elsewhere();
        }
        let mut segments = Vec::new();
        let mut at = 0u32;
        for part in parts {
            match *part {
                Part::Kept { start, end } => {
                    self.copy(start as u32, end as u32, at, &mut segments);
                    at = at.saturating_add((end - start) as u32);
                }
                Part::Replaced { start, end, by } => {
                    let source = self.locate(start as u32, false);
                    let len = self.locate(end as u32, true).saturating_sub(source);
                    if by > 0 {
                        segments.push(Segment { at, source, len, exact: false });
                    }
                    at = at.saturating_add(by as u32);
                }
            }
        }
        if segments.is_empty() {
            return TextMap::linear(self.locate(0, false));
        }
        TextMap::pieces(segments)
    }

    fn copy(&self, start: u32, end: u32, at: u32, into: &mut Vec<Segment>) {
        let segments = match &self.0 {
            Shape::Linear(source) => {
                let source = source.saturating_add(start);
                if end > start {
                    into.push(Segment { at, source, len: end - start, exact: true });
                }
                return;
            }
            Shape::Elsewhere => return,
            Shape::Pieces(segments) => segments,
        };
        let first = segments.partition_point(|s| s.at <= start).saturating_sub(1);
        for (i, segment) in segments.iter().enumerate().skip(first) {
            let stop = segments.get(i + 1).map_or(end, |next| next.at.min(end));
            if segment.at >= end {
                break;
            }
            let from = segment.at.max(start);
            let skipped = if segment.exact { (from - segment.at).min(segment.len) } else { 0 };
            if stop > from {
                into.push(Segment {
                    at: at + (from - start),
                    source: segment.source + skipped,
                    len: segment.len - skipped,
                    exact: segment.exact,
                });
            }
        }
    }
}

/// What became of a stretch of a text; see [`TextMap::rewritten`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// These bytes were kept.
    Kept {
        /// First byte in the old text.
        start: usize,
        /// Behind the last byte in the old text.
        end: usize,
    },
    /// These bytes gave way to `by` new ones.
    Replaced {
        /// First byte in the old text.
        start: usize,
        /// Behind the last byte in the old text.
        end: usize,
        /// How many bytes came in their place.
        by: usize,
    },
}
