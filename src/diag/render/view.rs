//! The lines of one file that one diagnostic shows, made safe to print.
//!
//! Control characters become pictures, passwords and the far parts of very long
//! lines go; offsets of the file are carried over, and line and column stay those
//! of the file.

use std::ops::Range;

use codespan_reporting::files::{Error, Files, Location};

use super::text::{BLOT, is_unsafe, passwords};
use crate::source::{SourceFile, Span};

/// Where the shown part of a span ends: line ends and spaces behind it are left out.
pub fn shown_end(file: &SourceFile, span: Span) -> usize {
    let (start, end) = (span.start as usize, (span.end as usize).min(file.text.len()));
    match file.text.get(start..end) {
        Some(text) if !text.trim().is_empty() => start + text.trim_end().len(),
        _ => end,
    }
}

/// Some lines of a file, as shown.
pub struct View<'a> {
    file: &'a SourceFile,
    name: String,
    first_line: usize,
    text: String,
    line_starts: Vec<usize>,
    pieces: Vec<Piece>,
}

/// `from.len()` bytes of the file that are shown at `to`: as they are, or, when
/// something stands for them, all at its beginning.
struct Piece {
    from: Range<usize>,
    to: usize,
    verbatim: bool,
}

impl<'a> View<'a> {
    /// The lines that the spans touch; lines longer than `limit` characters are cut
    /// around the first span on them.
    pub fn new(file: &'a SourceFile, spans: &[Span], limit: usize) -> Self {
        let lines = |span: &Span| {
            (file.line_index(span.start), file.line_index(shown_end(file, *span) as u32))
        };
        let first_line = spans.iter().map(|s| lines(s).0).min().unwrap_or(0);
        let last_line = spans.iter().map(|s| lines(s).1).max().unwrap_or(0);
        let mut view = View {
            file,
            name: super::text::one_line(&file.name),
            first_line,
            text: String::new(),
            line_starts: Vec::new(),
            pieces: Vec::new(),
        };
        for line in first_line..=last_line {
            view.push_line(file.line_range(line), spans, limit);
        }
        view
    }

    /// The range of a span in the shown text.
    pub fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start as usize);
        start..self.offset(shown_end(self.file, span)).max(start)
    }

    fn offset(&self, original: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.from.start <= original);
        match next.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(piece) if piece.verbatim => {
                piece.to + (original - piece.from.start).min(piece.from.len())
            }
            Some(piece) => piece.to,
            None => 0,
        }
    }

    fn original(&self, shown: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.to <= shown);
        match next.checked_sub(1).and_then(|i| self.pieces.get(i)) {
            Some(piece) if piece.verbatim => {
                piece.from.start + (shown - piece.to).min(piece.from.len())
            }
            Some(piece) => piece.from.start,
            None => 0,
        }
    }

    fn push_line(&mut self, range: Range<usize>, spans: &[Span], limit: usize) {
        self.line_starts.push(self.text.len());
        let whole = self.file.text.get(range.clone()).unwrap_or("");
        let line = whole.trim_end_matches(['\n', '\r']);
        let (start, end) = (range.start, range.start + line.len());
        let unsafe_char = |c: char| c != '\t' && is_unsafe(c);
        if line.len() <= limit && !line.contains(unsafe_char) && !line.contains("://") {
            self.verbatim(start..end);
        } else {
            let window = window(line, start, spans, limit);
            self.elide(start..start + window.start);
            self.push_window(line, start, window.clone());
            self.elide(start + window.end..end);
        }
        // A span may end behind the last character: that is its own piece.
        self.pieces.push(Piece { from: end..end, to: self.text.len(), verbatim: true });
        self.text.push('\n');
    }

    fn push_window(&mut self, line: &str, start: usize, window: Range<usize>) {
        // Of a long line only what is near is looked at, or many faults on it would take long.
        let near = boundary(line, window.start.saturating_sub(NEAR))
            ..boundary(line, window.end.saturating_add(NEAR));
        let secrets: Vec<Range<usize>> = passwords(&line[near.clone()])
            .into_iter()
            .map(|secret| near.start + secret.start..near.start + secret.end)
            .collect();
        let mut at = window.start;
        while at < window.end {
            let Some(c) = line[at..].chars().next() else { break };
            let next = match secrets.iter().find(|secret| secret.contains(&at)) {
                Some(secret) => {
                    self.replace(start + at..start + secret.end, BLOT);
                    secret.end
                }
                None if c != '\t' && is_unsafe(c) => {
                    self.replace(
                        start + at..start + at + c.len_utf8(),
                        picture(c).encode_utf8(&mut [0; 4]),
                    );
                    at + c.len_utf8()
                }
                None => {
                    self.verbatim(start + at..start + at + c.len_utf8());
                    at + c.len_utf8()
                }
            };
            at = next;
        }
    }

    fn verbatim(&mut self, from: Range<usize>) {
        let to = self.text.len();
        self.text.push_str(self.file.text.get(from.clone()).unwrap_or(""));
        match self.pieces.last_mut() {
            Some(last)
                if last.verbatim
                    && last.from.end == from.start
                    && last.to + last.from.len() == to =>
            {
                last.from.end = from.end;
            }
            _ => self.pieces.push(Piece { from, to, verbatim: true }),
        }
    }

    fn replace(&mut self, from: Range<usize>, shown: &str) {
        self.pieces.push(Piece { from, to: self.text.len(), verbatim: false });
        self.text.push_str(shown);
    }

    fn elide(&mut self, from: Range<usize>) {
        if !from.is_empty() {
            self.replace(from, "…");
        }
    }
}

