//! Tabs that indent. The parser lets some pass; YAML and we do not.

use super::faults;
use crate::diag::Diagnostic;
use crate::source::{FileId, Span};

/// The lines of a file that begin with white space that holds a tab.
pub(super) struct Tabs {
    lines: Vec<Line>,
}

struct Line {
    start: usize,
    tab: usize,
    end: usize,
    /// Something of the tree begins on the line, behind the tab.
    seen: bool,
}

/// The most such lines that are looked at.
const MAX_LINES: usize = 1 << 16;

impl Tabs {
    pub(super) fn find(text: &str) -> Self {
        let mut lines = Vec::new();
        if text.contains('\t') {
            let mut start = 0;
            for line in text.split_inclusive(['\n', '\r']) {
                let blank = line.len() - line.trim_start_matches([' ', '\t']).len();
                let tab = line.get(..blank).and_then(|blank| blank.find('\t'));
                let end = start + line.len();
                let tab = tab.filter(|_| lines.len() < MAX_LINES && blank < line.trim_end().len());
                lines.extend(tab.map(|tab| Line { start, tab: start + tab, end, seen: false }));
                start = end;
            }
        }
        Tabs { lines }
    }

    /// Something of the tree begins at `at`.
    pub(super) fn see(&mut self, at: usize) {
        let index = self.lines.partition_point(|line| line.start <= at);
        let line = index.checked_sub(1).and_then(|index| self.lines.get_mut(index));
        if let Some(line) = line
            && line.tab < at
            && at < line.end
        {
            line.seen = true;
        }
    }

    /// The parser complained at `at` of a tab that it met further on.
    pub(super) fn see_next(&mut self, at: usize) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.tab >= at) {
            line.seen = true;
        }
    }

    /// One diagnostic for all of them.
    pub(super) fn fault(&self, file: FileId) -> Option<Diagnostic> {
        let mut seen = self.lines.iter().filter(|line| line.seen);
        let first = seen.next()?;
        Some(faults::tab(Span::new(file, first.tab, first.tab + 1), 1 + seen.count()))
    }
}
