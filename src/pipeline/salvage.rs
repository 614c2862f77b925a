//! The place in the tree of a file that is no YAML.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Rev;
use crate::ops::{Broken, Entry, Op};
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::sql::Ident;
use crate::syntax::revision::{Downgrade, Header};

/// What the lines of a file say of its place, so that the revisions above it are not reported
/// as orphans; none where they name no id. Whatever it speaks of is taken on trust.
pub(super) fn salvage(id: FileId, sources: &SourceMap) -> Option<Rev> {
    let text = &sources.file(id).text;
    let spanned = |range: Range<usize>| {
        let name = text.get(range.clone()).unwrap_or_default().to_owned();
        Spanned::new(name, Span::new(id, range.start, range.end))
    };
    let revision = word(text, line(text, "revision")?);
    let whole = line(text, "down_revision").map(|range| word(text, range));
    let parents: Vec<Spanned<String>> = whole
        .iter()
        .flat_map(|whole| elements(text, whole.clone()))
        .map(spanned)
        .filter(|parent| !matches!(parent.as_str(), "" | "null" | "~"))
        .collect();
    let revision = spanned(revision);
    if ![&revision].into_iter().chain(&parents).all(|name| is_plain(name)) {
        return None;
    }
    let header = Header {
        file: id,
        down_revision_span: whole.map_or(revision.span, |whole| spanned(whole).span),
        revision,
        down_revision: parents,
        message: None,
        create_date: None,
        branch_labels: Vec::new(),
        depends_on: Vec::new(),
        tags: Vec::new(),
        role: None,
        transactional: true,
        lint_ignore: Vec::new(),
    };
    let broken = Entry::of(Op::Broken(Broken::naming(names(text))));
    Some(Rev {
        header,
        upgrade: vec![Spanned::new(broken, Span::start_of(id))],
        downgrade: Downgrade::Operations(Vec::new()),
        variables: BTreeSet::new(),
    })
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['[', ']', '{', '}', ':', ' ', '"', '\''])
}

/// What stands behind a key at the beginning of a line.
fn line(text: &str, key: &str) -> Option<Range<usize>> {
    let mut end = 0;
    text.split_inclusive('\n').find_map(|line| {
        end += line.len();
        let value = line.strip_prefix(key)?.trim_start().strip_prefix(':')?;
        Some(end - value.len()..end)
    })
}

/// A value without its comment, the blanks around it and its quotes.
fn word(text: &str, range: Range<usize>) -> Range<usize> {
    let value = text.get(range.clone()).unwrap_or_default();
    let value = value.split('#').next().unwrap_or_default();
    trim(range.start, value, |c| c.is_whitespace() || matches!(c, '"' | '\''))
}

/// The elements of a list in brackets; of anything else, the whole.
fn elements(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let list = trim(range.start, text.get(range).unwrap_or_default(), |c| matches!(c, '[' | ']'));
    let mut at = list.start;
    let parts = text.get(list).unwrap_or_default().split_inclusive(',').map(|part| {
        let start = at;
        at += part.len();
        word(text, start..start + part.trim_end_matches(',').len())
    });
    parts.collect()
}

fn trim(start: usize, value: &str, is_around: impl Fn(char) -> bool) -> Range<usize> {
    let begin = start + value.len() - value.trim_start_matches(&is_around).len();
    begin..begin + value.trim_matches(&is_around).len()
}

/// Every word of a text that may name something.
fn names(text: &str) -> Vec<Ident> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let found = text.split(|c| !is_part(c)).filter(|word| !word.is_empty() && word.len() < 200);
    let mut words: Vec<&str> = found.collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().map(Ident::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Option<Vec<String>> {
        let mut sources = SourceMap::default();
        let id = sources.add("a.yaml".to_owned(), text.to_owned());
        let header = salvage(id, &sources)?.header;
        let all = [&header.revision].into_iter().chain(&header.down_revision);
        Some(all.map(|name| format!("{} {}", name.span.start, name.value)).collect())
    }

    #[test]
    fn ids_are_where_they_stand() {
        let text = "é\nrevision : 'b2' # id\ndown_revision: [a1, \"c3\" ,null]\n\t";
        assert_eq!(places(text).unwrap(), ["15 b2", "40 a1", "45 c3"]);
        assert_eq!(places("down_revision: a1\nrevision: b2").unwrap(), ["28 b2", "15 a1"]);
        assert_eq!(places("revision: b2\ndown_revision: null\n").unwrap(), ["10 b2"]);
        assert_eq!(places("revision: b2\ndown_revision:").unwrap(), ["10 b2"]);
    }

    #[test]
    fn what_is_no_name_gives_no_place() {
        assert_eq!(places("down_revision: a1"), None);
        assert_eq!(places("revision: [b2]"), None);
        assert_eq!(places("revision: {a: b}\n"), None);
        assert_eq!(places("revision: b2\ndown_revision: [a: b]\n"), None);
        assert_eq!(places("revision:"), None);
    }
}
