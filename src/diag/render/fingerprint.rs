//! What makes a finding the same finding on the next run, wherever its line has moved.

use std::ops::Range;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::{Diagnostic, view};
use crate::source::SourceMap;

/// What a line counts with: all of it, or, where it is long, what is near; or many findings on
/// one line would take long.
const LONG_LINE: usize = 2000;

fn near(line: Range<usize>, start: usize, end: usize) -> Range<usize> {
    if line.len() <= LONG_LINE {
        return line;
    }
    let half = LONG_LINE / 2;
    line.start.max(start.saturating_sub(half))..line.end.min(end.saturating_add(half))
}

/// Fingerprints of one run; equal findings in one file are told apart by their order.
#[derive(Default)]
pub struct Fingerprints {
    seen: FxHashMap<[u8; 32], usize>,
}

impl Fingerprints {
    /// A hash over the code, the file and the text that is pointed at with its line:
    /// no line numbers, no wording, no white space.
    pub fn of(&mut self, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
        let mut content = diagnostic.code.as_str().to_owned();
        match &diagnostic.primary {
            Some(label) => {
                let file = sources.file(label.span.file);
                let start = label.span.start as usize;
                let end = view::shown_end(file, label.span);
                let line = near(file.line_range(file.line_index(label.span.start)), start, end);
                let line =
                    view::boundary(&file.text, line.start)..view::boundary(&file.text, line.end);
                for part in
                    [Some(file.name.as_str()), file.text.get(line), file.text.get(start..end)]
                {
                    content.push('\0');
                    content.extend(part.unwrap_or("").split_whitespace());
                }
            }
            None => content += &diagnostic.message,
        }
        let times = self.seen.entry(Sha256::digest(&content).into()).or_default();
        *times += 1;
        let digest = Sha256::digest(format!("{content}\0{times}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes::E0301;
    use crate::source::Span;

    #[test]
    fn of_a_long_line_what_is_near_counts() {
        let print = |before: &str, at: &str, behind: &str| {
            let mut sources = SourceMap::default();
            let id = sources.add("a", format!("{before}{at}{behind}"));
            let span = Span::new(id, before.len(), before.len() + at.len());
            Fingerprints::default().of(&Diagnostic::error(E0301, "x").at(span), &sources)
        };
        let (e, x) = ("é".repeat(2000), "x".repeat(1200));
        let first = print(&e, "here", &x);
        assert_eq!(first, print(&e, "here", &format!("{x}y")));
        assert_ne!(first, print(&e, "here", &format!("y{x}")));
        assert_ne!(first, print(&e, "there", &x));
        assert_ne!(first, print(&format!("{e}z"), "here", &x));
    }
}
