//! Enums: types of their own, or checks at the columns that have them.

use std::sync::Arc;

use super::{Lower, columns};
use crate::catalog::Table;
use crate::dialect::Enums;
use crate::sql::ObjName;
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
    for before in touched(lower) {
        let Some(after) = lower.after(&before.name) else { continue };
        columns::replace_enum_value(lower, &before, &after, name, from, to);
    }
}

/// Brings every table that has the enum in line with its new form.
fn follow(lower: &mut Lower<'_>) {
    for before in touched(lower) {
        let Some(after) = lower.after(&before.name) else { continue };
        columns::follow_enum(lower, &before, &after);
    }
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
