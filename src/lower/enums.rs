//! Enums: types of their own, or checks at the columns that have them.

use std::sync::Arc;

use super::{Lower, constraints, enum_columns};
use crate::catalog::{Column, Constraint, ObjectKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::dialect::{AlterColumn, Enums};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

fn text(lower: &Lower<'_>, value: &str) -> Fragment {
    Fragment::new(lower.env.dialect.quoted_text(value))
}

fn are_types(lower: &Lower<'_>) -> bool {
    lower.env.dialect.enums == Enums::Type
}

/// CREATE TYPE … AS ENUM.
pub fn create(lower: &mut Lower<'_>, name: &ObjName, values: &[String]) {
    if are_types(lower) {
        let values = values.iter().map(|value| text(lower, value)).collect();
        lower.push(stmt::CreateEnum { name: name.clone(), values });
    }
}

/// DROP TYPE.
pub fn drop(lower: &mut Lower<'_>, name: &ObjName, if_exists: bool) {
    if are_types(lower) {
        lower.push(stmt::DropEnum { name: name.clone(), if_exists });
    }
}

/// ALTER TYPE … RENAME TO, or the checks that are named like the enum.
pub fn rename(lower: &mut Lower<'_>, from: &ObjName, to: &ObjName) {
    if are_types(lower) {
        lower.push(stmt::RenameEnum { from: from.clone(), to: to.name.clone() });
    } else {
        follow(lower);
    }
}

/// ALTER TYPE … ADD VALUE, or the checks with one value more.
pub fn add_value(
    lower: &mut Lower<'_>,
    name: &ObjName,
    value: &str,
    neighbour: Option<(bool, &str)>,
    if_not_exists: bool,
) {
    if !are_types(lower) {
        follow(lower);
        return;
    }
    let beside = |wanted: bool| {
        neighbour.filter(|(before, _)| *before == wanted).map(|(_, v)| text(lower, v))
    };
    let statement = stmt::AddEnumValue {
        name: name.clone(),
        value: text(lower, value),
        before: beside(true),
        after: beside(false),
        if_not_exists,
    };
    match lower.env.dialect.add_value_in_transaction {
        Some(since) if lower.env.version >= since => lower.push(statement),
        _ => lower.push_outside(statement),
    }
}

/// ALTER TYPE … RENAME VALUE; elsewhere the rows as well as the checks.
pub fn rename_value(lower: &mut Lower<'_>, name: &ObjName, from: &str, to: &str) {
    if are_types(lower) {
        let (from, to) = (text(lower, from), text(lower, to));
        lower.push(stmt::RenameEnumValue { name: name.clone(), from, to });
        return;
    }
    let keys = take_keys_off(lower);
    for before in touched(lower) {
        let Some(after) = lower.after(&before.name) else { continue };
        enum_columns::replace_enum_value(lower, &before, &after, name, from, to);
    }
    constraints::put_back(lower, &keys);
}

/// Takes off the foreign keys on columns that get another list of values, where they stand
/// against it.
fn take_keys_off(lower: &mut Lower<'_>) -> Vec<(ObjName, Constraint)> {
    if lower.env.dialect.alter_column != AlterColumn::Redefine {
        return Vec::new();
    }
    let mut keys = Vec::new();
    for before in touched(lower) {
        let Some(after) = lower.after(&before.name) else { continue };
        let changes = |name: &Ident| {
            let ty = |table: &Table| {
                table.columns.iter().find(|c| c.name == *name).map(|c| c.ty.clone())
            };
            ty(&before).map(|ty| lower.ty(&ty)) != ty(&after).map(|ty| lower.ty(&ty))
        };
        let on = before.foreign_keys().filter(|(_, fk)| fk.columns.iter().any(changes));
        keys.extend(on.map(|(constraint, _)| (before.name.clone(), constraint.clone())));
    }
    for (table, constraint) in &keys {
        constraints::drop_one(lower, table, constraint);
    }
    keys
}

/// A value less: the type is made anew and every column moved over to it; elsewhere the
/// columns are restated, or the checks. `users` are the tables as they are now, with their columns. Rows that
/// have the value make this fail.
pub fn remove_value(lower: &mut Lower<'_>, name: &ObjName, users: &[(Table, Vec<Column>)]) {
    if !are_types(lower) {
        follow(lower);
        return;
    }
    let Some(values) = lower.catalog.object(ObjectKind::Enum, name).map(|o| o.values.clone())
    else {
        return;
    };
    let old = old_name(lower, name);
    lower.push(stmt::RenameEnum { from: name.clone(), to: old.name.clone() });
    create(lower, name, &values);
    enum_columns::move_to_enum(lower, users);
    drop(lower, &old, false);
}

/// A name for a type that is about to go, which no other type has.
fn old_name(lower: &Lower<'_>, name: &ObjName) -> ObjName {
    let limit = lower.env.dialect.longest_name(lower.env.version);
    let too_long = |text: &str| limit.is_some_and(|limit| limit.measure(text) > limit.most());
    let numbered = (0u32..).map(|n| match n {
        0 => "__old".to_owned(),
        n => format!("__old{n}"),
    });
    let named = numbered.map(|end| {
        let mut text = name.name.as_str().to_owned();
        while too_long(&format!("{text}{end}")) && text.pop().is_some() {}
        ObjName::new(name.schema.clone(), Ident::new(text + &end))
    });
    let free = |name: &ObjName| {
        lower.catalog.object(ObjectKind::Enum, name).is_none()
            && lower.catalog.table(name).is_none()
    };
    named.take(1000).find(free).unwrap_or_else(|| name.clone())
}

/// Brings every table that has the enum in line with its new form.
fn follow(lower: &mut Lower<'_>) {
    let keys = take_keys_off(lower);
    for before in touched(lower) {
        let Some(after) = lower.after(&before.name) else { continue };
        if !refuse_foreign_keys(lower, &before, &after) {
            enum_columns::follow_enum(lower, &before, &after);
        }
    }
    constraints::put_back(lower, &keys);
}

/// Reports E0401 where a column gets another length that a foreign key binds to another
/// one of the same length: both would have to change at once.
fn refuse_foreign_keys(lower: &mut Lower<'_>, before: &Table, after: &Table) -> bool {
    if lower.env.dialect.alter_column != AlterColumn::Restate {
        return false;
    }
    let changes = |name: &Ident| {
        let ty =
            |table: &Table| table.columns.iter().find(|c| c.name == *name).map(|c| lower.ty(&c.ty));
        ty(before) != ty(after)
    };
    let bound = after.foreign_keys().find(|(_, fk)| fk.columns.iter().any(changes));
    let Some((constraint, _)) = bound else { return false };
    let title = lower.env.dialect.title;
    lower.report.push(
        Diagnostic::error(
            E0401,
            format!("{title} cannot change the length of columns that a foreign key binds"),
        )
        .at(lower.origin.span)
        .also(constraint.span, format!("in `{}`", after.name.shown()))
        .help("drop the foreign key before, and make it again after"),
    );
    true
}

fn touched(lower: &Lower<'_>) -> Vec<Arc<Table>> {
    let mut tables = lower.catalog.tables_touched();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    tables
}

/// `CASE column WHEN 'from' THEN 'to' ELSE column END`
pub(super) fn swap_expression(
    lower: &Lower<'_>,
    column: &crate::sql::Ident,
    from: &str,
    to: &str,
) -> Fragment {
    let name = lower.env.dialect.quoted(column);
    let (from, to) = (text(lower, from), text(lower, to));
    Fragment::new(format!("CASE {name} WHEN {from} THEN {to} ELSE {name} END"))
}
