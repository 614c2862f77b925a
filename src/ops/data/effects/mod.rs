//! What raw SQL does to the simulated schema, as far as it is understood.
//!
//! In: a statement's effects as neutral data. Out: the catalog after it. SQL that the simulation
//! cannot follow is the server's to judge, and makes what it names opaque.

mod alter;
mod define;
mod judge;
mod programs;

use std::borrow::Cow;
use std::ops::Range;

use crate::catalog::{
    Constraint, ConstraintKind, Gone, Object, ObjectKind, Sequence, SequenceOptions, Table,
};
use crate::ops::Apply;
use crate::ops::other::create_sequence::settled;
use crate::ops::sql_names::{self, Place};
use crate::source::Span;
use crate::sql::raw::effect::{self, Effect, NamePart, NamePath, Understood};
use crate::sql::raw::rename_in_text;
use crate::sql::{Ident, ObjName};

/// Applies the effects of one statement of a text. `frames` are the ends of the executable
/// comments in the whole text: what stands between them is code. Warns of tables and views that the
/// statement changes and that are not there; reports E0302 for columns.
pub fn apply(cx: &mut Apply<'_>, at: &Place<'_>, range: Range<usize>, frames: &[Range<usize>]) {
    let text = at.text;
    let statement = without(text.as_str(), range.clone(), frames);
    let statement = statement.as_ref();
    let span = text.span_of(range.start, range.end);
    match crate::sql::raw::effects(statement, cx.env.dialect.name) {
        Understood::Effects(effects) => {
            let mut writer = Writer { cx, span, statement };
            let at = Place { statement, ..*at };
            let judged = !sql_names::says_if_exists(statement);
            let mut written = Vec::new();
            for effect in &effects {
                if judged && writer.judge(effect, &at) {
                    written.push(effect);
                }
                writer.effect(effect);
            }
            // The parts of one ALTER TABLE know each other in any order.
            written.into_iter().for_each(|effect| writer.judge_written(effect, &at));
        }
        Understood::NoSchemaEffect => {}
        Understood::Opaque { names } => {
            let dialect = cx.env.dialect.name;
            if crate::sql::raw::may_do_anything(statement, dialect) {
                cx.catalog.make_wild(span);
            }
            let writer = Writer { cx, span, statement };
            // What it names in whatever place may be there afterwards; what is there stays known.
            for word in crate::sql::raw::words_in(statement, dialect) {
                let name = writer.cx.env.qualify(None, &writer.ident(&word));
                if writer.cx.catalog.table(&name).is_none() {
                    writer.cx.catalog.make_opaque(&name);
                }
            }
            for name in names {
                let name = writer.name(&name);
                writer.cx.distrust_object(&name);
            }
        }
    }
}

/// A part of a text without some ranges of it.
fn without<'t>(text: &'t str, part: Range<usize>, ranges: &[Range<usize>]) -> Cow<'t, str> {
    let whole = text.get(part.clone()).unwrap_or_default();
    let first = ranges.partition_point(|range| range.end <= part.start);
    let inside = ranges.get(first..).unwrap_or_default();
    let inside: Vec<_> = inside.iter().take_while(|range| range.start < part.end).collect();
    if inside.is_empty() {
        return Cow::Borrowed(whole);
    }
    let mut left = String::with_capacity(whole.len());
    let mut at = part.start;
    for range in inside {
        left.push_str(text.get(at..range.start).unwrap_or_default());
        left.push(' ');
        at = range.end.min(part.end);
    }
    left.push_str(text.get(at..part.end).unwrap_or_default());
    Cow::Owned(left.trim().to_owned())
}

/// Carries effects out on the catalog.
struct Writer<'a, 'c> {
    cx: &'a mut Apply<'c>,
    span: Span,
    statement: &'a str,
}

