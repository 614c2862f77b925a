//! Which operations of two revisions collide.
//!
//! In: the two run one after the other, both ways. Out: what they collide over, one conflict for each
//! pair of operations: what else one of the two does, or suffers, follows from that. Where no
//! operations can be found that are to blame, there is one conflict for the two revisions.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::Input;
use crate::catalog::words::Words;
use crate::catalog::{Key, Thing, Touched};
use crate::diag::codes::E0301;
use crate::diag::{Diagnostic, Level, Missing, Part, Report};
use crate::graph::RevIdx;
use crate::source::Span;

/// The most operations of two revisions that are looked at one by one.
const OPERATIONS: usize = 2000;

/// Two revisions that collide.
#[derive(Clone)]
pub struct Conflict {
    /// One of them.
    pub first: RevIdx,
    /// The other.
    pub then: RevIdx,
    /// What they collide over, such as "table `t`", and its parts.
    pub what: Vec<(Key, String, Vec<String>)>,
    /// The operations.
    pub spans: (Span, Span),
    /// What is wrong when the second is run after the first, and the other way round.
    pub fails: (Option<String>, Option<String>),
    /// What is known of the operations.
    pub blame: Blame,
}

/// How well the operations that collide are known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// They alone do.
    Exact,
    /// Something is not the same, and not for the sake of operations that are to blame for other things.
    Rest,
    /// They are the first that have to do with it.
    Likely,
}

/// What an operation did.
pub struct Deed {
    /// The revision.
    pub of: RevIdx,
    /// The operation.
    pub span: Span,
    touched: Vec<Touched>,
    wrote: OnceCell<Vec<Wrote>>,
}

impl Deed {
    /// An operation of a revision, and what it wrote to; nothing where it failed.
    pub fn new(of: RevIdx, span: Span, touched: Vec<Touched>) -> Self {
        Deed { of, span, touched, wrote: OnceCell::new() }
    }
}

/// What came of two revisions, one after the other.
pub struct Ran {
    /// What was wrong.
    pub faults: Vec<Diagnostic>,
    /// What they wrote to, with the operations that did first.
    pub touched: Vec<(Touched, Option<Span>)>,
    /// The operations.
    pub deeds: Vec<Deed>,
}

impl Ran {
    /// The first fault that is none the other way round, in words.
    pub fn fails(&self, other: &Ran) -> Option<String> {
        self.faults.iter().find(|fault| !other.has(fault)).map(|fault| fault.message.clone())
    }

    /// The operation of a revision that a place is in.
    fn deed_at(&self, of: RevIdx, place: Span) -> Option<&Deed> {
        let holds = |deed: &&Deed| {
            let span = deed.span;
            deed.of == of
                && span.file == place.file
                && span.start <= place.start
                && place.end <= span.end
        };
        self.deeds.iter().filter(holds).min_by_key(|deed| deed.span.end - deed.span.start)
    }

    /// True where an operation failed.
    pub fn has_errors(&self) -> bool {
        self.faults.iter().any(|fault| fault.level == Level::Error)
    }

    fn has(&self, fault: &Diagnostic) -> bool {
        self.faults.iter().any(|f| f.primary == fault.primary && f.message == fault.message)
    }
}

/// A part of a thing that an operation wrote to: the thing, its label, the part's label.
type Wrote = (Key, String, String);

/// Two revisions and their runs both ways.
pub struct Pair<'r> {
    /// What is checked.
    pub input: &'r Input<'r>,
    /// One of them.
    pub first: RevIdx,
    /// The other.
    pub then: RevIdx,
    /// First this one, then the other.
    pub forth: &'r Ran,
    /// The other way round.
    pub back: &'r Ran,
}

