//! Down undoes up: the schema after a downgrade is the one before its upgrade.
//!
//! In: a walk that has run a revision up and down. Out: E0331 with the difference, table by
//! table. What SQL made that was not understood is not compared.

use crate::catalog::words::Words;
use crate::catalog::{Thing, Touched};
use crate::diag::Diagnostic;
use crate::diag::codes::E0331;
use crate::env::Env;
use crate::replay::{Rev, Walk};
use crate::source::Span;
use crate::syntax::Downgrade;

/// One thing that is not what it was: what it is called, and what differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Such as "table `t`".
    pub what: String,
    /// Lines that begin with `- ` for what was and `+ ` for what is.
    pub lines: Vec<String>,
}

/// Compares the schema where the walk stands with that of the mark `start`; the downgrade
/// began at `above`.
///
/// E0331 where they differ.
pub fn compare(
    walk: &Walk<'_>,
    revision: &Rev,
    (start, above): (usize, usize),
    env: &Env,
) -> Option<Diagnostic> {
    let touched = walk.catalog.touched_since(start);
    let differing: Vec<(&Touched, Difference)> = touched
        .iter()
        .filter(|t| !walk.catalog.is_opaque_key(&t.key))
        .filter_map(|t| Some((t, difference(t, env)?)))
        .collect();
    if differing.is_empty() {
        return None;
    }
    let id = &revision.header.revision;
    let derived = matches!(revision.downgrade, Downgrade::Auto);
    let whose = if derived { "the downgrade that was derived for" } else { "the downgrade of" };
    let message = format!("{whose} `{}` does not undo its upgrade", id.value);
    let (place, text) = place(walk, &differing, above);
    let place = place.unwrap_or(id.span);
    let mut fault = Diagnostic::error(E0331, message).label(place, text);
    for (touched, difference) in &differing {
        let made = (touched.first < above).then(|| walk.operation_at(touched.first)).flatten();
        if let Some(made) = made.filter(|made| *made != place)
            && !fault.secondary.iter().any(|label| label.span == made)
        {
            let does = if touched.before.is_none() { "makes" } else { "changes" };
            fault = fault.also(made, format!("the upgrade {does} {} here", difference.what));
        }
    }
    let lines: Vec<String> = differing
        .iter()
        .flat_map(|(_, d)| {
            std::iter::once(d.what.clone()).chain(d.lines.iter().map(|line| format!("  {line}")))
        })
        .collect();
    let note = format!(
        "`-` was there before the upgrade, `+` is there after the downgrade\n{}",
        lines.join("\n")
    );
    let help = match derived {
        true => {
            "write the `downgrade:` of this revision yourself, or `downgrade: {irreversible: <reason>}`"
        }
        false => {
            "mend it; leave `downgrade` out to have it derived; or write `downgrade: {irreversible: <reason>}`"
        }
    };
    Some(fault.note(note).help(help))
}

/// The operation to point at, and what to say there: best one of the downgrade that
/// changes what the upgrade never touched, else one that does not do enough, else what
/// is not undone.
fn place(
    walk: &Walk<'_>,
    differing: &[(&Touched, Difference)],
    above: usize,
) -> (Option<Span>, String) {
    let back = walk.catalog.touched_since(above);
    let written = |touched: &Touched| {
        back.iter().find(|b| b.key == touched.key && b.what == touched.what).map(|b| b.first)
    };
    for (touched, difference) in differing {
        if touched.first >= above {
            let text = format!("the upgrade does not touch {}", difference.what);
            return (walk.operation_at(touched.first), text);
        }
    }
    for (touched, difference) in differing {
        if let Some(first) = written(touched) {
            return (walk.operation_at(first), format!("{} is not what it was", difference.what));
        }
    }
    let first = differing.first().map(|(touched, _)| touched.first);
    (first.and_then(|first| walk.operation_at(first)), "this is not undone".to_owned())
}

/// What differs between a thing before and after; none where nothing does or where not
/// enough is known.
pub fn difference(touched: &Touched, env: &Env) -> Option<Difference> {
    let Touched { before, after, .. } = touched;
    if before.iter().chain(after).any(|thing| !thing.is_complete()) {
        return None;
    }
    let words = |thing: &Option<Thing>| {
        let folded = thing.as_ref().map(|thing| thing.folded(env.dialect));
        folded.map(|thing| thing.words(env.dialect.name)).unwrap_or_default()
    };
    let (mut was, mut is) = (words(before), words(after));
    drop_named_alike(&mut was, &mut is);
    let whole = |text: &str| match text {
        "" => "the whole of it".to_owned(),
        text => text.to_owned(),
    };
    let line = |sign: char, label: &str, text: &str| match (label, text) {
        ("", text) => format!("{sign} {}", whole(text)),
        (label, "") => format!("{sign} {label}"),
        (label, text) => format!("{sign} {label}: {text}"),
    };
    // Of what came or went as a whole, the parts need no mention.
    let parts = before.is_some() && after.is_some();
    let mut lines = Vec::new();
    let labels: std::collections::BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    for label in labels.into_iter().filter(|label| parts || label.is_empty()) {
        let (a, b) = (was.get(label), is.get(label));
        if a != b {
            lines.extend(a.map(|text| line('-', label, text)));
            lines.extend(b.map(|text| line('+', label, text)));
        }
    }
    (!lines.is_empty()).then(|| Difference { what: touched.label(), lines })
}

/// What had no name, or one of the server's choice, may have come back with one.
fn drop_named_alike(was: &mut Words, is: &mut Words) {
    let unnamed: Vec<(String, String)> = was
        .iter()
        .filter(|(label, _)| label.ends_with(", unnamed"))
        .map(|(label, text)| (label.clone(), text.clone()))
        .collect();
    for (label, text) in unnamed {
        let Some(kind) = label.strip_suffix(", unnamed") else { continue };
        let named = is.iter().find(|(other, body)| {
            other.starts_with(&format!("{kind} `")) && **body == text && !was.contains_key(*other)
        });
        if let Some(named) = named.map(|(named, _)| named.clone()) {
            was.remove(&label);
            is.remove(&named);
        }
    }
}