impl Writer<'_, '_> {
    fn effect(&mut self, effect: &Effect) {
        match effect {
            Effect::CreateTable(def) => self.create_table(def),
            Effect::CreateIndex(def) => self.create_index(def),
            Effect::CreateView(def) => self.create_view(def),
            Effect::Drop { kind, name, on, arguments, cascade, .. } => {
                self.drop(*kind, name, on.as_ref(), arguments.as_deref(), *cascade)
            }
            Effect::Rename { kind, name, on, to } => self.rename(*kind, name, on.as_ref(), to),
            Effect::SetSchema { kind, name, schema } => self.set_schema(*kind, name, schema),
            Effect::CreateTrigger { name, table, sql, .. } => {
                self.create_trigger(name, table.as_ref(), sql)
            }
            Effect::CreateRoutine { kind, name, arguments, sql, .. } => {
                self.routine(*kind, name, arguments.as_deref(), sql)
            }
            Effect::CreateSequence { name, options, .. } => self.sequence(name, options, true),
            Effect::AlterSequence { name, options } => self.sequence(name, options, false),
            Effect::CreateSchema { name, .. } => {
                let name = ObjName::new(None, self.ident(name));
                self.put(ObjectKind::Schema, name, String::new(), Vec::new());
            }
            Effect::CreateEnum { name, values } => {
                let name = self.name(name);
                self.put(ObjectKind::Enum, name, String::new(), values.clone());
            }
            Effect::AddEnumValue { name, value, beside, .. } => {
                self.add_enum_value(name, value, beside.as_ref())
            }
            Effect::RenameEnumValue { name, from, to } => self.rename_enum_value(name, from, to),
            Effect::CreateExtension { name, .. } => {
                let name = ObjName::new(None, self.ident(name));
                self.put(ObjectKind::Extension, name, String::new(), Vec::new());
            }
            // Types of columns are taken as written; that they are there matters to who begins anew.
            Effect::CreateType { name, .. } | Effect::CreateDomain { name, .. } => {
                let name = self.name(name);
                self.put(ObjectKind::Type, name, self.statement.to_owned(), Vec::new());
            }
            Effect::Comment { kind, name, column, text } => {
                self.comment(*kind, name, *column, text.as_ref())
            }
            other => self.alter(other),
        }
    }

    /// A name as the catalog keeps it.
    fn ident(&self, part: &NamePart) -> Ident {
        self.cx.env.written(part)
    }

    /// A full name.
    fn name(&self, path: &NamePath) -> ObjName {
        self.cx.env.written_name(path)
    }

    fn put(&mut self, kind: ObjectKind, name: ObjName, definition: String, values: Vec<String>) {
        let span = self.span;
        let object = Object { definition, values, ..Object::new(kind, name, span) };
        self.cx.catalog.put_object(object);
    }

    fn sequence(&mut self, name: &NamePath, said: &effect::SequenceOptions, new: bool) {
        let full = self.name(name);
        let known = self.cx.catalog.object(ObjectKind::Sequence, &full).cloned();
        let mut object = match (known, new) {
            (Some(_), true) => return, // IF NOT EXISTS, or an error of the server's.
            (Some(known), false) => Object::clone(&known),
            (None, true) => Object {
                sequence: Some(Sequence::default()),
                ..Object::new(ObjectKind::Sequence, full, self.span)
            },
            (None, false) => return,
        };
        let owner = said.owned_by.as_ref().map(|path| {
            let (column, table) = path.split_last()?;
            Some((self.name(&table.to_vec()), self.ident(column)))
        });
        if let Some(sequence) = &mut object.sequence {
            let number = |text: &Option<String>, old: Option<i64>| match text {
                Some(text) => text.parse().ok(),
                None => old,
            };
            let old = sequence.options.clone();
            sequence.options = settled(SequenceOptions {
                start: number(&said.start, old.start),
                increment: number(&said.increment, old.increment),
                min: number(&said.min, old.min),
                max: number(&said.max, old.max),
                // NO CACHE holds one number, as `cache: 1` says it.
                cache: match said.cache.as_deref() {
                    Some("") => Some(1),
                    _ => number(&said.cache, old.cache),
                },
                cycle: said.cycle.or(old.cycle),
            });
            if let Some(owner) = owner {
                sequence.owner = owner;
            }
        }
        self.cx.catalog.put_object(object);
    }

    fn gone(&self, renamed_to: Option<ObjName>) -> Gone {
        Gone { span: self.span, renamed_to }
    }