impl Pair<'_> {
    /// The conflicts for each pair of operations, in order. `whole` is all that is known of the two
    /// revisions: what they collide over.
    pub fn conflicts(&self, whole: Conflict) -> Vec<Conflict> {
        if self.forth.deeds.len() > OPERATIONS {
            return vec![whole];
        }
        let mut found: Vec<Conflict> = Vec::new();
        for fault in self.forth.faults.iter().filter(|fault| !self.back.has(fault)) {
            if let Some((b, a)) = self.blame(fault, self.then, self.first, self.forth, self.back) {
                self.add(&mut found, (a, b), fault, true);
            }
        }
        for fault in self.back.faults.iter().filter(|fault| !self.forth.has(fault)) {
            if let Some((a, b)) = self.blame(fault, self.first, self.then, self.back, self.forth) {
                self.add(&mut found, (a, b), fault, false);
            }
        }
        let failed = whole.fails != (None, None);
        let rest = self.add_differences(&mut found, failed);
        if found.is_empty() {
            return vec![whole];
        }
        if !failed && !rest.is_empty() {
            let fails = (None, None);
            found.push(Conflict { what: rest, blame: Blame::Rest, fails, ..whole });
        }
        found
    }

    /// The operation of the revision `of` that a fault is in, and that of the other which is to blame.
    fn blame(
        &self,
        fault: &Diagnostic,
        of: RevIdx,
        other: RevIdx,
        ran: &Ran,
        alone: &Ran,
    ) -> Option<(Span, Span)> {
        let own = ran.deed_at(of, fault.primary.as_ref()?.span)?.span;
        // What fails behind the other must run in front of it.
        let places = alone.faults.iter().filter_map(|fault| fault.primary.as_ref());
        let fails = places.filter_map(|label| alone.deed_at(of, label.span));
        let runs = !fails.into_iter().any(|deed| deed.span == own);
        let there = fault.secondary.iter().find_map(|label| ran.deed_at(other, label.span));
        let missing = || {
            let missing = fault.missing.as_ref()?;
            let mut deeds = ran.deeds.iter().filter(|deed| deed.of == other);
            deeds.find(|deed| self.wrote(deed).iter().any(|wrote| is_meant(wrote, missing)))
        };
        there.or_else(missing).filter(|_| runs).map(|deed| (own, deed.span))
    }

    /// Adds what a fault tells of two operations, unless one of them is known to collide.
    fn add(
        &self,
        found: &mut Vec<Conflict>,
        (a, b): (Span, Span),
        fault: &Diagnostic,
        forth: bool,
    ) {
        let at = found.iter().position(|known| known.spans.0 == a || known.spans.1 == b);
        if let Some(known) = at.and_then(|at| found.get_mut(at)) {
            if known.spans == (a, b) {
                let fails = if forth { &mut known.fails.0 } else { &mut known.fails.1 };
                fails.get_or_insert_with(|| fault.message.clone());
            }
            return;
        }
        let Some((key, thing, part)) = self.subject((a, b), fault) else { return };
        let said = Some(fault.message.clone());
        found.push(Conflict {
            first: self.first,
            then: self.then,
            what: vec![(key, thing, vec![part])],
            spans: (a, b),
            fails: if forth { (said, None) } else { (None, said) },
            blame: Blame::Exact,
        });
    }

    /// What two operations collide over: the part that both write to, else the one that a fault misses.
    fn subject(&self, (a, b): (Span, Span), fault: &Diagnostic) -> Option<Wrote> {
        let by = |ran: &Ran, of: RevIdx, span: Span| -> Vec<Wrote> {
            let deeds = ran.deeds.iter().filter(|deed| deed.of == of && deed.span == span);
            deeds.flat_map(|deed| self.wrote(deed)).cloned().collect()
        };
        // Each in the order in which it comes first, and does not fail.
        let (a, b) = (by(self.forth, self.first, a), by(self.back, self.then, b));
        let shared: Vec<&Wrote> = a.iter().filter(|wrote| b.contains(wrote)).collect();
        let says =
            |(_, _, part): &&Wrote| !part.is_empty() && fault.message.contains(part.as_str());
        // A whole thing that one makes, renames or takes away.
        let is_thing = |(_, thing, part): &&Wrote| {
            part.is_empty() && fault.message.contains(&format!("`{}`", name_in(thing)))
        };
        let misses =
            |wrote: &&Wrote| fault.missing.as_ref().is_some_and(|missing| is_meant(wrote, missing));
        let both = || a.iter().chain(&b);
        let found = shared
            .iter()
            .copied()
            .find(says)
            .or_else(|| both().find(is_thing))
            .or_else(|| shared.iter().copied().find(|(_, _, part)| part.is_empty()))
            .or_else(|| shared.first().copied())
            .or_else(|| both().find(misses));
        if let Some(wrote) = found {
            return Some(wrote.clone());
        }
        let known = |(key, _, _): &&Wrote| b.iter().any(|(other, _, _)| other == key);
        let (key, thing, _) = a.iter().find(known).or(a.first()).or(b.first())?;
        Some((key.clone(), thing.clone(), String::new()))
    }

    /// Adds what comes out differently, by the operations of both that write it; gives what is left,
    /// which no two operations write.
    fn add_differences(
        &self,
        found: &mut Vec<Conflict>,
        failed: bool,
    ) -> Vec<(Key, String, Vec<String>)> {
        let mut rest = Vec::new();
        for (key, thing, parts) in self.differences() {
            for part in parts {
                let wrote = (key.clone(), thing.clone(), part);
                let ops = self.writer(self.first, &wrote).zip(self.writer(self.then, &wrote));
                let (key, thing, part) = wrote;
                let touches = |known: &Conflict| {
                    ops.is_some_and(|(a, b)| known.spans.0 == a || known.spans.1 == b)
                };
                match (ops, found.iter_mut().find(|known| touches(known))) {
                    (Some(_), Some(known)) if !failed => known.what.push((key, thing, vec![part])),
                    (Some(_), Some(_)) => {}
                    (Some(_), None) if failed && self.is_named_by_failed(&part) => {}
                    (Some(spans), None) => found.push(Conflict {
                        first: self.first,
                        then: self.then,
                        what: vec![(key, thing, vec![part])],
                        spans,
                        fails: (None, None),
                        blame: Blame::Exact,
                    }),
                    (None, _) => rest.push((key, thing, vec![part])),
                }
            }
        }
        rest
    }

    /// What is not the same at the end of both ways, with its parts.
    pub fn differences(&self) -> Vec<(Key, String, Vec<String>)> {
        let (forth, back) = (&self.forth.touched, &self.back.touched);
        let mut what = Vec::new();
        for (a, _) in forth {
            let b = back.iter().map(|(b, _)| b).find(|b| b.key == a.key && b.what == a.what);
            let labels = self.unequal(a.after.as_ref(), b.and_then(|b| b.after.as_ref()));
            if !labels.is_empty() {
                what.push((a.key.clone(), a.label(), labels));
            }
        }
        for (b, _) in back {
            if !forth.iter().any(|(a, _)| b.key == a.key && b.what == a.what) {
                what.push((b.key.clone(), b.label(), vec![String::new()]));
            }
        }
        what
    }

    /// The parts that are not the same in two states of one thing.
    fn unequal(&self, a: Option<&Thing>, b: Option<&Thing>) -> Vec<String> {
        labels_of_difference(&self.words(a), &self.words(b))
    }

    fn words(&self, thing: Option<&Thing>) -> Words {
        thing.map(|thing| thing.words(self.input.env.dialect.name)).unwrap_or_default()
    }

    /// The last operation of a revision that writes a part, whichever way they are run.
    fn writer(&self, of: RevIdx, wrote: &Wrote) -> Option<Span> {
        let writes = |ran: &Ran, span: Option<Span>| {
            let own = ran.deeds.iter().rev().filter(|deed| deed.of == of);
            let mut own = own.filter(|deed| span.is_none_or(|span| span == deed.span));
            own.find(|deed| self.wrote(deed).contains(wrote)).map(|deed| deed.span)
        };
        writes(self.back, Some(writes(self.forth, None)?))
    }

    /// True where an operation that failed says the name of a part.
    fn is_named_by_failed(&self, part: &str) -> bool {
        let name = name_in(part);
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let runs = [(self.forth, self.then), (self.back, self.first)];
        runs.iter().any(|(ran, _)| {
            ran.faults.iter().filter_map(|fault| fault.primary.as_ref()).any(|label| {
                let deeds = [self.first, self.then].map(|of| ran.deed_at(of, label.span));
                deeds.iter().flatten().any(|deed| {
                    let text = self.input.sources.slice(deed.span);
                    text.split(|c| !is_word(c)).any(|word| word.eq_ignore_ascii_case(name))
                })
            })
        })
    }

    /// The parts that an operation wrote to.
    fn wrote<'d>(&self, deed: &'d Deed) -> &'d [Wrote] {
        deed.wrote.get_or_init(|| {
            let parts = |touched: &Touched| {
                let labels = self.unequal(touched.before.as_ref(), touched.after.as_ref());
                let (key, label) = (touched.key.clone(), touched.label());
                labels.into_iter().map(move |part| (key.clone(), label.clone(), part))
            };
            deed.touched.iter().flat_map(parts).collect()
        })
    }
}

