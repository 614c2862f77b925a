//! The way back of a revision that does not write it, from the schema at each of
//! its operations.

use std::sync::Arc;

use super::{Rev, Walk};
use crate::catalog::{Key, Object};
use crate::diag::Diagnostic;
use crate::diag::codes::E0330;
use crate::ops::data::delete::Delete;
use crate::ops::other::drop_enum::DropEnum;
use crate::ops::other::enum_users;
use crate::ops::{Broken, Entry, Inverse, Op};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};

/// What a revision itself has made so far: rows in it need no undoing, for it goes
/// as a whole.
#[derive(Default)]
struct Made {
    tables: Vec<MadeTable>,
    columns: Vec<(Key, Ident)>,
    role: Option<Spanned<Ident>>,
}

/// A table that the revision has made.
struct MadeTable {
    key: Key,
    /// True when rows were put into it.
    filled: bool,
    /// True when it has changed so that its rows may not fit what it was before.
    loosened: bool,
}

/// The way back so far: what undoes each operation, oldest first.
#[derive(Default)]
pub(super) struct WayBack {
    made: Made,
    steps: Vec<Vec<Spanned<Entry>>>,
}

impl Made {
    fn has(&self, key: &Key) -> bool {
        self.tables.iter().any(|table| table.key == *key)
    }

    fn table(&mut self, key: &Key) -> Option<&mut MadeTable> {
        self.tables.iter_mut().find(|table| table.key == *key)
    }
}

impl WayBack {
    /// The operations of the way back, in their order.
    pub(super) fn entries(self) -> Vec<Spanned<Entry>> {
        self.steps.into_iter().rev().flatten().collect()
    }
}

