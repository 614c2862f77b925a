//! Where a missing thing went, and who makes it.
//!
//! In: faults that say what is not there. Out: the same with the place where it was dropped or renamed,
//! or where a later revision makes it; E0320 where a revision of another branch does,
//! which need not have run. All revisions are walked once more for it, only when something is missing.

use rustc_hash::FxHashMap;

use super::{Input, id};
use crate::catalog::{Catalog, Column, ObjectKind, Table, Thing, Touched};
use crate::diag::codes::{E0310, E0320};
use crate::diag::{Diagnostic, Label, Missing, Part, Report};
use crate::graph::RevIdx;
use crate::ops::{Entry, Op};
use crate::replay::Walk;
use crate::source::{FileId, Span, Spanned};
use crate::sql::{Ident, ObjName};

/// A thing by what it is, where it is and what it is called: folded as the dialect compares.
type Name = (Part, Option<String>, Option<String>, String);

/// What became of a thing.
#[derive(Clone, Debug)]
enum Fate {
    Made,
    Dropped,
    Renamed(String),
}

#[derive(Clone, Debug)]
struct Event {
    revision: RevIdx,
    /// The operation.
    operation: Span,
    /// Where it says so.
    span: Span,
    fate: Fate,
}

/// Completes the faults that say what is missing.
pub fn explain(report: &mut Report, input: &Input<'_>, base: &Catalog) {
    if report.iter().all(|fault| fault.missing.is_none()) {
        return;
    }
    let census = Census::take(input, base);
    for fault in report.iter_mut() {
        if let Some(missing) = fault.missing.take() {
            census.complete(fault, &missing, input);
        }
    }
    join(report, &census);
}

/// A revision that relies on another in several places lacks one thing: that it follows it.
fn join(report: &mut Report, census: &Census) {
    let pair = |fault: &Diagnostic| {
        let owner = |label: &Label| census.owners.get(&label.span.file).copied();
        let own = fault.primary.as_ref().and_then(owner);
        (fault.code == E0320).then_some((own?, fault.secondary.last().and_then(owner)?))
    };
    let mut places: FxHashMap<(RevIdx, RevIdx), Vec<Span>> = FxHashMap::default();
    for fault in report.sorted() {
        if let (Some(pair), Some(label)) = (pair(fault), &fault.primary) {
            places.entry(pair).or_default().push(label.span);
        }
    }
    report.retain_from(0, |fault| {
        let first = pair(fault).and_then(|pair| places.get(&pair)?.first().copied());
        first.is_none() || first == fault.primary.as_ref().map(|label| label.span)
    });
    for fault in report.iter_mut() {
        let others = pair(fault).and_then(|pair| places.get(&pair));
        for &span in others.into_iter().flatten().skip(1) {
            let label = Label { span, text: "and here".to_owned() };
            if fault.secondary.iter().all(|known| known.span != span) {
                fault.secondary.insert(0, label);
            }
        }
    }
}

/// Which revision a file belongs to: its own, or one that an operation names.
pub fn owners(input: &Input<'_>) -> FxHashMap<FileId, RevIdx> {
    let mut owners = FxHashMap::default();
    for (index, revision) in input.revisions.iter().enumerate() {
        let index = RevIdx(index as u32);
        owners.insert(revision.header.file, index);
        named_files(&revision.upgrade, &mut |file| {
            owners.insert(file, index);
        });
    }
    owners
}

fn named_files(entries: &[Spanned<Entry>], found: &mut dyn FnMut(FileId)) {
    for entry in entries {
        match &entry.op {
            Op::Execute(op) => {
                op.content.iter().for_each(|text| found(text.span_of(0, 0).file));
            }
            Op::AlterTable(batch) => named_files(&batch.operations, found),
            _ => {}
        }
    }
}

/// Everything that any revision makes, drops and renames.
struct Census {
    events: FxHashMap<Name, Vec<Event>>,
    owners: FxHashMap<FileId, RevIdx>,
    ignore_case: bool,
}

impl Census {
    fn take(input: &Input<'_>, base: &Catalog) -> Self {
        let ignore_case = input.env.same(&Ident::new("a"), &Ident::new("A"));
        let mut census =
            Census { events: FxHashMap::default(), owners: owners(input), ignore_case };
        let mut walk = Walk::new(base.clone(), input.env);
        walk.catalog.keep_journal();
        for &index in input.graph.order() {
            let Some(revision) = input.revisions.get(index.index()) else { continue };
            walk.each_operation(revision, &mut |catalog, mark, entry| {
                // Only SQL makes tables of which nothing is known; the others are taken on trust.
                let is_sql = matches!(entry.op, Op::Execute(_));
                let on_trust = |t: &Touched| {
                    !is_sql
                        && t.before.is_none()
                        && t.after.as_ref().is_some_and(|a| !a.is_complete())
                };
                for touched in catalog.touched_since(mark).iter().filter(|t| !on_trust(t)) {
                    census.note(index, entry.span, touched, catalog);
                }
            });
            walk.report.take();
            walk.forget();
        }
        census
    }

