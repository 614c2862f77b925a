//! Columns of tables that exist.

use std::sync::Arc;

use super::{
    Lower, casts, comments, constraints, enums, indexes, modify, programs, redefine, restate,
    sequences, tables,
};
use crate::catalog::{Column, Constraint, ConstraintKind, Index, IndexTarget, Object, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::dialect::{AlterColumn, Autoincrement, ColumnList, Defaults, Enums};
use crate::sql::types::{Kind, Type};
use crate::sql::value::{SqlExpr, Value};
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
    said: Said,
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

    pub(super) fn said(&self) -> Said {
        self.said
    }
}

/// Adds a column with its constraints, indexes and comment; with a value for the
/// rows that are there and NOT NULL, in three steps.
pub fn add(
    lower: &mut Lower<'_>,
    name: &ObjName,
    column: &Ident,
    backfill: Option<&Value>,
    if_not_exists: bool,
) {
    let (Some(before), Some(after)) = (lower.before(name), lower.after(name)) else { return };
    let Some(new) = find(lower, &after, column).cloned() else { return };
    if find(lower, &before, column).is_some() {
        return; // It is there already, and the compiler knows that it is.
    }
    if if_not_exists && !before.complete && !lower.env.dialect.if_exists_in_alter {
        return lower.without_if_exists(Some(&before), "ALTER TABLE");
    }
    let constraints = added(&before.constraints, &after.constraints);
    let mut indexes = added(&before.indexes, &after.indexes);
    tables::create_enum_of(lower, &new.ty);
    match lower.env.dialect.alter_columns_of_table {
        ColumnList::Native => {
            let keys = add_native(lower, &after, &new, backfill, if_not_exists);
            let rest = constraints.iter().filter(|constraint| !keys.0.contains(constraint));
            rest.for_each(|constraint| constraints::add(lower, &after, constraint));
            indexes.retain(|index| !keys.1.contains(index));
        }
        ColumnList::SimpleOnly { .. } => {
            let last = after.columns.last().is_some_and(|column| column.name == new.name);
            let simple = last && is_simple(&new, &constraints, backfill);
            if lower.is_rebuilding(name) || !simple {
                let source = backfill.map(|value| lower.literal(value, &new.ty));
                if let Some(rebuild) = lower.rebuild(name) {
                    rebuild.forget(&new.name);
                }
                fill(lower, name, &new.name, source);
                return;
            }
            let inline =
                constraints.iter().map(|constraint| lower.constraint_spec(constraint)).collect();
            let column = lower.column_spec(&after, &new);
            lower.push(stmt::AddColumn {
                table: name.clone(),
                column,
                if_not_exists: false,
                inline,
                keys: Vec::new(),
                place: None,
            });
            if let Some(value) = backfill {
                update(lower, &after, &new, value);
            }
        }
    }
    indexes.iter().for_each(|index| indexes::create(lower, &after, index, false, false));
    comments::on_column(lower, name, &new, false);
}

fn add_native(
    lower: &mut Lower<'_>,
    table: &Table,
    new: &Column,
    backfill: Option<&Value>,
    if_not_exists: bool,
) -> (Vec<Constraint>, Vec<Index>) {
    let three_steps = backfill.is_some() && !new.nullable;
    let first = Column { nullable: new.nullable || three_steps, ..new.clone() };
    let column = lower.column_spec(table, &first);
    let name = table.name.clone();
    let if_not_exists = if_not_exists && lower.env.dialect.if_exists_in_alter;
    let needed = numbering_keys(lower, table, new);
    lower.push(stmt::AddColumn {
        table: name,
        column,
        if_not_exists,
        inline: needed.0.iter().map(|constraint| lower.constraint_spec(constraint)).collect(),
        keys: needed.1.iter().map(|i| indexes::statement(lower, table, i, false, false)).collect(),
        place: place(lower, table, new),
    });
    let start = new.identity.as_ref().and_then(|identity| identity.sequence.start);
    if let (Autoincrement::Word, Some(start)) = (lower.env.dialect.autoincrement, start) {
        number_from(lower, &table.name, &new.name, start);
    }
    if let Some(value) = backfill {
        update(lower, table, new, value);
    }
    if three_steps {
        set_nullable(lower, table, new);
    }
    needed
}

