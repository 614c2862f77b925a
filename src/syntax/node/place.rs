//! Where a scalar stands: the parser counts characters, takes an anchor for the
//! start of a scalar and the blanks behind a quote for its end; here are bytes.

use super::Style;
use super::text_map::{Segment, TextMap};

/// Character offsets to byte offsets.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// The byte offset of every [`STEP`]th character; empty for ASCII.
    steps: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(at, _)| at as u32).collect()
        };
        Offsets { text, steps }
    }

    /// The byte offset of a character, or the end of the text.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.steps.is_empty() {
            return index.min(self.text.len());
        }
        let Some(&base) = self.steps.get(index / STEP) else { return self.text.len() };
        let rest = self.text.get(base as usize..).unwrap_or_default();
        let within = rest.char_indices().nth(index % STEP).map_or(rest.len(), |(at, _)| at);
        base as usize + within
    }
}

/// What is known about where a scalar stands.
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) map: TextMap,
}

/// Finds the bytes of a scalar that the parser saw at `start..end`.
///
/// `tagged`: an anchor or a tag may stand before it, which the parser includes.
pub(super) fn scalar(
    text: &str,
    (start, end): (usize, usize),
    tagged: bool,
    written: Style,
    value: &str,
) -> Place {
    let mut start = if tagged { behind_properties(text, start) } else { start };
    if matches!(written, Style::Literal | Style::Folded) {
        if tagged {
            start = block_content(text, start, value);
        }
        return block(text, start, end, written, value);
    }
    if written == Style::Plain {
        let end = end.max(start);
        let same = text.get(start..end) == Some(value);
        let map =
            if same { TextMap::linear(start as u32) } else { walk(text, start, end, value, 0, 0) };
        return Place { start, end, map };
    }
    let end = closing_quote(text, start);
    let inner = (start + 1)..end.saturating_sub(1);
    let map = if text.get(inner.clone()) == Some(value) {
        TextMap::linear(inner.start as u32)
    } else {
        let quote = text.as_bytes().get(start).copied().unwrap_or(b'"');
        walk(text, inner.start, inner.end, value, quote, 0)
    };
    Place { start, end, map }
}

fn block(text: &str, start: usize, end: usize, written: Style, value: &str) -> Place {
    let content = value.trim_end_matches('\n');
    if content.is_empty() {
        // Nothing was written: the place is that of the indicator, more or less.
        let header = text.get(..start).map_or(start, |before| before.trim_end().len());
        let at = header.saturating_sub(1).min(start);
        let at = if text.is_char_boundary(at) { at } else { start };
        return Place { start: at, end: header.max(at), map: TextMap::linear(at as u32) };
    }
    let raw = text.get(start..end).unwrap_or_default();
    let end = start + raw.trim_end().len();
    if !content.contains('\n') && text.get(start..).is_some_and(|t| t.starts_with(content)) {
        return Place { start, end, map: TextMap::linear(start as u32) };
    }
    let line_start = text.get(..start).and_then(|t| t.rfind(['\n', '\r'])).map_or(0, |at| at + 1);
    let indent = if written == Style::Literal { start - line_start } else { usize::MAX };
    let map = walk(text, start, start + raw.len(), value, 0, indent);
    Place { start, end, map }
}

/// Behind the anchor and the tag that stand before a node.
fn behind_properties(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        match bytes.get(at) {
            Some(b'&' | b'!') => {
                while bytes.get(at).is_some_and(|b| !b" \t\r\n,[]{}".contains(b)) {
                    at += 1;
                }
            }
            Some(b' ' | b'\t' | b'\r' | b'\n') => at += 1,
            Some(b'#') => {
                while bytes.get(at).is_some_and(|b| !b"\r\n".contains(b)) {
                    at += 1;
                }
            }
            _ => return at,
        }
    }
}

/// From the header of a block scalar to its first line that is not empty.
fn block_content(text: &str, header: usize, value: &str) -> usize {
    let rest = text.get(header..).unwrap_or_default();
    let first = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let blank = rest.get(first..).unwrap_or_default();
    let content = header + first + (blank.len() - blank.trim_start().len());
    let own = value.trim_start_matches('\n');
    let indent = own.len() - own.trim_start_matches(' ').len();
    content.saturating_sub(indent)
}

/// Behind the quote that ends the quoted scalar at `start`.
fn closing_quote(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let Some(&quote) = bytes.get(start) else { return text.len() };
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

/// Walks a text and its writing side by side. What is not blank is matched byte
/// by byte, escapes included; blanks only as far as they were written.
///
/// `indent` is how many spaces at the start of a line are not content.
fn walk(text: &str, start: usize, end: usize, value: &str, quote: u8, indent: usize) -> TextMap {
    let source = text.as_bytes().get(..end).unwrap_or_default();
    let mut pieces = Pieces::default();
    let mut at = start;
    for (offset, c) in value.char_indices() {
        let blank = matches!(c, ' ' | '\t' | '\n');
        if quote == b'"' {
            at = behind_continuation(source, at);
        }
        if !blank {
            while source.get(at).is_some_and(|b| b" \t\r\n".contains(b)) {
                at += 1;
            }
            if quote == b'"' {
                at = behind_continuation(source, at);
            }
        }
        let len = match source.get(at) {
            Some(b'\\') if quote == b'"' => escape_len(source, at),
            Some(b'\'') if quote == b'\'' => 2,
            Some(b'\r') if c == '\n' && source.get(at + 1) == Some(&b'\n') => 2,
            Some(b'\r' | b'\n') if blank => 1,
            Some(&b) if blank && b != c as u8 => 0,
            Some(_) => c.len_utf8(),
            None => 0,
        };
        pieces.push(offset, at, c.len_utf8(), len);
        at += len;
        if c == '\n' && len > 0 && indent < usize::MAX {
            let mut left = indent;
            while left > 0 && source.get(at) == Some(&b' ') {
                at += 1;
                left -= 1;
            }
        }
    }
    TextMap::pieces(pieces.0)
}

/// Behind line breaks that a backslash takes away, with the blanks that follow.
fn behind_continuation(source: &[u8], mut at: usize) -> usize {
    while source.get(at) == Some(&b'\\') && matches!(source.get(at + 1), Some(b'\r' | b'\n')) {
        at += 1;
        while source.get(at).is_some_and(|b| b" \t\r\n".contains(b)) {
            at += 1;
        }
    }
    at
}

fn escape_len(source: &[u8], at: usize) -> usize {
    match source.get(at + 1) {
        Some(b'x') => 4,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 2,
    }
}

/// The most segments of one text; behind them places are approximate.
const MAX_SEGMENTS: usize = 1 << 20;

/// Segments in the making; neighbours that were written as they are grow together.
#[derive(Default)]
struct Pieces(Vec<Segment>);

impl Pieces {
    fn push(&mut self, at: usize, source: usize, value_len: usize, source_len: usize) {
        let exact = value_len == source_len;
        if let Some(last) = self.0.last_mut()
            && last.exact
            && exact
            && last.source + last.len == source as u32
            && last.at + last.len == at as u32
        {
            last.len += source_len as u32;
            return;
        }
        if self.0.len() >= MAX_SEGMENTS {
            return;
        }
        let (at, source, len) = (at as u32, source as u32, source_len as u32);
        self.0.push(Segment { at, source, len, exact });
    }
}
