//! What makes a finding the same finding on the next run, wherever its line has moved.

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::{Diagnostic, view};
use crate::source::SourceMap;

/// Fingerprints of one run; equal findings in one file are told apart by their order.
#[derive(Default)]
pub struct Fingerprints {
    seen: FxHashMap<String, usize>,
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
                let line = file.line_range(file.line_index(label.span.start));
                for part in
                    [Some(file.name.as_str()), file.text.get(line), file.text.get(start..end)]
                {
                    content.push('\0');
                    content.extend(part.unwrap_or("").split_whitespace());
                }
            }
            None => content += &diagnostic.message,
        }
        let times = self.seen.entry(content.clone()).or_default();
        *times += 1;
        let digest = Sha256::digest(format!("{content}\0{times}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