    fn note(&mut self, revision: RevIdx, operation: Span, touched: &Touched, catalog: &Catalog) {
        let mut add = |name: Name, span: Span, fate: Fate| {
            let event = Event { revision, operation, span, fate };
            self.events.entry(name).or_default().push(event);
        };
        let fold =
            |text: &str| if self.ignore_case { text.to_ascii_lowercase() } else { text.to_owned() };
        // A table that was there on trust alone is made when it is made.
        let blank = |thing: &&Thing| !matches!(thing, Thing::Table(table) if !table.complete && table.columns.is_empty());
        let before = touched.before.as_ref().filter(blank).cloned();
        let (before, after) = (&before, &touched.after);
        let name_of = |thing: &Thing| match thing {
            Thing::Table(table) => Some((Part::Table, table.name.clone(), table.span)),
            Thing::Object(object) => {
                Some((Part::Object(object.kind.name()), object.name.clone(), object.span))
            }
            Thing::Grants(_) => None,
        };
        let folded = |what: Part, name: &ObjName| {
            (what, name.schema.as_ref().map(|s| fold(s.as_str())), None, fold(name.name.as_str()))
        };
        match (before.as_ref().and_then(name_of), after.as_ref().and_then(name_of)) {
            (None, Some((what, name, span))) => add(folded(what, &name), span, Fate::Made),
            (Some((what, name, _)), None) => {
                let renamed = catalog.gone(&name).and_then(|gone| gone.renamed_to.clone());
                let fate = renamed
                    .map_or(Fate::Dropped, |new| Fate::Renamed(new.name.as_str().to_owned()));
                add(folded(what, &name), operation, fate);
            }
            _ => {}
        }
        let table = |thing: &Option<Thing>| match thing {
            Some(Thing::Table(table)) => Some(std::sync::Arc::clone(table)),
            _ => None,
        };
        let (old, new) = (table(before), table(after));
        let Some(any) = new.as_ref().or(old.as_ref()) else { return };
        let schema = any.name.schema.as_ref().map(|s| fold(s.as_str()));
        let owner = fold(any.name.name.as_str());
        // The parts of a table that goes or gets another name need no mention of their own.
        if new.is_none() {
            return;
        }
        for (what, old, new) in parts(old.as_deref(), new.as_deref()) {
            for (name, _, span) in new.iter().filter(|(n, ..)| old.iter().all(|(o, ..)| o != n)) {
                let table = Some(owner.clone());
                add((what, schema.clone(), table, fold(name)), *span, Fate::Made);
            }
            for (name, body, _) in old.iter().filter(|(o, ..)| new.iter().all(|(n, ..)| n != o)) {
                // What came in the same operation with the same body is the same thing renamed.
                let again = new
                    .iter()
                    .find(|(n, b, _)| b == body && old.iter().all(|(o, ..)| o != n))
                    .map(|(n, ..)| n.clone());
                let fate = again.map_or(Fate::Dropped, Fate::Renamed);
                add((what, schema.clone(), Some(owner.clone()), fold(name)), operation, fate);
            }
        }
    }

    fn events(&self, missing: &Missing) -> Vec<&Event> {
        let fold =
            |text: &String| if self.ignore_case { text.to_ascii_lowercase() } else { text.clone() };
        let name = (
            missing.what,
            missing.schema.as_ref().map(fold),
            missing.table.as_ref().map(fold),
            fold(&missing.name),
        );
        let mut found: Vec<&Event> = self.events.get(&name).into_iter().flatten().collect();
        if missing.what == Part::Table {
            // A view would do as well.
            for kind in [ObjectKind::View, ObjectKind::MaterializedView] {
                let name = (Part::Object(kind.name()), name.1.clone(), None, name.3.clone());
                found.extend(self.events.get(&name).into_iter().flatten());
            }
        }
        if missing.what == Part::Index && missing.table.is_none() {
            // Any table's index of that name will do.
            let same = |(what, schema, table, own): &Name| {
                *what == Part::Index && table.is_some() && *schema == name.1 && *own == name.3
            };
            found
                .extend(self.events.iter().filter(|(n, _)| same(n)).flat_map(|(_, events)| events));
            found.sort_by_key(|event| (event.revision, event.operation));
        }
        found
    }

