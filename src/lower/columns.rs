//! Columns of tables that exist.

use std::sync::Arc;

use super::add_column::numbering_keys;
use super::{
    Lower, casts, comments, constraints, indexes, modify, programs, redefine, restate, sequences,
    tables,
};
use crate::catalog::{Column, Constraint, ConstraintKind, ForeignKey, Index, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::dialect::{AlterColumn, ColumnList, Defaults};
use crate::sql::types::{Kind, Type};
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// What an operation says of a column.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The name that it has.
    pub from: &'a Ident,
    /// The name that it gets.
    pub to: &'a Ident,
    /// How values become values of the new type.
    pub using: Option<&'a SqlExpr>,
    /// What was said.
    pub said: Said,
}

/// Which properties an operation speaks of.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)] // The names are the properties'.
pub struct Said {
    pub ty: bool,
    pub nullable: bool,
    pub default: bool,
    pub comment: bool,
    pub identity: bool,
}

/// A column before and after; `old` is none where it was not known.
pub(super) struct Pair<'a> {
    pub(super) table: &'a Table,
    pub(super) old: Option<&'a Column>,
    pub(super) new: &'a Column,
    pub(super) said: Said,
}

impl Pair<'_> {
    fn differs<T: PartialEq>(&self, said: bool, property: impl Fn(&Column) -> T) -> bool {
        match self.old {
            Some(old) => property(old) != property(self.new),
            None => said,
        }
    }

    pub(super) fn ty(&self) -> bool {
        self.differs(self.said.ty, |c| (c.ty.clone(), c.collation.clone()))
    }

    pub(super) fn nullable(&self) -> bool {
        self.differs(self.said.nullable, |c| c.nullable)
    }

    pub(super) fn default(&self) -> bool {
        self.differs(self.said.default, |c| c.default.clone())
    }

    pub(super) fn identity(&self) -> bool {
        self.differs(self.said.identity, |c| c.identity.clone())
    }

    pub(super) fn comment(&self) -> bool {
        self.differs(self.said.comment, |c| c.comment.clone())
    }
}

/// Lets a column be null, or not, as it now is.
pub(super) fn set_nullable(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    match lower.env.dialect.alter_column {
        AlterColumn::Restate => restate::statement(lower, table, column),
        AlterColumn::Redefine => redefine::statement(lower, table, column),
        AlterColumn::Modify => modify::nullable(lower, &table.name, column),
        AlterColumn::PerFacet | AlterColumn::Rebuild => lower.push(stmt::SetNullable {
            table: table.name.clone(),
            column: column.name.clone(),
            nullable: column.nullable,
        }),
    }
}

/// Drops a column and what is on it.
pub fn drop(lower: &mut Lower<'_>, name: &ObjName, column: &Ident, if_exists: bool, cascade: bool) {
    let (Some(before), Some(after)) = (lower.before(name), lower.after(name)) else { return };
    let old = find(lower, &before, column).cloned();
    if old.is_none() && before.complete {
        return; // It is not there, and the compiler knows that it is not.
    }
    if if_exists && old.is_none() && !lower.env.dialect.if_exists_in_alter {
        return lower.without_if_exists(Some(&before), "ALTER TABLE");
    }
    let quoted = old.as_ref().map_or(column, |old| &old.name).clone();
    let constraints = added(&after.constraints, &before.constraints);
    let indexes = added(&after.indexes, &before.indexes);
    if let ColumnList::SimpleOnly { drop_since } = lower.env.dialect.alter_columns_of_table {
        let native = lower.env.version >= drop_since && constraints.is_empty();
        if lower.is_rebuilding(name) || !native {
            fill(lower, name, &quoted, None);
            return;
        }
    }
    let mut keys = Vec::new();
    let own = !lower.env.dialect.drop_column_takes_along;
    if own || lower.env.dialect.drop_column_refuses_shared && !cascade {
        let shared = |c: &&Constraint| own || modify::is_shared(lower, &before, c, &quoted);
        let keep_foreign_keys_first =
            |c: &&Constraint| !matches!(c.kind, ConstraintKind::ForeignKey(_));
        let mut sorted: Vec<&Constraint> = constraints.iter().filter(shared).collect();
        sorted.sort_by_key(keep_foreign_keys_first);
        let together = old.as_ref().map(|old| numbering_keys(lower, &before, old));
        let (kept, first) = together.unwrap_or_default();
        let foreign = |c: &&&Constraint| matches!(c.kind, ConstraintKind::ForeignKey(_));
        for constraint in sorted.iter().filter(foreign) {
            constraints::drop(lower, name, None, Some(constraint), false, false);
        }
        let goes = |index: &&Index| own || modify::has_expression(index);
        for index in indexes.iter().filter(goes).filter(|index| !first.contains(index)) {
            indexes::drop(lower, Some(name.clone()), None, &index.name, false, false);
        }
        for constraint in sorted.iter().filter(|c| !foreign(c) && !kept.contains(c)) {
            constraints::drop(lower, name, None, Some(constraint), false, false);
        }
        constraints::drop_kept_indexes(lower, name);
        keys.extend(kept.iter().filter_map(|c| constraints::drop_statement(lower, name, c)));
    }
    if lower.env.dialect.defaults == Defaults::Constraint
        && let Some(old) = old.filter(|old| old.default.is_some())
    {
        drop_default(lower, &before, &old);
    }
    let if_exists = if_exists && lower.env.dialect.if_exists_in_alter;
    lower.push(stmt::DropColumn { table: name.clone(), column: quoted, if_exists, cascade, keys });
}

