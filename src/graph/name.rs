//! The spelling of names and ranges: text -> parts. Which names exist decides
//! some readings (a tag may hold `:` and `-`), so the graph is asked; what a name
//! stands for is `resolve`'s business.

use super::say::fault;
use super::{Answer, Graph};
use crate::diag::codes::{E0205, E0208};

/// What begins a tag's name.
const TAG: &str = "tag:";

/// A step up or down the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// `+N` rather than `-N`.
    pub up: bool,
    /// N; too large a number is as good as endless.
    pub count: u64,
}

/// What a name counts from or stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol<'a> {
    /// An id, the beginning of one, a label, `head`, `heads` or `base`.
    Word(&'a str),
    /// What stands behind `tag:`.
    Tag(&'a str),
}

/// One name: `[branch@][symbol][±N]`, never without symbol and steps both.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    /// As written.
    pub text: &'a str,
    /// What stands before the `@`.
    pub branch: Option<&'a str>,
    /// What it counts from or stands for.
    pub symbol: Option<Symbol<'a>>,
    /// How far it counts.
    pub steps: Option<Steps>,
}

/// The two sides of a range; `Some("")` is a side that was left empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides<'a> {
    /// What stands before the colon; none without a colon.
    pub start: Option<&'a str>,
    /// What stands behind it, or the whole.
    pub end: &'a str,
}

impl Graph {
    /// Splits a range at its colon.
    pub(super) fn sides<'a>(&self, range: &'a str) -> Answer<Sides<'a>> {
        let Some(colon) = self.colon(range) else {
            return Ok(Sides { start: None, end: range.trim() });
        };
        let (start, end) = (range[..colon].trim(), range[colon + 1..].trim());
        if self.colon(end).is_some() {
            let message = format!("the range `{range}` has more than one `:`");
            return Err(fault(E0208, message).help("write it as `START:END`").into());
        }
        Ok(Sides { start: Some(start), end })
    }

    /// True for `START:END`; the colon of `tag:v1.4` makes no range.
    pub fn is_range(&self, text: &str) -> bool {
        self.colon(text).is_some()
    }

    /// The first colon that does not belong to a tag.
    fn colon(&self, text: &str) -> Option<usize> {
        let mut at = 0;
        let mut name_begins = true;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if let (true, Some(tag)) = (name_begins, rest.strip_prefix(TAG)) {
                at += TAG.len() + self.tag_length(tag);
                name_begins = false;
                continue;
            }
            let c = rest.chars().next()?;
            match c {
                ':' => return Some(at),
                ',' | '@' => name_begins = true,
                c if c.is_whitespace() => {}
                _ => name_begins = false,
            }
            at += c.len_utf8();
        }
        None
    }

    /// How much of the text is the name of a tag: up to the comma or the second
    /// `tag:` when such a tag is known, else the longest known one before a
    /// colon, else up to the first colon.
    fn tag_length(&self, text: &str) -> usize {
        let end = [text.find(','), text.find(":tag:")].into_iter().flatten().min();
        let text = &text[..end.unwrap_or(text.len())];
        let ends = std::iter::once(text.len()).chain(text.rmatch_indices(':').map(|(i, _)| i));
        ends.into_iter()
            .find(|&end| self.is_tag(text[..end].trim()))
            .unwrap_or_else(|| text.find(':').unwrap_or(text.len()))
    }

    fn is_tag(&self, text: &str) -> bool {
        let known = |name: &str| self.tags.contains_key(name);
        known(text) || steps_behind(text).is_some_and(|(name, _)| known(name))
    }

    /// Takes a comma list apart.
    pub(super) fn names<'a>(&self, text: &'a str) -> Answer<Vec<Name<'a>>> {
        text.split(',').map(|name| self.name(name.trim(), text)).collect()
    }

    fn name<'a>(&self, text: &'a str, whole: &str) -> Answer<Name<'a>> {
        if text.is_empty() {
            let message = match whole.trim() {
                "" => "an empty revision name".to_owned(),
                whole => format!("an empty name in the list `{whole}`"),
            };
            let help = "name a revision, or `head`, `heads` or `base`";
            return Err(fault(E0205, message).help(help).into());
        }
        let (branch, rest) = match text.split_once('@') {
            Some((branch, rest)) if !text.starts_with(TAG) => (Some(branch.trim()), rest.trim()),
            _ => (None, text),
        };
        if branch == Some("") || rest.is_empty() {
            let message = format!("`{text}` lacks what stands beside the `@`");
            return Err(fault(E0205, message).help("write it as `LABEL@REVISION`").into());
        }
        let (symbol, steps) = self.symbol(rest);
        Ok(Name { text, branch, symbol, steps })
    }

    fn symbol<'a>(&self, text: &'a str) -> (Option<Symbol<'a>>, Option<Steps>) {
        let (tag, name) = match text.strip_prefix(TAG) {
            Some(name) => (true, name.trim()),
            None => (false, text),
        };
        let symbol = |name| if tag { Symbol::Tag(name) } else { Symbol::Word(name) };
        let known = if tag { self.tags.contains_key(name) } else { self.names.contains_key(name) };
        match steps_behind(name).filter(|_| !known) {
            Some(("", steps)) if !tag => (None, Some(steps)),
            Some((name, steps)) => (Some(symbol(name)), Some(steps)),
            None => (Some(symbol(name)), None),
        }
    }
}

/// Splits `+N` or `-N` off the end.
fn steps_behind(text: &str) -> Option<(&str, Steps)> {
    let name = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[name.len()..];
    let (name, up) = match name.strip_suffix('+') {
        Some(name) => (name, true),
        None => (name.strip_suffix('-')?, false),
    };
    if digits.is_empty() {
        return None;
    }
    Some((name.trim_end(), Steps { up, count: digits.parse().unwrap_or(u64::MAX) }))
}
