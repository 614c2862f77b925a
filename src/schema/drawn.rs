//! A catalog as the pictures want it: tables with their columns, and who refers to whom.

use std::sync::Arc;

use super::Schema;
use crate::catalog::{ForeignKey, Table};
use crate::draw::schema::{Column, Diagram, Link, Table as Drawn};
use crate::env::Env;
use crate::sql::types::{EnumType, Type};
use crate::sql::{Ident, ObjName};

/// The schema's tables. Partitions are parts of their tables and are left out; tables that others
/// own are there where somebody refers to them.
pub fn diagram(schema: &Schema, env: &Env) -> Diagram {
    let catalog = &schema.catalog;
    let mut tables: Vec<&Arc<Table>> = catalog.tables().filter(|t| t.partition.is_none()).collect();
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    let place = |name: &ObjName| {
        let key = catalog.key(name);
        tables.iter().position(|table| catalog.key(&table.name) == key)
    };
    let mut links = Vec::new();
    for (from, table) in tables.iter().enumerate() {
        for (constraint, fk) in table.foreign_keys() {
            let Some(to) = place(&fk.table) else { continue };
            let target = tables.get(to).map(|t| target(t, fk, env)).unwrap_or_default();
            let columns = columns(table, &fk.columns, env);
            let nullable = |at: &usize| table.columns.get(*at).is_some_and(|c| c.nullable);
            links.push(Link {
                from,
                optional: columns.iter().any(nullable),
                single: table.is_key(&fk.columns, |a, b| env.same(a, b)),
                columns,
                to,
                target,
                name: constraint.name.as_ref().map(|name| name.as_str().to_owned()),
            });
        }
    }
    let drawn = |table: &&Arc<Table>| Drawn {
        name: shown(&table.name, env),
        comment: table.comment.clone(),
        columns: table.columns.iter().map(|c| column(table, c, env)).collect(),
    };
    let at = if schema.at.is_empty() { "base".to_owned() } else { schema.at.join(", ") };
    Diagram {
        title: format!("The schema at {at}"),
        tables: tables.iter().map(drawn).collect(),
        links,
    }
}

/// A name without the configured schema.
fn shown(name: &ObjName, env: &Env) -> String {
    ObjName::new(env.own_schema(name).cloned(), name.name.clone()).shown()
}

fn columns(table: &Table, names: &[Ident], env: &Env) -> Vec<usize> {
    let place = |name: &Ident| table.columns.iter().position(|c| env.same(&c.name, name));
    names.iter().filter_map(place).collect()
}

/// The columns that a foreign key refers to.
fn target(table: &Table, fk: &ForeignKey, env: &Env) -> Vec<usize> {
    match (fk.target_columns.as_slice(), table.primary_key()) {
        ([], Some((_, key))) => columns(table, key, env),
        (named, _) => columns(table, named, env),
    }
}

fn column(table: &Table, column: &crate::catalog::Column, env: &Env) -> Column {
    let name = std::slice::from_ref(&column.name);
    let primary = table.primary_key().is_some_and(|(_, key)| key.contains(&column.name));
    let foreign = table.foreign_keys().any(|(_, fk)| fk.columns.contains(&column.name));
    let alone = table.primary_key().is_some_and(|(_, key)| key == name);
    Column {
        name: column.name.as_str().to_owned(),
        ty: ty(&column.ty),
        primary,
        foreign,
        unique: !alone && table.is_key(name, |a, b| env.same(a, b)),
        nullable: column.nullable,
        comment: column.comment.clone(),
    }
}

fn ty(ty: &Type) -> String {
    match ty {
        Type::Enum(EnumType { name: Some(name), .. }) => name.name.as_str().to_owned(),
        Type::Array(element) => format!("{}[]", self::ty(element)),
        other => other.shown().replace(", ", ","),
    }
}