/// Changes a column.
pub fn alter(lower: &mut Lower<'_>, name: &ObjName, change: Change<'_>) {
    let (Some(before), Some(after)) = (lower.before(name), lower.after(name)) else { return };
    let old = find(lower, &before, change.from).cloned();
    let Some(new) = find(lower, &after, change.to).cloned() else { return };
    if lower.env.dialect.alter_column == AlterColumn::Rebuild {
        alter_by_rebuild(lower, &after, old.as_ref(), &new, change);
        return;
    }
    // Checks of an enum come and go with the type; others where they keep the column's old name.
    let strategy = lower.env.dialect.alter_column;
    let follows = lower.env.dialect.rename_follows;
    let holds = !follows || strategy == AlterColumn::Modify;
    let renamed = change.from != change.to && !follows;
    let other_type = old.as_ref().is_some_and(|old| old.ty != new.ty);
    let held = |lower: &Lower<'_>, table: &Table, column: &Ident| match holds {
        true => restate::held_checks(lower, table, column, renamed, other_type),
        false => Vec::new(),
    };
    for check in held(lower, &before, change.from) {
        constraints::drop(lower, name, None, Some(&check), false, false);
    }
    let redefines = lower.env.dialect.alter_column == AlterColumn::Redefine;
    let renames = change.from != change.to;
    let mut off = match renames {
        true => programs::holding_name(lower, name, Some(change.to)),
        false => Vec::new(),
    };
    programs::take_off(lower, &off);
    if renames && !redefines {
        lower.push(stmt::RenameColumn {
            table: name.clone(),
            from: change.from.clone(),
            to: change.to.clone(),
        });
    }
    tables::create_enum_of(lower, &new.ty);
    if off.is_empty() && old.as_ref().is_none_or(|old| type_differs(old, &new)) && change.said.ty {
        off = programs::bound_to(lower, name, change.to);
        programs::take_off(lower, &off);
    }
    let pair = Pair { table: &after, old: old.as_ref(), new: &new, said: change.said };
    match lower.env.dialect.alter_column {
        AlterColumn::Restate => restate::alter(lower, &before, &pair, change.using),
        AlterColumn::Redefine => redefine::alter(lower, &before, &pair, change),
        AlterColumn::Modify => modify::alter(lower, &before, &pair, change.using),
        AlterColumn::PerFacet | AlterColumn::Rebuild => alter_facets(lower, &pair, change.using),
    }
    let back: Vec<(ObjName, Constraint)> =
        held(lower, &after, change.to).into_iter().map(|check| (name.clone(), check)).collect();
    constraints::put_back(lower, &back);
    programs::put_back(lower, &off);
    if renames {
        programs::follow_names(lower, &off);
    }
    if pair.comment() && !redefines {
        let had = pair.old.is_none_or(|old| old.comment.is_some());
        comments::on_column(lower, name, &new, had);
    }
}

fn type_differs(old: &Column, new: &Column) -> bool {
    old.ty != new.ty || old.collation != new.collation
}

