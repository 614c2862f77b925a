//! Indexes.

use super::Lower;
use crate::catalog::{Index, IndexPart, IndexTarget, Table};
use crate::dialect::IndexNames;
use crate::env::Env;
use crate::source::Spanned;
use crate::sql::naming::Named;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// CREATE INDEX.
pub fn create(
    lower: &mut Lower<'_>,
    table: &Table,
    index: &Index,
    concurrently: bool,
    if_not_exists: bool,
) {
    let concurrently = concurrently && lower.env.dialect.concurrent_index;
    let statement = stmt::CreateIndex {
        name: index.name.clone(),
        table: table.name.clone(),
        parts: index.parts.iter().map(|part| part_text(lower, part)).collect(),
        unique: index.unique,
        condition: index.condition.as_ref().map(|sql| lower.sql(sql)),
        method: index.method.clone(),
        include: index.include.clone(),
        nulls_not_distinct: index.nulls_not_distinct,
        with: index.with.clone(),
        tablespace: index.tablespace.clone(),
        concurrently,
        if_not_exists,
    };
    match concurrently {
        true => lower.push_outside(statement),
        false => lower.push(statement),
    }
}

fn part_text(lower: &Lower<'_>, part: &IndexPart) -> Fragment {
    let mut text = match &part.target {
        IndexTarget::Column(column) => lower.env.dialect.quoted(column),
        IndexTarget::Expression(sql) => format!("({})", lower.sql(sql)),
    };
    if let Some(ops) = &part.ops {
        text = format!("{text} {ops}");
    }
    if part.descending {
        text.push_str(" DESC");
    }
    match part.nulls_first {
        Some(true) => text.push_str(" NULLS FIRST"),
        Some(false) => text.push_str(" NULLS LAST"),
        None => {}
    }
    Fragment::new(text)
}

/// DROP INDEX.
pub fn drop(
    lower: &mut Lower<'_>,
    table: Option<ObjName>,
    schema: Option<Ident>,
    name: &Ident,
    concurrently: bool,
    if_exists: bool,
) {
    let schema = table.as_ref().map_or(schema, |table| table.schema.clone());
    let table = match lower.env.dialect.index_names {
        IndexNames::PerSchema => None,
        IndexNames::PerTable => table,
    };
    let concurrently = concurrently && lower.env.dialect.concurrent_index;
    let name = ObjName::new(schema, name.clone());
    let statement = stmt::DropIndex { name, table, concurrently, if_exists };
    match concurrently {
        true => lower.push_outside(statement),
        false => lower.push(statement),
    }
}

/// ALTER INDEX … RENAME TO, or DROP and CREATE where there is none.
pub fn rename(lower: &mut Lower<'_>, table: &ObjName, from: &Ident, to: &Ident) {
    if !lower.env.dialect.rename_index {
        let Some(after) = lower.after(table) else { return };
        let Some(index) = after.indexes.iter().find(|index| lower.env.same(&index.name, to)) else {
            return;
        };
        drop(lower, Some(table.clone()), None, from, false, false);
        create(lower, &after, index, false, false);
        return;
    }
    let from = ObjName::new(table.schema.clone(), from.clone());
    lower.push(stmt::RenameIndex { table: table.clone(), from, to: to.clone() });
}

/// The name that an index gets: given, by the convention, or from its columns.
pub fn name_of<T: AsRef<IndexPart>>(
    given: Option<&Ident>,
    parts: &[Spanned<T>],
    table: &ObjName,
    env: &Env,
) -> Option<Ident> {
    let columns: Option<Vec<Ident>> = parts
        .iter()
        .map(|part| match &part.value.as_ref().target {
            IndexTarget::Column(column) => Some(column.clone()),
            IndexTarget::Expression(_) => None,
        })
        .collect();
    let known = columns.clone().unwrap_or_default();
    let thing = Named {
        kind: "ix",
        schema: env.own_schema(table),
        table: &table.name,
        columns: &known,
        referred: None,
        name: given,
    };
    env.naming.name(thing, env.dialect.longest_name(env.version)).or_else(|| {
        let columns = columns?;
        let columns: Vec<&str> = columns.iter().map(Ident::as_str).collect();
        Some(Ident::new(format!("ix_{}_{}", table.name.as_str(), columns.join("_"))))
    })
}
