//! Shared wording of this stage's faults: lists of revisions, candidates and
//! what was perhaps meant.

use super::{Graph, RevIdx};
use crate::diag::{Code, Diagnostic, suggest};

/// A fault on its way out; boxed once, at the end.
pub type Fault = Diagnostic;

/// How many revisions a message lists before it only counts them.
const LISTED: usize = 6;

/// An error of this stage.
pub fn fault(code: Code, message: impl Into<String>) -> Fault {
    Diagnostic::error(code, message)
}

/// `a`, `b` and `c`, each in backquotes; only the first few of many.
pub fn list<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let count = names.len();
    let shown = if count > LISTED + 1 { LISTED } else { count };
    let mut text = String::new();
    for (i, name) in names.take(shown).enumerate() {
        let joint = if i == 0 {
            ""
        } else if i + 1 == count {
            " and "
        } else {
            ", "
        };
        text.push_str(joint);
        text.push_str(&format!("`{name}`"));
    }
    if shown < count {
        text.push_str(&format!(" and {} more", count - shown));
    }
    text
}

impl Graph {
    /// The ids in a sentence; `base` when there are none.
    pub(super) fn listed(&self, revisions: &[RevIdx]) -> String {
        if revisions.is_empty() {
            return "`base`".to_owned();
        }
        list(revisions.iter().map(|&r| self.id(r)))
    }

    /// Points at the revisions that could have been meant.
    pub(super) fn candidates(&self, mut fault: Fault, revisions: &[RevIdx], text: &str) -> Fault {
        for &revision in revisions.iter().take(LISTED) {
            fault = fault.also(self.node(revision).span, text);
        }
        fault
    }

    /// The nearest id, label or tag, as a help line.
    pub(super) fn near(&self, wrong: &str) -> Option<String> {
        let bare = wrong.strip_prefix("tag:").unwrap_or(wrong);
        if self.tags.contains_key(bare) {
            return Some(format!("did you mean `tag:{bare}`?"));
        }
        let mut names: Vec<&str> = self.names.keys().map(|name| &**name).collect();
        names.extend(["head", "heads", "base"]);
        names.sort_unstable();
        if bare != wrong {
            if self.names.contains_key(bare) {
                return Some(format!("did you mean `{bare}`?"));
            }
        } else if let found @ Some(_) = suggest::did_you_mean(wrong, names) {
            return found;
        }
        let mut tags: Vec<&str> = self.tags.keys().map(|tag| &**tag).collect();
        tags.sort_unstable();
        suggest::closest(bare, tags).map(|tag| format!("did you mean `tag:{tag}`?"))
    }

    /// What there is instead of a tag that is not there.
    pub(super) fn all_tags(&self) -> Option<String> {
        let mut tags: Vec<&str> = self.tags.keys().map(|tag| &**tag).collect();
        tags.sort_unstable();
        (!tags.is_empty()).then(|| format!("there are the tags {}", list(tags.into_iter())))
    }

    /// What there is instead of a revision that is not there.
    pub(super) fn all_heads(&self) -> Option<String> {
        let heads = self.heads();
        (!heads.is_empty()).then(|| format!("the tree ends at {}", self.listed(&heads)))
    }
}
