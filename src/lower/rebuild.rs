//! A change of a table that the dialect can only make by making the table anew.
//!
//! The order is the one that SQLite prescribes
//! (<https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes>):
//! make the new table under another name, copy the rows, drop the old table, rename
//! the new one, make its indexes, triggers and views again, and check that every
//! row that refers to another still does. Foreign keys are not enforced
//! meanwhile, so that dropping the old table deletes no rows that refer to it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::{Lower, Origin, indexes, programs, tables};
use crate::catalog::{Object, ObjectKind, Table};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// A table that waits for its rebuild; neighbouring changes of one table join.
#[derive(Debug)]
pub struct Rebuild {
    /// The table as it is on disk.
    pub(super) before: Arc<Table>,
    /// The table as it will be.
    pub(super) after: Arc<Table>,
    /// What reads the table, as it is when the last change joins: by the time of the
    /// rebuild, a later operation may have renamed it.
    pub(super) dependents: Vec<Arc<Object>>,
    /// What fills a column of the new table; a column without an entry is left to its default.
    sources: Vec<(Ident, Fragment)>,
    origin: Origin,
    note: Option<String>,
}

impl Rebuild {
    /// A rebuild of the table as it is on disk, in which every column is filled by itself.
    pub(super) fn new(
        before: Arc<Table>,
        origin: Origin,
        note: Option<String>,
        quoted: impl Fn(&Ident) -> String,
    ) -> Self {
        let own = before.columns.iter().filter(|column| column.computed.is_none());
        let sources = own.map(|c| (c.name.clone(), Fragment::new(quoted(&c.name)))).collect();
        Rebuild {
            after: Arc::clone(&before),
            before,
            dependents: Vec::new(),
            sources,
            origin,
            note,
        }
    }

    /// A column that is new: nothing fills it but its default.
    pub(super) fn forget(&mut self, column: &Ident) {
        self.sources.retain(|(name, _)| name != column);
    }

    /// What fills a column.
    pub(super) fn fill(&mut self, column: &Ident, source: Fragment) {
        match self.sources.iter_mut().find(|(name, _)| name == column) {
            Some((_, old)) => *old = source,
            None => self.sources.push((column.clone(), source)),
        }
    }

    /// A column's new name.
    pub(super) fn rename(&mut self, from: &Ident, to: &Ident) {
        self.sources
            .iter_mut()
            .filter(|(name, _)| name == from)
            .for_each(|(name, _)| *name = to.clone());
    }
}

/// Pushes the statements of a rebuild.
pub(super) fn emit(lower: &mut Lower<'_>, rebuild: Rebuild) {
    let own_origin = std::mem::replace(&mut lower.origin, rebuild.origin);
    let own_note = std::mem::replace(&mut lower.output.note, rebuild.note.clone());
    let dependents = &rebuild.dependents;
    programs::take_off(lower, dependents);
    let temporary = temporary_name(lower, &rebuild.before);
    copy(lower, &rebuild, &temporary);
    let name = rebuild.after.name.clone();
    lower.push_now(
        stmt::DropTable { name: rebuild.before.name.clone(), if_exists: false, cascade: false }
            .into(),
        false,
    );
    lower.push_now(stmt::RenameTable { from: temporary, to: name.name.clone() }.into(), false);
    for index in &rebuild.after.indexes {
        indexes::create(lower, &rebuild.after, index, false, false);
    }
    programs::put_back(lower, dependents);
    if rebuild.after.foreign_keys().next().is_some() {
        lower.push_now(
            stmt::CheckForeignKeys {
                table: lower.ident_literal(&name.name),
                message: format!("rows of {} refer to rows that are not there", name.shown()),
            }
            .into(),
            false,
        );
    }
    lower.origin = own_origin;
    lower.output.note = own_note;
}

/// The new table under its temporary name, with the rows of the old one.
fn copy(lower: &mut Lower<'_>, rebuild: &Rebuild, temporary: &ObjName) {
    let mut table = Table::clone(&rebuild.after);
    table.name = temporary.clone();
    let create = tables::create_statement(lower, &table, false);
    let numbers = |table: &Table| {
        table.columns.iter().any(|column| lower.row_id_key(table, column).is_some())
    };
    let numbers = numbers(&rebuild.before) && numbers(&table);
    lower.push_now(create.into(), false);
    let filled: Vec<&(Ident, Fragment)> = rebuild
        .after
        .columns
        .iter()
        .filter(|column| column.computed.is_none())
        .filter_map(|column| rebuild.sources.iter().find(|(name, _)| *name == column.name))
        .collect();
    if !filled.is_empty() {
        lower.push_now(
            stmt::CopyRows {
                into: temporary.clone(),
                columns: filled.iter().map(|(name, _)| name.clone()).collect(),
                from: rebuild.before.name.clone(),
                sources: filled.iter().map(|(_, source)| source.clone()).collect(),
            }
            .into(),
            false,
        );
    }
    if numbers {
        let from = lower.ident_literal(&rebuild.before.name.name);
        let to = lower.ident_literal(&temporary.name);
        lower.push_now(stmt::KeepNumbering { from, to }.into(), false);
    }
}

fn temporary_name(lower: &Lower<'_>, table: &Table) -> ObjName {
    let candidates = (0u32..).map(|n| match n {
        0 => format!("_new_{}", table.name.name.as_str()),
        n => format!("_new{n}_{}", table.name.name.as_str()),
    });
    let free = candidates
        .map(|name| ObjName::new(table.name.schema.clone(), Ident::new(name)))
        .find(|name| lower.catalog.table(name).is_none());
    free.unwrap_or_else(|| table.name.clone())
}

/// The triggers of the table and every view and trigger that reads it, directly or
/// through a view, in the order in which they can be made again.
pub(super) fn dependents(lower: &Lower<'_>, table: &ObjName) -> Vec<Arc<Object>> {
    let catalog = lower.catalog;
    let (mut found, mut triggers) = (Vec::new(), BTreeMap::new());
    let mut waiting: BTreeMap<ObjName, Arc<Object>> = BTreeMap::new();
    let mut seen: HashSet<ObjName> = HashSet::new();
    let mut reached = table.clone();
    loop {
        // Its text may speak of a table in ways that were not understood: to take it off and put
        // it back once too often does no harm.
        for object in catalog.speakers(&reached) {
            let name = object.name.clone();
            match object.kind {
                ObjectKind::Trigger => {
                    triggers.insert((name, object.signature.clone()), object);
                }
                _ if seen.insert(name.clone()) => {
                    waiting.insert(name, object);
                }
                _ => {}
            }
        }
        let Some((name, view)) = waiting.pop_first() else { break };
        reached = name;
        found.push(view);
    }
    found.extend(triggers.into_values());
    catalog.in_order(found)
}
