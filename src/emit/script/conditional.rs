//! Scripts whose revisions each run only where the version table stands before them.
//!
//! In: the parts of a script. Out: at which rows a database may stand, the statement that
//! makes a revision conditional, and what cannot be made so. How it is written is a template.

use super::{EnumChange, Input, Part, Written};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::dialect::Conditional;
use crate::emit::render;
use crate::sql::raw::{leading_words, split};
use crate::stmt::{self, Fragment};

/// The rows that a script may find: those before each revision, and those at the end.
pub(super) fn standings(input: &Input<'_>) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = input.parts.iter().map(|p| p.rows_before.clone()).collect();
    let mut end = input.parts.last().map_or_else(|| input.start.clone(), |p| p.rows_before.clone());
    for change in input.parts.last().map_or(&[][..], |part| &part.changes) {
        change.apply(&mut end);
    }
    all.push(end);
    all
}

/// The condition that the version table holds one of these sets of rows.
pub(super) fn stands_at(input: &Input<'_>, standings: &[Vec<String>]) -> Fragment {
    let literal = |row: &String| Fragment::new(input.dialect.quoted_text(row));
    let mut found = stmt::StandsAt {
        table: input.version_table.clone(),
        empty: false,
        singles: Vec::new(),
        sets: Vec::new(),
    };
    for rows in standings {
        match rows.as_slice() {
            [] => found.empty = true,
            [row] => found.singles.push(literal(row)),
            rows => found.sets.push(rows.iter().map(literal).collect()),
        }
    }
    Fragment::new(render(&found.into(), input.dialect))
}

/// The statements of a part as a conditional one takes them.
pub(super) fn texts(input: &Input<'_>, statement: &Written) -> Vec<Fragment> {
    match input.dialect.conditional {
        Conditional::Block | Conditional::Batch | Conditional::None => {
            vec![Fragment::new(statement.text.as_str())]
        }
        Conditional::Pieces | Conditional::Prepared { .. } => pieces(input, &statement.text),
    }
}

fn pieces(input: &Input<'_>, text: &str) -> Vec<Fragment> {
    match split(text, input.dialect.name) {
        Ok(pieces) => {
            let one = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
            pieces.into_iter().map(|piece| Fragment::new(one(piece.range))).collect()
        }
        Err(_) => vec![Fragment::new(text)],
    }
}

/// What cannot be made conditional, with the places.
pub(super) fn refusals(input: &Input<'_>) -> Vec<Diagnostic> {
    if !input.options.idempotent || input.only_versions {
        return Vec::new();
    }
    let title = input.dialect.title;
    if input.dialect.conditional == Conditional::None {
        let message = format!("{title} has no procedural SQL that could skip a revision");
        let help = "leave `--idempotent` out, and compile one script for each version that databases are at";
        return vec![Diagnostic::error(E0401, message).help(help)];
    }
    input.parts.iter().flat_map(|part| refusals_of(input, part)).collect()
}

fn refusals_of(input: &Input<'_>, part: &Part) -> Vec<Diagnostic> {
    let alone = "compile this revision on its own, without `--idempotent`";
    let mut found = Vec::new();
    let mut fresh: Vec<&Fragment> = Vec::new();
    let mut made = Vec::new();
    for statement in &part.statements {
        let fault = |message: String| {
            Diagnostic::error(E0401, message).at(statement.origin.span).help(alone)
        };
        match input.dialect.conditional {
            Conditional::Block if statement.outside => found.push(fault(
                "this cannot run inside a transaction, and `--idempotent` puts a block around the revision".to_owned(),
            )),
            Conditional::Block if uses(statement, &fresh) => found.push(fault(
                "this may use an enum value that the same revision adds, which waits for the end of its block".to_owned(),
            )),
            Conditional::Prepared { only } => {
                let pieces = pieces(input, &statement.text);
                let words = pieces.iter().find_map(|p| unprepared(input, p.as_str(), only));
                found.extend(words.map(|words| {
                    let title = input.dialect.title;
                    fault(format!(
                        "{title} cannot prepare {words}, so `--idempotent` cannot skip it"
                    ))
                }));
            }
            _ => {}
        }
        match &statement.enums {
            EnumChange::Made(name) => made.push(name),
            EnumChange::Grown(name, value) if !made.contains(&name) => fresh.push(value),
            _ => {}
        }
    }
    found
}

fn uses(statement: &Written, fresh: &[&Fragment]) -> bool {
    !matches!(statement.enums, EnumChange::Grown(..))
        && fresh.iter().any(|value| statement.text.contains(value.as_str()))
}

/// The words with which a statement begins that cannot be prepared.
fn unprepared(input: &Input<'_>, text: &str, only: Option<&[&'static str]>) -> Option<String> {
    let words = leading_words(text, input.dialect.name, 3);
    let line = words.join(" ");
    let is = |start: &&str| line == **start || line.starts_with(&format!("{start} "));
    let never = ["PREPARE", "EXECUTE", "DEALLOCATE"].iter().any(is);
    let listed = only.is_none_or(|only| only.iter().any(is));
    let role = only.is_some() && line.starts_with("SET ROLE");
    (never || !listed || role).then(|| words.into_iter().take(2).collect::<Vec<_>>().join(" "))
}
