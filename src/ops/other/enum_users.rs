//! The columns that have an enum for a type, and what must change in them when it does.

use crate::catalog::{Catalog, Column, ConstraintKind, Table};
use crate::dialect::Enums;
use crate::ops::Apply;
use crate::ops::shape::column::enum_check;
use crate::sql::types::{EnumType, Type};
use crate::sql::value::Value;
use crate::sql::{Ident, ObjName};

/// The tables with a column of this enum, sorted by name.
pub fn tables(cx: &Apply<'_>, name: &ObjName) -> Vec<ObjName> {
    known(cx.catalog, name).into_iter().map(|table| table.name).collect()
}

/// The same tables themselves.
pub fn known(catalog: &Catalog, name: &ObjName) -> Vec<Table> {
    let uses = |table: &Table| columns(table, name).next().is_some();
    let found = catalog.tables_speaking_of(&name.name).into_iter();
    found.filter(|table| uses(table)).map(|table| Table::clone(table)).collect()
}

/// The columns of a table that have this enum, or arrays of it; also those whose type says
/// so in the dialect's own words.
pub fn columns<'t>(table: &'t Table, name: &ObjName) -> impl Iterator<Item = &'t Column> {
    let is = move |column: &&Column| match &column.ty {
        Type::Native(text) => is_named_so(text, name),
        ty => enum_of(ty).is_some_and(|e| e.name.as_ref() == Some(name)),
    };
    table.columns.iter().filter(is)
}

/// True for a type that is spelled as this name, or as arrays of it.
fn is_named_so(text: &str, name: &ObjName) -> bool {
    let text = text.trim_end_matches(['[', ']', ' ']);
    let own = text.rsplit('.').next().unwrap_or(text);
    match own.strip_prefix('"').and_then(|own| own.strip_suffix('"')) {
        Some(quoted) => quoted == name.name.as_str(),
        None => own.eq_ignore_ascii_case(name.name.as_str()),
    }
}

/// Puts the new form of an enum into every column that has it, and into the
/// checks that stand for it.
pub fn follow(cx: &mut Apply<'_>, old: &ObjName, new: &EnumType) {
    follow_value(cx, old, new, None);
}

/// The same where a value got another name, old and new: defaults follow it.
pub fn follow_value(
    cx: &mut Apply<'_>,
    old: &ObjName,
    new: &EnumType,
    renamed: Option<(&str, &str)>,
) {
    for table in tables(cx, old) {
        let Some(table) = cx.catalog.table(&table).cloned() else { continue };
        let mut table = Table::clone(&table);
        for column in &mut table.columns {
            if let Some(e) = enum_of_mut(&mut column.ty)
                && e.name.as_ref() == Some(old)
            {
                *e = new.clone();
                if let (Some((from, to)), Some(default)) = (renamed, &mut column.default) {
                    rename_in(default, from, to);
                }
            }
        }
        if cx.env.dialect.enums == Enums::Check {
            rewrite_checks(cx, &mut table, old, new);
        }
        cx.catalog.put_table(table);
    }
}

/// Gives a value of a default its new name.
fn rename_in(default: &mut Value, from: &str, to: &str) {
    match default {
        Value::Scalar { text, plain } if text == from => {
            *text = to.to_owned();
            *plain = false;
        }
        Value::List(items) => items.iter_mut().for_each(|item| rename_in(item, from, to)),
        _ => {}
    }
}

fn rewrite_checks(cx: &Apply<'_>, table: &mut Table, old: &ObjName, new: &EnumType) {
    for constraint in &mut table.constraints {
        let ConstraintKind::Check(check) = &mut constraint.kind else { continue };
        let column = check.enum_column.as_ref();
        let column = column.and_then(|name| table.columns.iter().find(|c| c.name == *name));
        let Some(column) = column.filter(|c| enum_of(&c.ty) == Some(new)) else { continue };
        if let Some(fresh) = enum_check(cx, column) {
            *check = fresh;
        }
        if let (Some(name), Some(new)) = (&constraint.name, &new.name)
            && let Some(rest) = name.as_str().strip_prefix(old.name.as_str())
        {
            constraint.name = Some(Ident::new(format!("{}{rest}", new.name.as_str())));
        }
    }
}

fn enum_of(ty: &Type) -> Option<&EnumType> {
    match ty {
        Type::Enum(e) => Some(e),
        Type::Array(element) => enum_of(element),
        _ => None,
    }
}

fn enum_of_mut(ty: &mut Type) -> Option<&mut EnumType> {
    match ty {
        Type::Enum(e) => Some(e),
        Type::Array(element) => enum_of_mut(element),
        _ => None,
    }
}