/// Where a column goes that is not the last of its table.
fn place(lower: &Lower<'_>, table: &Table, column: &Column) -> Option<stmt::Place> {
    let at = table.columns.iter().position(|c| c.name == column.name)?;
    if !lower.env.dialect.column_places || at + 1 == table.columns.len() {
        return None;
    }
    match at.checked_sub(1).and_then(|before| table.columns.get(before)) {
        Some(before) => Some(stmt::Place::After(before.name.clone())),
        None => Some(stmt::Place::First),
    }
}

/// The keys that must come with a column that numbers itself, where one must begin with it.
pub(super) fn numbering_keys(
    lower: &Lower<'_>,
    table: &Table,
    column: &Column,
) -> (Vec<Constraint>, Vec<Index>) {
    if column.identity.is_none() || lower.env.dialect.autoincrement != Autoincrement::Word {
        return (Vec::new(), Vec::new());
    }
    let first = |columns: &[Ident]| columns.first() == Some(&column.name);
    let keys: Vec<Constraint> = table
        .constraints
        .iter()
        .filter(|c| match &c.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => {
                first(columns)
            }
            _ => false,
        })
        .cloned()
        .collect();
    let begins = |index: &&Index| match index.parts.first().map(|part| &part.target) {
        Some(IndexTarget::Column(name)) => name == &column.name,
        _ => false,
    };
    let indexes = match keys.is_empty() {
        true => table.indexes.iter().filter(begins).take(1).cloned().collect(),
        false => Vec::new(),
    };
    (keys, indexes)
}

/// The next number of a table that numbers its rows.
pub(super) fn number_from(lower: &mut Lower<'_>, table: &ObjName, column: &Ident, start: i64) {
    lower.push(stmt::RestartIdentity {
        start,
        increment: 1,
        table: table.clone(),
        column: column.clone(),
        table_literal: lower.name_literal(table),
        column_literal: lower.ident_literal(column),
    });
}