    /// Adds to a fault what is known of the missing thing.
    fn complete(&self, fault: &mut Diagnostic, missing: &Missing, input: &Input<'_>) {
        let Some(place) = fault.primary.as_ref().map(|label| label.span) else { return };
        let Some(&here) = self.owners.get(&place.file) else { return };
        let events = self.events(missing);
        let ancestry = input.ancestry;
        let before = |event: &&&Event| {
            ancestry.precedes(event.revision, here)
                || event.revision == here
                    && (event.operation.file != place.file || event.operation.end <= place.start)
        };
        if let Some(last) = events.iter().rev().find(before) {
            return match &last.fate {
                Fate::Dropped => also(fault, last.operation, "it was dropped here".to_owned()),
                Fate::Renamed(new) => {
                    also(fault, last.operation, format!("it was renamed to `{new}` here"));
                    fault.help.retain(|help| *help != format!("did you mean `{new}`?"));
                    fault.help.insert(0, format!("write `{new}`"));
                }
                Fate::Made => {}
            };
        }
        let made: Vec<&&Event> =
            events.iter().filter(|event| matches!(event.fate, Fate::Made)).collect();
        let elsewhere = made.iter().find(|event| ancestry.unrelated(event.revision, here));
        if let Some(event) = made.iter().find(|event| event.revision == here) {
            also(fault, event.span, "it is made here, further down".to_owned());
            let key = fault.code == E0310;
            fault.help.insert(0, match key {
                true => "put this behind it; a foreign key can be added by `create_foreign_key` once both tables are there".to_owned(),
                false => "put this behind it".to_owned(),
            });
        } else if let Some(event) = elsewhere {
            self.hidden(fault, event, here, input);
        } else if let Some(event) =
            made.iter().find(|event| ancestry.precedes(here, event.revision))
        {
            let later = id(input, event.revision);
            also(fault, event.span, format!("the later revision `{later}` makes it here"));
            fault.help.insert(0, match fault.code == E0310 {
                true => format!("add the foreign key behind it, by `create_foreign_key` in `{later}` or later"),
                false => format!("move this to `{later}` or a later revision, or what makes it before this"),
            });
        }
    }

    /// A thing of another branch.
    fn hidden(&self, fault: &mut Diagnostic, event: &Event, here: RevIdx, input: &Input<'_>) {
        let (own, other) = (id(input, here), id(input, event.revision));
        let what = std::mem::take(&mut fault.message);
        fault.code = E0320;
        fault.message = format!(
            "`{own}` relies on `{other}` of another branch, which need not have run: {what}"
        );
        fault.help.clear();
        also(fault, event.span, format!("`{other}` makes it here"));
        fault.help.push(format!("add `depends_on: [{other}]` to `{own}`"));
    }
}

fn also(fault: &mut Diagnostic, span: Span, text: String) {
    if fault.secondary.iter().all(|label| label.span != span) {
        fault.secondary.push(Label { span, text });
    }
}

/// A part of a table: its name, what it is but for the name, and where it was made.
type TablePart = (String, String, Span);

/// The parts of two states of a table, kind by kind.
fn parts(old: Option<&Table>, new: Option<&Table>) -> [(Part, Vec<TablePart>, Vec<TablePart>); 3] {
    let columns = |table: Option<&Table>| -> Vec<TablePart> {
        let part = |column: &Column| {
            let name = column.name.as_str().to_owned();
            (name, format!("{:?}", column.span), column.span)
        };
        table.map(|table| table.columns.iter().map(part).collect()).unwrap_or_default()
    };
    let constraints = |table: Option<&Table>| -> Vec<TablePart> {
        let named = table.into_iter().flat_map(|table| &table.constraints);
        named
            .filter_map(|c| {
                Some((c.name.as_ref()?.as_str().to_owned(), format!("{:?}", c.kind), c.span))
            })
            .collect()
    };
    let indexes = |table: Option<&Table>| -> Vec<TablePart> {
        let all = table.into_iter().flat_map(|table| &table.indexes);
        all.map(|i| (i.name.as_str().to_owned(), format!("{:?} {}", i.parts, i.unique), i.span))
            .collect()
    };
    [
        (Part::Column, columns(old), columns(new)),
        (Part::Constraint, constraints(old), constraints(new)),
        (Part::Index, indexes(old), indexes(new)),
    ]
}