/// A statement for each property that changes.
fn alter_facets(lower: &mut Lower<'_>, pair: &Pair<'_>, using: Option<&SqlExpr>) {
    let (table, column) = (&pair.table.name, &pair.new.name);
    let reset = pair.ty()
        && pair.old.is_some_and(|old| {
            old.default.is_some() && !casts::default_follows(&old.ty, &pair.new.ty)
        });
    let kept = pair.old.and_then(|old| old.identity.as_ref()).zip(pair.new.identity.as_ref());
    let loses_identity =
        pair.identity() && kept.is_none() && pair.old.is_none_or(|old| old.identity.is_some());
    let gains_default = (pair.default() || reset) && pair.new.default.is_some();
    if loses_identity && pair.old.is_some() {
        lower.push(stmt::DropIdentity { table: table.clone(), column: column.clone() });
    }
    if (reset || pair.default() && pair.new.default.is_none())
        && pair.old.is_none_or(|old| old.default.is_some())
    {
        drop_default(lower, pair.table, pair.new);
    }
    if pair.ty() {
        let using = using.map(|sql| lower.sql(sql)).or_else(|| cast(lower, pair));
        let statement = stmt::AlterColumnType {
            table: table.clone(),
            column: column.clone(),
            ty: lower.ty(&pair.new.ty.plain()),
            collation: lower.column_spec(pair.table, pair.new).collation,
            using,
        };
        lower.push(statement);
    }
    if pair.ty() && is_serial(&pair.new.ty) && pair.old.is_some_and(|old| is_serial(&old.ty)) {
        let ty = lower.ty(&pair.new.ty.plain());
        sequences::retype(lower, table, column, ty);
    }
    if gains_default {
        set_default(lower, pair.table, pair.new);
    }
    if pair.nullable() {
        set_nullable(lower, pair.table, pair.new);
    }
    if let Some((old, new)) = kept.filter(|(old, new)| old != new) {
        let options = sequences::changes(lower, &old.sequence, &new.sequence);
        lower.push(stmt::SetIdentity {
            table: table.clone(),
            column: column.clone(),
            always: (old.always != new.always).then_some(new.always),
            options,
        });
    }
    if pair.identity()
        && kept.is_none()
        && let Some(identity) = &pair.new.identity
    {
        let sequence = &identity.sequence;
        let increment = sequence.increment.unwrap_or(1);
        let bound =
            if increment < 0 { sequence.max.unwrap_or(-1) } else { sequence.min.unwrap_or(1) };
        let start = sequence.start.unwrap_or(bound);
        let identity = lower.identity_spec(identity);
        lower.push(stmt::AddIdentity { table: table.clone(), column: column.clone(), identity });
        lower.push(stmt::RestartIdentity {
            start,
            increment,
            table: table.clone(),
            column: column.clone(),
            table_literal: lower.name_literal(table),
            column_literal: lower.ident_literal(column),
        });
    }
}

/// The cast that the server wants to be told.
fn cast(lower: &Lower<'_>, pair: &Pair<'_>) -> Option<Fragment> {
    let old = pair.old?;
    if casts::is_assignable(&old.ty, &pair.new.ty) {
        return None;
    }
    let mut text = lower.env.dialect.quoted(&pair.new.name);
    for station in casts::stations(&old.ty, &pair.new.ty) {
        text = format!("{text}::{}", lower.ty(&station));
    }
    Some(Fragment::new(text))
}

pub(super) fn set_default(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    let Some(value) = &column.default else { return };
    let default = Fragment::new(lower.default(value, column).default.unwrap_or_default());
    if lower.env.dialect.alter_column == AlterColumn::Modify {
        let (table, column) = (table.name.clone(), column.name.clone());
        return lower.push(stmt::ModifyProperties {
            default: Some(default),
            ..modify::none(table, column)
        });
    }
    lower.push(stmt::SetDefault {
        table: table.name.clone(),
        column: column.name.clone(),
        default,
        name: column.default_name.clone(),
    });
}

pub(super) fn drop_default(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    lower.push(stmt::DropDefault {
        table: table.name.clone(),
        column: column.name.clone(),
        name: column.default_name.clone(),
        table_literal: lower.name_literal(&table.name),
        column_literal: lower.ident_literal(&column.name),
    });
}