impl Walk<'_> {
    /// Applies a revision and gives the operations that take it back, in order.
    ///
    /// Reports E0330 for an operation that cannot be undone.
    pub(super) fn derive(&mut self, revision: &Rev) -> Vec<Spanned<Entry>> {
        let mut way_back = WayBack::default();
        for entry in &revision.upgrade {
            self.derive_entry(entry, &mut way_back, false);
        }
        way_back.entries()
    }

    /// Applies an operation, lowers it where that is asked for, and adds to the way back.
    pub(super) fn derive_entry(
        &mut self,
        entry: &Spanned<Entry>,
        way_back: &mut WayBack,
        lower: bool,
    ) {
        if !entry.is_for(self.env.dialect.name) {
            return;
        }
        if let Op::AlterTable(batch) = &entry.op {
            if self.begin(entry, lower) {
                for inner in &batch.operations {
                    self.derive_entry(inner, way_back, lower);
                }
                self.end_batch(entry, lower);
            }
            return;
        }
        let WayBack { made, steps } = way_back;
        let emptied = self.emptied(&entry.op, entry.span, made);
        let inverse = match &entry.op {
            Op::ResetRole(_) => match made.role.take() {
                Some(name) => Inverse::one(crate::ops::other::set_role::SetRole { name }),
                None => Inverse::nothing(),
            },
            op if self.goes_with(op, made) => Inverse::nothing(),
            op => op.operation().invert(&self.catalog, self.env),
        };
        if let Op::SetRole(op) = &entry.op {
            made.role = Some(op.name.clone());
        }
        self.note_made(&entry.op, made);
        let faults = self.report.errors();
        let done = self.entry(entry, lower);
        let mut ops = match inverse {
            // What failed did nothing that could be undone.
            _ if !done => Vec::new(),
            Inverse::Ops(ops) => ops,
            // There is something wrong with it anyway, or it builds on what failed.
            Inverse::Impossible { .. }
                if self.report.errors() > faults || self.is_doubtful(&entry.op) =>
            {
                Vec::new()
            }
            Inverse::Impossible { why, help } => {
                self.report.push(
                    Diagnostic::error(
                        E0330,
                        format!("the downgrade of `{}` cannot be derived: {why}", entry.op.key()),
                    )
                    .at(entry.span)
                    .help(help),
                );
                let touched = entry.op.operation().touches(self.env);
                vec![Op::Broken(Broken::undoing(self.catalog.touched(), touched.writes))]
            }
        };
        if self.report.errors() == faults {
            ops.splice(0..0, emptied); // In front of what they would stand in the way of.
        }
        ops.extend(self.enums_made(&entry.op));
        steps.push(ops.into_iter().map(|op| Spanned::new(Entry::of(op), entry.span)).collect());
    }

    /// True when something was wrong with what an operation works on.
    fn is_doubtful(&self, op: &Op) -> bool {
        let touches = op.operation().touches(self.env);
        let doubtful = |name| {
            self.catalog.is_opaque(name) || self.catalog.table(name).is_some_and(|t| !t.complete)
        };
        let named = |table: &ObjName| {
            let names = super::doubtful_names(op).unwrap_or_default();
            names.iter().any(|name| self.catalog.is_opaque(&super::object_beside(table, name)))
        };
        let doubtful = |name| doubtful(name) || named(name);
        self.report.is_doubtful() && touches.writes.iter().any(doubtful)
    }

    /// True for a change of rows in what the revision itself has made.
    fn goes_with(&self, op: &Op, made: &Made) -> bool {
        let key = |schema: Option<&Ident>, table: &Ident| {
            self.catalog.key(&self.env.qualify(schema, table))
        };
        match op {
            Op::BulkInsert(op) => made.has(&key(op.schema.get(), &op.table)),
            Op::Delete(op) => made.has(&key(op.schema.get(), &op.table)),
            Op::Update(op) => {
                let table = key(op.schema.get(), &op.table);
                let new = |(column, _): &(Spanned<Ident>, Spanned<crate::sql::value::Value>)| {
                    made.columns.iter().any(|(t, c)| *t == table && self.env.same(c, column))
                };
                made.has(&table) || op.set.0.iter().all(new)
            }
            _ => false,
        }
    }

    /// What empties a table that the revision has made, where its rows may stand in the way of going back to
    /// what it was before: they go with it in the end, and nobody can say what they should become.
    fn emptied(&self, op: &Op, span: Span, made: &mut Made) -> Vec<Op> {
        let Some(name) = self.to_empty(op, made) else { return Vec::new() };
        // Rows that refer to them go first, where they are the revision's own, too.
        let mut names = vec![name];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            at += 1;
            for table in self.catalog.referencing(&name) {
                let own = made.table(&self.catalog.key(&table.name));
                if own.is_some_and(|own| own.filled) && !names.contains(&table.name) {
                    names.push(table.name.clone());
                }
            }
        }
        names.iter().rev().map(|name| Delete::all(name, span).into()).collect()
    }

    /// The table that an operation leaves, on the way back, with rows that may not fit.
    fn to_empty(&self, op: &Op, made: &mut Made) -> Option<ObjName> {
        let key = |schema: Option<&Ident>, table: &Ident| self.env.qualify(schema, table);
        let (name, fills) = match op {
            Op::BulkInsert(op) => (key(op.schema.get(), &op.table), true),
            Op::Update(op) => (key(op.schema.get(), &op.table), true),
            Op::AlterColumn(op) if op.nullable == Some(true) || op.ty.is_some() => {
                (key(op.schema.get(), &op.table), false)
            }
            Op::DropColumn(op) => {
                let name = key(op.schema.get(), &op.table);
                let table = self.catalog.table(&name)?;
                let column = table.column(&op.column, |a, b| self.env.same(a, b))?;
                if column.nullable || column.default.is_some() || column.identity.is_some() {
                    return None; // It comes back with something in it.
                }
                (name, false)
            }
            Op::DropConstraint(op) => (key(op.schema.get(), &op.table), false),
            Op::DropIndex(op) => {
                let of_index = || {
                    let index = key(op.schema.get(), &op.name);
                    self.catalog.table_of_index(&index).map(|table| table.name.clone())
                };
                let named = op.table.as_ref().map(|table| key(op.schema.get(), table));
                (named.or_else(of_index)?, false)
            }
            Op::AddEnumValue(op) => {
                let name = self.env.qualify(op.schema.get(), &op.name);
                for table in enum_users::known(&self.catalog, &name) {
                    let key = self.catalog.key(&table.name);
                    made.table(&key).into_iter().for_each(|table| table.loosened = true);
                }
                return None;
            }
            _ => return None,
        };
        let table = made.table(&self.catalog.key(&name))?;
        table.filled |= fills;
        table.loosened |= !fills;
        (table.filled && table.loosened).then_some(name)
    }

    fn note_made(&self, op: &Op, made: &mut Made) {
        match op {
            Op::CreateTable(op) => {
                if let Some(name) = &op.name {
                    let name = self.env.qualify(op.schema.get(), name);
                    if self.catalog.table(&name).is_none() {
                        let key = self.catalog.key(&name);
                        made.tables.push(MadeTable { key, filled: false, loosened: false });
                    }
                }
            }
            Op::RenameTable(op) => {
                let from = self.catalog.key(&self.env.qualify(op.schema.get(), &op.from));
                let to = self.catalog.key(&self.env.qualify(op.schema.get(), &op.to));
                let renamed = made.tables.iter_mut().find(|table| table.key == from);
                renamed.into_iter().for_each(|table| table.key = to.clone());
            }
            Op::AddColumn(op) => {
                let table = self.env.qualify(op.schema.get(), &op.table);
                made.columns.push((self.catalog.key(&table), op.column.name.value.clone()));
            }
            _ => {}
        }
    }

    /// The enums that an operation made on its way go after its own inverse.
    fn enums_made(&self, op: &Op) -> Vec<Op> {
        if !matches!(op, Op::CreateTable(_) | Op::AddColumn(_) | Op::AlterColumn(_)) {
            return Vec::new();
        }
        let made = self.catalog.objects_made(crate::catalog::ObjectKind::Enum);
        let span = Span::start_of(crate::source::FileId(0));
        let drop = |made: &Arc<Object>| DropEnum::named(&made.name, span).into();
        made.iter().map(drop).collect()
    }
}