/// The last place, up to `at`, where a character begins or the text ends.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// How many bytes beside the shown part of a long line are searched for the beginning of a
/// password in it.
const NEAR: usize = 4096;

/// The part of a long line that is shown: `limit` characters that begin a little
/// before the first span on the line.
fn window(line: &str, start: usize, spans: &[Span], limit: usize) -> Range<usize> {
    let on_line = |span: &&Span| (start..=start + line.len()).contains(&(span.start as usize));
    let focus = spans.iter().find(on_line).map_or(0, |span| span.start as usize - start);
    let (before, behind) = line.split_at(boundary(line, focus));
    let forward =
        |n: usize| behind.char_indices().nth(n).map_or(line.len(), |(at, _)| before.len() + at);
    let back = |n: usize| match n.checked_sub(1) {
        Some(n) => before.char_indices().rev().nth(n).map_or(0, |(at, _)| at),
        None => before.len(),
    };
    // What is behind has room for the characters that are not needed before, and the other way.
    let had = before.chars().rev().take(limit).count();
    let has = behind.chars().take(limit).count();
    let taken = had.min((limit / 3).max(limit.saturating_sub(has)));
    back(taken)..forward(limit - taken)
}

/// One printable character in place of one that is not, so that columns stay.
fn picture(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// The views of one diagnostic; a file's id is its position.
pub struct Views<'a>(pub Vec<View<'a>>);

impl<'v> Views<'v> {
    fn get(&self, id: usize) -> Result<&View<'v>, Error> {
        self.0.get(id).ok_or(Error::FileMissing)
    }
}

impl<'a> Files<'a> for Views<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.get(id)?.text)
    }

    fn line_index(&'a self, id: usize, byte_index: usize) -> Result<usize, Error> {
        let starts = &self.get(id)?.line_starts;
        Ok(starts.partition_point(|&start| start <= byte_index).saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, line_index: usize) -> Result<usize, Error> {
        Ok(self.get(id)?.first_line + line_index + 1)
    }

    fn location(&'a self, id: usize, byte_index: usize) -> Result<Location, Error> {
        let view = self.get(id)?;
        let (line_number, column_number) = view.file.position(view.original(byte_index) as u32);
        Ok(Location { line_number, column_number })
    }

    fn line_range(&'a self, id: usize, line_index: usize) -> Result<Range<usize>, Error> {
        let view = self.get(id)?;
        let start = view.line_starts.get(line_index).copied().ok_or(Error::LineTooLarge {
            given: line_index,
            max: view.line_starts.len().saturating_sub(1),
        })?;
        let end = view.line_starts.get(line_index + 1).copied().unwrap_or(view.text.len());
        Ok(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn a_long_line_is_shown_around_the_first_place_on_it() {
        let line = "é".repeat(100);
        let shown = |from: usize| {
            let span = Span::new(FileId(0), 7 + from, 7 + from + 2);
            let window = window(&line, 7, &[span], 30);
            (window.start / 2, window.end / 2)
        };
        assert_eq!(shown(0), (0, 30));
        assert_eq!(shown(2 * 9), (0, 30));
        assert_eq!(shown(2 * 50), (40, 70));
        assert_eq!(shown(2 * 95), (70, 100));
        assert_eq!(shown(2 * 100), (70, 100));
        assert_eq!(window("short", 0, &[], 30), 0..5);
    }
}