/// Renames natively; everything else waits for a rebuild.
fn alter_by_rebuild(
    lower: &mut Lower<'_>,
    after: &Table,
    old: Option<&Column>,
    new: &Column,
    change: Change<'_>,
) {
    let name = &after.name;
    let Some(old) = old else {
        lower.rebuild(name); // Says that the table is not fully known.
        return;
    };
    if old.name != new.name && is_referred(lower, after, &new.name) {
        lower.flush(); // Only a statement of its own takes foreign keys of other tables along.
    }
    if old.name != new.name && !lower.is_rebuilding(name) {
        let off = programs::keeping_names(lower);
        programs::take_off(lower, &off);
        lower.push(stmt::RenameColumn {
            table: name.clone(),
            from: old.name.clone(),
            to: new.name.clone(),
        });
        programs::put_back(lower, &off);
        let renamed = Column {
            name: new.name.clone(),
            comment: new.comment.clone(),
            span: new.span,
            ..old.clone()
        };
        if renamed == *new {
            return;
        }
        // What is on disk has the new name already when the rest is rebuilt.
        let mut on_disk = lower.before(name).as_deref().cloned().unwrap_or_else(|| after.clone());
        on_disk.rename_column(&old.name, &new.name);
        begin(lower, name, Arc::new(on_disk));
    } else if old.name != new.name
        && let Some(rebuild) = lower.rebuild(name)
    {
        rebuild.rename(&old.name, &new.name);
    }
    let unchanged = Column { comment: new.comment.clone(), name: new.name.clone(), ..old.clone() };
    if unchanged == *new && !lower.is_rebuilding(name) {
        return; // Only a comment, which lives in the simulated schema.
    }
    let source = change.using.map(|sql| lower.sql(sql));
    match source {
        Some(source) => fill(lower, name, &new.name, Some(source)),
        None => begin_or_join(lower, name),
    }
}

/// True when another table refers to the column.
fn is_referred(lower: &Lower<'_>, table: &Table, column: &Ident) -> bool {
    let key = table.primary_key().map_or(&[][..], |(_, columns)| columns);
    lower.catalog.referencing(&table.name).into_iter().any(|other| {
        let targets = |fk: &ForeignKey| match fk.target_columns.as_slice() {
            [] => key.contains(column),
            columns => columns.contains(column),
        };
        let refers = |fk: &ForeignKey| fk.table == table.name && targets(fk);
        other.name != table.name && other.foreign_keys().any(|(_, fk)| refers(fk))
    })
}

/// Starts a rebuild from a table that is not the one before the operation.
fn begin(lower: &mut Lower<'_>, name: &ObjName, on_disk: Arc<Table>) {
    if lower.rebuild(name).is_some() {
        lower.start_rebuild(on_disk);
        begin_or_join(lower, name);
    }
}

/// Sees to it that a rebuild of the table waits.
pub(super) fn begin_or_join(lower: &mut Lower<'_>, name: &ObjName) {
    lower.rebuild(name);
}

/// Says what fills a column in the rebuild: nothing means its default.
pub(super) fn fill(
    lower: &mut Lower<'_>,
    name: &ObjName,
    column: &Ident,
    source: Option<Fragment>,
) {
    if let Some(rebuild) = lower.rebuild(name)
        && let Some(source) = source
    {
        rebuild.fill(column, source);
    }
}

fn is_serial(ty: &Type) -> bool {
    matches!(ty.kind(), Some(Kind::Serial | Kind::BigSerial))
}

/// Reports that values cannot be told how to change their type.
pub(super) fn refuse_using(lower: &mut Lower<'_>) {
    let title = lower.env.dialect.title;
    lower.report.push(
        Diagnostic::error(E0401, format!("{title} cannot be told how values change their type"))
            .at(lower.origin.span)
            .help(
                "add a column of the new type, `update` it, drop the old one, rename the new one",
            ),
    );
}

pub(super) fn find<'t>(lower: &Lower<'_>, table: &'t Table, column: &Ident) -> Option<&'t Column> {
    table.column(column, |a, b| lower.env.same(a, b))
}

/// What is in `new` and not in `old`.
pub(super) fn added<T: PartialEq + Clone>(old: &[T], new: &[T]) -> Vec<T> {
    new.iter().filter(|item| !old.contains(item)).cloned().collect()
}

/// Lists what is on a column, for those who take it off and put it back.
pub(super) fn indexes_on<'t>(
    lower: &Lower<'_>,
    table: &'t Table,
    column: &Ident,
) -> Vec<&'t Index> {
    let dialect = lower.env.dialect.name;
    let mentions = |sql: &SqlExpr, column: &Ident| crate::sql::raw::mentions(sql, column, dialect);
    table.indexes.iter().filter(|index| index.uses(column, mentions)).collect()
}
