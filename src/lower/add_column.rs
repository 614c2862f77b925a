//! A new column of a table that exists, with what it brings along.

use super::columns::{added, fill, find, set_nullable};
use super::{Lower, comments, constraints, indexes, tables};
use crate::catalog::{Column, Constraint, ConstraintKind, Index, IndexTarget, Table};
use crate::dialect::{Autoincrement, ColumnList};
use crate::sql::value::Value;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

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
