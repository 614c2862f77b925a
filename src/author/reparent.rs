//! Another parent for a revision that is there, by as small a change of its file as can be.

use super::scalar;
use crate::diag::Report;
use crate::syntax::Header;
use crate::syntax::node::{self, Node};

/// The file's text with `parent` (none: `null`) in place of its parents; nothing else
/// changes, comments and layout least of all. None where that cannot be done safely.
pub fn reparent(text: &str, header: &Header, parent: Option<&str>) -> Option<String> {
    let span = match header.down_revision.as_slice() {
        // One among brackets or behind a dash stays there.
        [only] if parent.is_some() => only.span,
        _ => header.down_revision_span,
    };
    let before = text.get(..span.start as usize)?;
    let behind = text.get(span.end as usize..)?;
    let new = parent.map_or_else(|| "null".to_owned(), scalar);
    // `down_revision:` with nothing behind it.
    let gap = if before.ends_with(':') { " " } else { "" };
    let changed = format!("{before}{gap}{new}{behind}");
    let root = |text: &str| node::parse(header.file, text, &mut Report::default());
    let (old, new) = (root(text)?, root(&changed)?);
    let right = parents(&new) == parent.into_iter().collect::<Vec<_>>() && same_else(&old, &new);
    right.then_some(changed)
}

fn parents(root: &Node) -> Vec<&str> {
    match root.get("down_revision") {
        Some(node) if node.is_null() => Vec::new(),
        Some(node) => match node.as_sequence() {
            Some(list) => list.iter().filter_map(Node::as_str).collect(),
            None => node.as_str().into_iter().collect(),
        },
        None => Vec::new(),
    }
}

/// True when two documents differ in their parents at the most.
fn same_else(old: &Node, new: &Node) -> bool {
    let (Some(old), Some(new)) = (old.as_mapping(), new.as_mapping()) else { return false };
    let pairs = old.iter().zip(new);
    old.len() == new.len()
        && pairs.into_iter().all(|(old, new)| {
            let key = old.0.as_str();
            key == new.0.as_str() && (key == Some("down_revision") || same(&old.1, &new.1))
        })
}

fn same(a: &Node, b: &Node) -> bool {
    if let (Some(a), Some(b)) = (a.as_scalar(), b.as_scalar()) {
        return a.text == b.text && a.style == b.style;
    }
    if let (Some(a), Some(b)) = (a.as_sequence(), b.as_sequence()) {
        return a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    }
    let (Some(a), Some(b)) = (a.as_mapping(), b.as_mapping()) else { return false };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(&a.0, &b.0) && same(&a.1, &b.1))
}

#[cfg(test)]
mod tests {
    use super::reparent;
    use crate::diag::Report;
    use crate::ops::Entry;
    use crate::source::FileId;
    use crate::syntax::{self, Revision, Variables};

    fn changed(down: &str, parent: Option<&str>) -> Option<String> {
        let text = format!("# top\nrevision: b  # me\n{down}\nupgrade: []   # nothing\n");
        let mut report = Report::default();
        let revision: Option<Revision<Entry>> =
            syntax::parse(FileId(0), &text, &Variables::new(), &mut report);
        let changed = reparent(&text, &revision?.header, parent)?;
        let middle = changed.strip_prefix("# top\nrevision: b  # me\n")?;
        middle.strip_suffix("\nupgrade: []   # nothing\n").map(str::to_owned)
    }

    #[test]
    fn only_the_parent_changes() {
        for (down, new) in [
            ("down_revision: a   # below", "down_revision: c1   # below"),
            ("down_revision:   'a'", "down_revision:   c1"),
            ("down_revision: [a]", "down_revision: [c1]"),
            ("down_revision: [a, x]  # both", "down_revision: c1  # both"),
            ("down_revision: null", "down_revision: c1"),
            ("down_revision: ~ # base", "down_revision: c1 # base"),
            ("down_revision:\n  - a  # one", "down_revision:\n  - c1  # one"),
            ("\"down_revision\" :\r\n  a\r", "\"down_revision\" :\r\n  c1\r"),
        ] {
            assert_eq!(changed(down, Some("c1")).as_deref(), Some(new), "{down}");
        }
        assert_eq!(
            changed("down_revision: a # b", None).as_deref(),
            Some("down_revision: null # b")
        );
        assert_eq!(
            changed("down_revision:\n  - a", None).as_deref(),
            Some("down_revision:\n  null")
        );
        assert_eq!(
            changed("down_revision: a", Some("1e5")).as_deref(),
            Some("down_revision: \"1e5\"")
        );
    }
}
