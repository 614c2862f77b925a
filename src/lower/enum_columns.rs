//! The columns of an enum when the enum changes: their types, checks, defaults and rows.

use std::sync::Arc;

use super::columns::{Pair, Said, added, begin_or_join, drop_default, fill, set_default};
use super::{Lower, constraints, enums, indexes, modify, programs, redefine, restate};
use crate::catalog::{Column, Constraint, ConstraintKind, Index, IndexTarget, Object, Table};
use crate::dialect::{AlterColumn, Enums};
use crate::sql::ObjName;
use crate::sql::types::{Kind, Type};
use crate::sql::value::SqlExpr;
use crate::stmt::{self, Fragment};

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
pub fn move_to_enum(lower: &mut Lower<'_>, users: &[(Table, Vec<Column>)]) {
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