/// Fills a column of the rows that are there.
fn update(lower: &mut Lower<'_>, table: &Table, column: &Column, value: &Value) {
    let value = lower.literal(value, &column.ty);
    let condition = column
        .default
        .is_none()
        .then(|| Fragment::new(format!("{} IS NULL", lower.env.dialect.quoted(&column.name))));
    lower.push(stmt::Update {
        table: table.name.clone(),
        set: vec![(column.name.clone(), value)],
        condition,
        expect: None,
    });
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

/// True for a column that ADD COLUMN takes where it takes only simple ones
/// (<https://www.sqlite.org/lang_altertable.html#altertabaddcol>).
fn is_simple(column: &Column, constraints: &[Constraint], backfill: Option<&Value>) -> bool {
    let literal = !matches!(column.default, Some(Value::Sql(_)));
    let filled = column.default.is_some() && column.default != Some(Value::Null);
    let refers = constraints.iter().any(|c| matches!(c.kind, ConstraintKind::ForeignKey(_)));
    let inline = constraints.iter().all(|c| match &c.kind {
        ConstraintKind::ForeignKey(_) => !filled,
        ConstraintKind::Check(_) => true,
        _ => false,
    });
    let stored = column.computed.as_ref().is_some_and(|computed| computed.stored);
    let not_null = !column.nullable && (!filled || backfill.is_some());
    literal && inline && !stored && !not_null && column.identity.is_none() && !(refers && filled)
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
fn fill(lower: &mut Lower<'_>, name: &ObjName, column: &Ident, source: Option<Fragment>) {
    if let Some(rebuild) = lower.rebuild(name)
        && let Some(source) = source
    {
        rebuild.fill(column, source);
    }
}

/// Brings the columns of an enum and the checks that stand for it in line with
/// the enum's new form.
pub fn follow_enum(lower: &mut Lower<'_>, before: &Table, after: &Table) {
    if lower.env.dialect.alter_column == AlterColumn::Rebuild {
        begin_or_join(lower, &after.name);
        return;
    }
    drop_checks(lower, before, after);
    for (old, new) in before.columns.iter().zip(&after.columns) {
        // A column that gets shorter must have no index or key on it meanwhile.
        let shrinks = longest(&old.ty) > longest(&new.ty)
            && lower.env.dialect.alter_column == AlterColumn::Restate;
        if shrinks {
            let said = Said { ty: true, ..Said::default() };
            let pair = Pair { table: after, old: Some(old), new, said };
            restate::alter(lower, before, &pair, None);
        } else if lower.ty(&old.ty) != lower.ty(&new.ty) {
            state_type(lower, after, new);
        }
    }
    add_checks(lower, before, after);
}

/// The same when a value of the enum gets another name: the rows follow.
pub fn replace_enum_value(
    lower: &mut Lower<'_>,
    before: &Table,
    after: &Table,
    name: &ObjName,
    from: &str,
    to: &str,
) {
    let uses =
        |column: &&Column| matches!(&column.ty, Type::Enum(e) if e.name.as_ref() == Some(name));
    let columns: Vec<Column> = after.columns.iter().filter(uses).cloned().collect();
    if lower.env.dialect.alter_column == AlterColumn::Rebuild {
        for column in &columns {
            let source = enums::swap_expression(lower, &column.name, from, to);
            fill(lower, &after.name, &column.name, Some(source));
        }
        return;
    }
    if lower.env.dialect.enums == Enums::Inline {
        return replace_inline_value(lower, after, &columns, (from, to));
    }
    drop_checks(lower, before, after);
    for column in &columns {
        let Some(old) = before.columns.iter().find(|c| c.name == column.name) else { continue };
        let (new_default, other_type) =
            (old.default != column.default, lower.ty(&old.ty) != lower.ty(&column.ty));
        let grows = other_type && longest(&old.ty) < longest(&column.ty);
        if new_default && lower.env.dialect.alter_column != AlterColumn::Modify {
            drop_default(lower, before, old);
        }
        if grows {
            state_type(lower, after, column);
        }
        swap_value(lower, after, column, from, to);
        if other_type && !grows {
            state_type(lower, after, column); // The longer value is gone by now.
        }
        if new_default {
            set_default(lower, after, column);
        }
    }
    add_checks(lower, before, after);
}

/// Moves every column of an enum, or of arrays of it, over to the enum that has its name
/// now; `users` are the tables and their columns. What speaks of such a column in an
/// expression of its own, and foreign keys between them, are taken off first: each names
/// the type that it was made with.
pub(super) fn move_to_enum(lower: &mut Lower<'_>, users: &[(Table, Vec<Column>)]) {
    let mut bound: Vec<Arc<Object>> = Vec::new();
    for (table, columns) in users {
        for column in columns {
            bound.extend(programs::bound_to(lower, &table.name, &column.name));
        }
    }
    let bound = lower.catalog.with_readers(bound);
    programs::take_off(lower, &bound);
    let hanging: Vec<_> =
        users.iter().map(|(table, columns)| on_columns(lower, table, columns)).collect();
    for ((table, _), (constraints, indexes)) in users.iter().zip(&hanging) {
        for constraint in constraints {
            constraints::drop(lower, &table.name, None, Some(constraint), false, false);
        }
        for index in indexes {
            indexes::drop(lower, Some(table.name.clone()), None, &index.name, false, false);
        }
    }
    // A partition's columns move with those of its table.
    for (table, columns) in users.iter().filter(|(table, _)| table.partition.is_none()) {
        columns.iter().for_each(|column| move_column(lower, table, column));
    }
    for ((table, _), (constraints, indexes)) in users.iter().zip(&hanging) {
        for index in indexes {
            indexes::create(lower, table, index, false, false);
        }
        for constraint in constraints {
            constraints::add(lower, table, constraint);
        }
    }
    programs::put_back(lower, &bound);
}

fn move_column(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    if column.default.is_some() {
        drop_default(lower, table, column);
    }
    let (ty, text) = (lower.ty(&column.ty), Type::Portable(Kind::Text, Vec::new()));
    let station = match &column.ty {
        Type::Array(_) => Type::Array(Box::new(text)),
        Type::Native(ty) if ty.trim_end().ends_with(']') => Type::Array(Box::new(text)),
        _ => text,
    };
    let name = lower.env.dialect.quoted(&column.name);
    let using = Fragment::new(format!("{name}::{}::{ty}", lower.ty(&station)));
    lower.push(stmt::AlterColumnType {
        table: table.name.clone(),
        column: column.name.clone(),
        ty,
        collation: None,
        using: Some(using),
    });
    set_default(lower, table, column);
}

/// The constraints and indexes of a table whose expressions speak of these columns, and
/// its foreign keys over them.
fn on_columns(
    lower: &Lower<'_>,
    table: &Table,
    columns: &[Column],
) -> (Vec<Constraint>, Vec<Index>) {
    let dialect = lower.env.dialect.name;
    let speaks = |sql: &SqlExpr| {
        columns.iter().any(|column| crate::sql::raw::mentions(sql, &column.name, dialect))
    };
    let constraints = table.constraints.iter().filter(|constraint| match &constraint.kind {
        ConstraintKind::Check(check) => speaks(&check.sql),
        ConstraintKind::ForeignKey(fk) => {
            fk.columns.iter().any(|name| columns.iter().any(|column| column.name == *name))
        }
        ConstraintKind::Exclusion(exclusion) => exclusion
            .condition
            .iter()
            .chain(exclusion.elements.iter().filter_map(|e| e.sql.as_ref()))
            .any(speaks),
        ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique { .. } => false,
    });
    let indexes = table.indexes.iter().filter(|index| {
        let expressions = index.parts.iter().filter_map(|part| match &part.target {
            IndexTarget::Expression(sql) => Some(sql),
            IndexTarget::Column(_) => None,
        });
        expressions.chain(&index.condition).any(speaks)
    });
    (constraints.cloned().collect(), indexes.cloned().collect())
}

fn is_serial(ty: &Type) -> bool {
    matches!(ty.kind(), Some(Kind::Serial | Kind::BigSerial))
}

/// The statement that gives a column its type again.
fn state_type(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    match lower.env.dialect.alter_column {
        AlterColumn::Redefine => redefine::statement(lower, table, column),
        AlterColumn::Modify => modify::retype(lower, table, column),
        _ => restate::statement(lower, table, column),
    }
}

/// A value of an inline enum gets another name: both names are there while the rows change.
fn replace_inline_value(
    lower: &mut Lower<'_>,
    table: &Table,
    columns: &[Column],
    (from, to): (&str, &str),
) {
    for column in columns {
        let Type::Enum(e) = &column.ty else { continue };
        let mut both = e.clone();
        let at = both.values.iter().position(|value| value == to).unwrap_or(both.values.len());
        both.values.insert(at, from.to_owned());
        let between = Column { ty: Type::Enum(both), ..column.clone() };
        state_type(lower, table, &between);
        swap_value(lower, table, column, from, to);
        state_type(lower, table, column);
    }
}

/// UPDATE of the rows that have a value.
fn swap_value(lower: &mut Lower<'_>, table: &Table, column: &Column, from: &str, to: &str) {
    let dialect = lower.env.dialect;
    let condition = format!("{} = {}", dialect.quoted(&column.name), dialect.quoted_text(from));
    lower.push(stmt::Update {
        table: table.name.clone(),
        set: vec![(column.name.clone(), Fragment::new(dialect.quoted_text(to)))],
        condition: Some(Fragment::new(condition)),
        expect: None,
    });
}

fn longest(ty: &Type) -> u32 {
    match ty {
        Type::Enum(e) => e.longest(),
        _ => 0,
    }
}

fn drop_checks(lower: &mut Lower<'_>, before: &Table, after: &Table) {
    for constraint in added(&after.constraints, &before.constraints) {
        constraints::drop(lower, &before.name, None, Some(&constraint), false, false);
    }
}

fn add_checks(lower: &mut Lower<'_>, before: &Table, after: &Table) {
    for constraint in added(&before.constraints, &after.constraints) {
        constraints::add(lower, after, &constraint);
    }
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

fn find<'t>(lower: &Lower<'_>, table: &'t Table, column: &Ident) -> Option<&'t Column> {
    table.column(column, |a, b| lower.env.same(a, b))
}

/// What is in `new` and not in `old`.
fn added<T: PartialEq + Clone>(old: &[T], new: &[T]) -> Vec<T> {
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