/// True for what a fault misses.
fn is_meant((_, thing, part): &Wrote, missing: &Missing) -> bool {
    let label = match missing.what {
        Part::Table if part.is_empty() => thing,
        Part::Table => return false,
        _ => part,
    };
    let last = name_in(label).rsplit('.').next().unwrap_or_default();
    last.eq_ignore_ascii_case(&missing.name)
}

/// What stands in backquotes in a label.
fn name_in(label: &str) -> &str {
    label.split('`').nth(1).unwrap_or(label)
}

/// The labels whose texts are not the same.
pub fn labels_of_difference(a: &Words, b: &Words) -> Vec<String> {
    let mut labels: Vec<String> =
        a.keys().chain(b.keys()).filter(|label| a.get(*label) != b.get(*label)).cloned().collect();
    labels.sort();
    labels.dedup();
    labels
}

/// What was told of conflicts, so that nothing is told twice.
#[derive(Default)]
pub struct Told {
    names: FxHashSet<(Option<RevIdx>, Vec<String>)>,
    operations: FxHashSet<(Option<RevIdx>, Span)>,
    parts: FxHashSet<(Option<RevIdx>, Key, String)>,
    pairs: FxHashSet<(RevIdx, RevIdx)>,
}

impl Told {
    /// True for what follows from what was told, or is that; else it is told from now on.
    pub fn has(&mut self, merge: Option<RevIdx>, conflict: &Conflict) -> bool {
        let names = conflict.what.iter().map(|(_, name, _)| name.clone()).collect();
        let pair = (conflict.first, conflict.then);
        match conflict.blame {
            Blame::Exact => {
                self.pairs.insert(pair);
                let (a, b) = conflict.spans;
                let operations = [(merge, a), (merge, b)];
                let part = |(key, _, parts): &(Key, String, Vec<String>)| {
                    let part = parts.first().cloned().unwrap_or_default();
                    (merge, key.clone(), part)
                };
                let parts: Vec<_> = conflict.what.iter().map(part).collect();
                let whole = |(merge, key, _): &(Option<RevIdx>, Key, String)| {
                    (*merge, key.clone(), String::new())
                };
                let told = operations.iter().all(|operation| self.operations.contains(operation))
                    || parts.first().is_some_and(|part| {
                        self.parts.contains(part) || self.parts.contains(&whole(part))
                    });
                if !told {
                    self.operations.extend(operations);
                    self.parts.extend(parts);
                    self.names.insert((merge, names));
                }
                told
            }
            Blame::Rest if self.pairs.contains(&pair) => true,
            Blame::Rest | Blame::Likely => !self.names.insert((merge, names)),
        }
    }
}

/// What was said that may be another's fault, in order: the errors, and the warnings of tables that
/// raw SQL names. Those that come either way are nobody's.
pub fn faults(report: &Report) -> Vec<Diagnostic> {
    let is_fault = |d: &&Diagnostic| d.level == Level::Error || d.code == E0301;
    report.sorted().into_iter().filter(is_fault).cloned().collect()
}