    fn drop(
        &mut self,
        kind: effect::ObjectKind,
        name: &NamePath,
        on: Option<&NamePath>,
        arguments: Option<&str>,
        cascade: bool,
    ) {
        let name = self.name(name);
        let gone = self.gone(None);
        match kind {
            effect::ObjectKind::Table => {
                if self.cx.catalog.table(&name).is_some() {
                    self.drop_table(&name, cascade);
                }
            }
            effect::ObjectKind::Index => self.drop_index(&name, on),
            effect::ObjectKind::Type | effect::ObjectKind::Domain => {
                for kind in [ObjectKind::Enum, ObjectKind::Type] {
                    self.cx.catalog.remove_object(kind, &name, gone.clone());
                }
            }
            other => {
                let Some(kind) = object_kind(other) else { return };
                match kind {
                    ObjectKind::Schema | ObjectKind::Extension => {
                        let name = ObjName::new(None, name.name);
                        self.cx.catalog.remove_object(kind, &name, gone);
                    }
                    ObjectKind::Function
                    | ObjectKind::Procedure
                    | ObjectKind::Trigger
                    | ObjectKind::View
                    | ObjectKind::MaterializedView => {
                        let on = on.map(|path| self.name(path));
                        self.drop_program(kind, &name, on.as_ref(), arguments, cascade);
                    }
                    _ => self.cx.catalog.remove_object(kind, &name, gone),
                }
            }
        }
    }

    fn drop_index(&mut self, index: &ObjName, on: Option<&NamePath>) {
        let table = match on {
            Some(path) => Some(self.name(path)),
            None => self.cx.catalog.owner_of_index(index).map(|table| table.name.clone()),
        };
        let env = self.cx.env;
        if let Some(table) = table {
            self.cx
                .catalog
                .change_indexed(&table, |t| t.indexes.retain(|i| !env.same(&i.name, &index.name)));
            // Where unique constraints are indexes, this drops them, too.
            if self.constraints_are_indexes() {
                let keeps = |c: &Constraint| !is_unique_named(c, &index.name, env);
                self.cx.catalog.change_table(&table, |t| t.constraints.retain(keeps));
            }
        }
    }

    fn constraints_are_indexes(&self) -> bool {
        self.cx.env.dialect.drop_constraint != crate::dialect::DropConstraint::ByName
    }

    fn set_schema(&mut self, kind: effect::ObjectKind, name: &NamePath, schema: &NamePart) {
        if kind != effect::ObjectKind::Table {
            return;
        }
        let from = self.name(name);
        let to = ObjName::new(Some(self.ident(schema)), from.name.clone());
        self.move_table(&from, &to);
    }

    fn rename(
        &mut self,
        kind: effect::ObjectKind,
        name: &NamePath,
        on: Option<&NamePath>,
        to: &NamePath,
    ) {
        let from = self.name(name);
        let mut new = self.name(to);
        if to.len() == 1 {
            new.schema = from.schema.clone();
        }
        match kind {
            effect::ObjectKind::Table if self.cx.catalog.table(&from).is_some() => {
                self.move_table(&from, &new)
            }
            effect::ObjectKind::Index => {
                let table = match on {
                    Some(path) => Some(self.name(path)),
                    None => self.cx.catalog.owner_of_index(&from).map(|table| table.name.clone()),
                };
                let env = self.cx.env;
                let Some(table) = table else { return };
                self.cx.catalog.change_indexed(&table, |table| {
                    let index = table.indexes.iter_mut().find(|i| env.same(&i.name, &from.name));
                    if let Some(index) = index {
                        index.name = new.name.clone();
                    }
                });
                if self.constraints_are_indexes() {
                    self.cx.catalog.change_table(&table, |table| {
                        let own = |c: &&mut Constraint| is_unique_named(c, &from.name, env);
                        for constraint in table.constraints.iter_mut().filter(own) {
                            constraint.name = Some(new.name.clone());
                            constraint.named = true;
                        }
                    });
                }
            }
            other => {
                let kinds = match other {
                    effect::ObjectKind::Table => {
                        vec![ObjectKind::View, ObjectKind::MaterializedView, ObjectKind::Sequence]
                    }
                    effect::ObjectKind::Type | effect::ObjectKind::Domain => {
                        vec![ObjectKind::Enum, ObjectKind::Type]
                    }
                    other => object_kind(other).into_iter().collect(),
                };
                for kind in kinds {
                    self.move_object(kind, &from, &new);
                }
            }
        }
    }

