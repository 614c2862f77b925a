//! Source text and places in it.
//!
//! In: the text of every file that was read. Out: [`Span`]s that stay two words
//! long and the [`SourceMap`] that turns them back into a file, a line and a
//! column. Knows nothing of YAML or SQL.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A file of the [`SourceMap`]; cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that the bytes are in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// A span of the bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span { file, start: start as u32, end: end as u32 }
    }

    /// The empty span at the first byte of `file`.
    pub fn start_of(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    /// The smallest span that holds both; `other` must be in the same file.
    pub fn to(self, other: Span) -> Self {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A value and the place where the user wrote it.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }
}

/// Two values are equal wherever they were written.
impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as it is shown to the user.
    pub name: String,
    /// The whole text, as read, without a byte order mark.
    pub text: Arc<str>,
    line_starts: OnceLock<Vec<u32>>,
    /// How many characters begin before each multiple of [`STRIDE`].
    characters: OnceLock<Vec<u32>>,
}

/// Characters are counted ahead at every so many bytes, so that a place far out on a long
/// line costs no more than others.
const STRIDE: usize = 1024;

impl SourceFile {
    /// The 0-based line of a byte offset.
    pub fn line_index(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The bytes of a 0-based line, line end included.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let start = starts.get(line).map_or(self.text.len(), |&s| s as usize);
        let end = starts.get(line + 1).map_or(self.text.len(), |&s| s as usize);
        start..end
    }

    /// How many lines the file has, at least one.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The 1-based line and the 1-based column, in characters, of an offset.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        let line = self.line_index(offset);
        let start = self.line_range(line).start;
        let end = (offset as usize).clamp(start, self.text.len());
        (line + 1, self.characters_before(end) - self.characters_before(start) + 1)
    }

    /// How many characters begin before a byte offset of the text.
    fn characters_before(&self, offset: usize) -> usize {
        let count = |bytes: &[u8]| bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        let bytes = self.text.as_bytes();
        let ahead = self.characters.get_or_init(|| {
            let strides = bytes.chunks(STRIDE).map(|stride| count(stride) as u32);
            let sums = strides.scan(0, |sum, next| Some(std::mem::replace(sum, *sum + next)));
            sums.collect()
        });
        let stride = (offset / STRIDE).min(ahead.len().saturating_sub(1));
        let known = ahead.get(stride).map_or(0, |&count| count as usize);
        known + count(bytes.get(stride * STRIDE..offset).unwrap_or_default())
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|&(_, b)| b == b'\n');
            std::iter::once(0).chain(ends.map(|(i, _)| i as u32 + 1)).collect()
        })
    }
}

/// Every file of a run, by [`FileId`].
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Takes in a file; its name is what diagnostics show.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(SourceFile {
            name: name.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
            characters: OnceLock::new(),
        });
        id
    }

    /// The file behind an id that this map gave out.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u32), file))
    }

    /// The text under a span; empty when the span does not fit the file.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_on_long_lines_are_counted_in_characters() {
        let mut sources = SourceMap::default();
        let text = format!("a\n{}\né", "xé\u{1F600}".repeat(2 * STRIDE));
        let id = sources.add("a", text.clone());
        let file = sources.file(id);
        for (at, _) in text.char_indices() {
            let line = text[..at].rsplit('\n').next().unwrap_or_default();
            let place = (text[..at].matches('\n').count() + 1, line.chars().count() + 1);
            assert_eq!(file.position(at as u32), place);
        }
        assert_eq!(file.position(text.len() as u32), (3, 2));
        assert_eq!(file.position(u32::MAX), (3, 2));
    }
}
