//! Sequences: their options in a dialect's words.

use super::Lower;
use crate::catalog::SequenceOptions;
use crate::dialect::objects::{AlterStart, Sequences};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// What is said of a sequence; what is left out stays as it is. An inner none is the
/// server's own.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)] // The names are the keys'.
pub struct Said {
    pub start: Option<i64>,
    pub increment: Option<i64>,
    pub min: Option<Option<i64>>,
    pub max: Option<Option<i64>>,
    pub cache: Option<Option<i64>>,
    pub cycle: Option<bool>,
}

/// The number at which a sequence begins when nothing is said.
pub fn natural_start(options: &SequenceOptions) -> i64 {
    match options.increment {
        Some(step) if step < 0 => options.max.unwrap_or(-1),
        _ => options.min.unwrap_or(1),
    }
}

/// CREATE SEQUENCE.
pub fn create(
    lower: &mut Lower<'_>,
    name: &ObjName,
    options: &SequenceOptions,
    owned_by: Option<(ObjName, Ident)>,
) {
    let Some(facts) = &lower.env.dialect.objects.sequences else { return };
    let mut said = Said {
        start: options.start,
        increment: options.increment,
        min: options.min.map(Some),
        max: options.max.map(Some),
        cache: options.cache.map(Some),
        cycle: options.cycle,
    };
    if facts.begins_at_type_minimum {
        said.start = said.start.or_else(|| Some(natural_start(options)));
        // It would begin there again, too.
        if options.cycle == Some(true) {
            match options.increment {
                Some(step) if step < 0 => said.max = said.max.or(Some(Some(-1))),
                _ => said.min = said.min.or(Some(Some(1))),
            }
        }
    }
    let options = words(facts, &said, "START WITH");
    lower.push(stmt::CreateSequence { name: name.clone(), options, owned_by });
}

/// ALTER SEQUENCE.
pub fn alter(
    lower: &mut Lower<'_>,
    name: &ObjName,
    said: &Said,
    owned_by: Option<Option<(ObjName, Ident)>>,
) {
    let Some(facts) = &lower.env.dialect.objects.sequences else { return };
    let start = match facts.alter_start {
        AlterStart::Recorded => "START WITH",
        AlterStart::Restarts => "RESTART WITH",
        AlterStart::RestartsSince(_) => "RESTART START WITH",
    };
    let options = words(facts, said, start);
    lower.push(stmt::AlterSequence { name: name.clone(), options, owned_by });
}

fn words(facts: &Sequences, said: &Said, start: &str) -> Vec<Fragment> {
    let number = |word: &str, number: i64| format!("{word} {number}");
    let bound = |word: &str, none: &str, value: Option<i64>| match value {
        Some(value) => number(word, value),
        None => none.to_owned(),
    };
    let cache = |value: Option<i64>| match value {
        Some(..=1) => facts.no_cache.to_owned(),
        Some(value) => number("CACHE", value),
        None => facts.default_cache.to_owned(),
    };
    let cycle = |on| if on { "CYCLE" } else { facts.no_cycle }.to_owned();
    let all = [
        said.start.map(|value| number(start, value)),
        said.increment.map(|value| number("INCREMENT BY", value)),
        said.min.map(|value| bound("MINVALUE", facts.no_min, value)),
        said.max.map(|value| bound("MAXVALUE", facts.no_max, value)),
        said.cache.map(cache),
        said.cycle.map(cycle),
    ];
    all.into_iter().flatten().map(Fragment::new).collect()
}

/// The options of an identity that change, in words; the dialect must have sequences.
pub(super) fn changes(
    lower: &Lower<'_>,
    old: &SequenceOptions,
    new: &SequenceOptions,
) -> Vec<Fragment> {
    let Some(facts) = &lower.env.dialect.objects.sequences else { return Vec::new() };
    let start = |options: &SequenceOptions| options.start.unwrap_or(natural_start(options));
    let step = |options: &SequenceOptions| options.increment.unwrap_or(1);
    let said = Said {
        start: (start(old) != start(new)).then(|| start(new)),
        increment: (step(old) != step(new)).then(|| step(new)),
        min: (old.min != new.min).then_some(new.min),
        max: (old.max != new.max).then_some(new.max),
        cache: (old.cache != new.cache).then_some(new.cache),
        cycle: (old.cycle != new.cycle).then(|| new.cycle.unwrap_or(false)),
    };
    words(facts, &said, "START WITH")
}

/// The type of the sequence behind a serial column follows the column's.
pub(super) fn retype(lower: &mut Lower<'_>, table: &ObjName, column: &Ident, ty: Fragment) {
    lower.push(stmt::RetypeSequence {
        table_literal: lower.name_literal(table),
        column_literal: lower.ident_literal(column),
        ty,
    });
}