    fn move_object(&mut self, kind: ObjectKind, from: &ObjName, to: &ObjName) {
        let Some(object) = self.cx.catalog.object(kind, from).cloned() else { return };
        if kind.is_view() {
            return self.move_view(&object, to);
        }
        let gone = self.gone(Some(to.clone()));
        self.cx.catalog.remove_object(kind, from, gone);
        let mut moved = Object { name: to.clone(), ..(*object).clone() };
        if kind == ObjectKind::Type {
            let dialect = self.cx.env.dialect;
            let new = dialect.quoted(&to.name);
            moved.change_texts(|text| rename_in_text(text, &from.name, &new, dialect.name));
        }
        self.cx.catalog.put_object(moved);
        if kind == ObjectKind::Enum {
            let values = object.values.clone();
            let new = crate::sql::types::EnumType { name: Some(to.clone()), values };
            crate::ops::other::enum_users::follow(self.cx, from, &new);
        }
    }

    fn move_table(&mut self, from: &ObjName, to: &ObjName) {
        if let Some(table) = self.cx.catalog.table(from).cloned() {
            crate::ops::tables::rename_table::rename(self.cx, &table, to);
        }
    }

    fn add_enum_value(&mut self, name: &NamePath, value: &str, beside: Option<&(bool, String)>) {
        let name = self.name(name);
        self.change_enum(&name, |values| {
            let place = beside.and_then(|(before, neighbour)| {
                values
                    .iter()
                    .position(|v| v == neighbour)
                    .map(|at| if *before { at } else { at + 1 })
            });
            if !values.iter().any(|v| v == value) {
                values.insert(place.unwrap_or(values.len()), value.to_owned());
            }
        });
    }

    fn rename_enum_value(&mut self, name: &NamePath, from: &str, to: &str) {
        let name = self.name(name);
        self.change_enum(&name, |values| {
            values
                .iter_mut()
                .filter(|value| *value == from)
                .for_each(|value| *value = to.to_owned());
        });
    }

    fn change_enum(&mut self, name: &ObjName, change: impl FnOnce(&mut Vec<String>)) {
        let Some(object) = self.cx.catalog.object(ObjectKind::Enum, name) else { return };
        let mut object = Object::clone(object);
        change(&mut object.values);
        let new =
            crate::sql::types::EnumType { name: Some(name.clone()), values: object.values.clone() };
        self.cx.catalog.put_object(object);
        crate::ops::other::enum_users::follow(self.cx, name, &new);
    }

    fn comment(
        &mut self,
        kind: effect::ObjectKind,
        path: &NamePath,
        column: bool,
        text: Option<&String>,
    ) {
        if self.comment_on_view(kind, path, column, text) || kind != effect::ObjectKind::Table {
            return;
        }
        let (table, last) = match path.split_last() {
            Some((last, rest)) if column => (rest.to_vec(), Some(self.ident(last))),
            _ => (path.clone(), None),
        };
        let (table, env) = (self.name(&table), self.cx.env);
        self.cx.catalog.change_table(&table, |table| match last {
            None => table.comment = text.cloned(),
            Some(name) => {
                let columns = table.columns.iter_mut().filter(|c| env.same(&c.name, &name));
                columns.for_each(|column| column.comment = text.cloned());
            }
        });
    }

    /// Changes a table; one that the catalog does not know stays unknown.
    fn change(&mut self, table: &NamePath, change: impl FnOnce(&mut Table)) {
        let name = self.name(table);
        self.cx.catalog.change_table(&name, change);
    }
}

fn is_unique_named(constraint: &Constraint, name: &Ident, env: &crate::env::Env) -> bool {
    matches!(constraint.kind, ConstraintKind::Unique { .. })
        && constraint.name.as_ref().is_some_and(|n| env.same(n, name))
}

fn object_kind(kind: effect::ObjectKind) -> Option<ObjectKind> {
    Some(match kind {
        effect::ObjectKind::View => ObjectKind::View,
        effect::ObjectKind::MaterializedView => ObjectKind::MaterializedView,
        effect::ObjectKind::Sequence => ObjectKind::Sequence,
        effect::ObjectKind::Schema => ObjectKind::Schema,
        effect::ObjectKind::Function => ObjectKind::Function,
        effect::ObjectKind::Procedure => ObjectKind::Procedure,
        effect::ObjectKind::Trigger => ObjectKind::Trigger,
        effect::ObjectKind::Extension => ObjectKind::Extension,
        effect::ObjectKind::Table
        | effect::ObjectKind::Index
        | effect::ObjectKind::Type
        | effect::ObjectKind::Domain => {
            return None;
        }
    })
}
