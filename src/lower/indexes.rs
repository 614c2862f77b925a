//! Indexes.

use super::Lower;
use crate::catalog::{Index, IndexPart, IndexTarget, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0407;
use crate::dialect::{IndexMethods, IndexNames};
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
    let statement = statement(lower, table, index, concurrently, if_not_exists);
    match statement.concurrently {
        true => lower.push_outside(statement),
        false => lower.push(statement),
    }
}

/// The statement alone.
pub(super) fn statement(
    lower: &Lower<'_>,
    table: &Table,
    index: &Index,
    concurrently: bool,
    if_not_exists: bool,
) -> stmt::CreateIndex {
    let concurrently = concurrently && lower.env.dialect.concurrent_index;
    let (word, method) = method(lower, index);
    stmt::CreateIndex {
        name: index.name.clone(),
        table: table.name.clone(),
        parts: index.parts.iter().map(|part| part_text(lower, part)).collect(),
        unique: index.unique,
        condition: index.condition.as_ref().map(|sql| lower.sql(sql)),
        method,
        word,
        include: index.include.clone(),
        nulls_not_distinct: index.nulls_not_distinct,
        with: index.with.clone(),
        tablespace: index.tablespace.clone(),
        concurrently,
        if_not_exists: if_not_exists && lower.env.dialect.if_exists_index,
    }
}

/// The word before INDEX, or the method behind USING.
fn method(lower: &Lower<'_>, index: &Index) -> (Option<String>, Option<String>) {
    let Some(method) = &index.method else { return (None, None) };
    match lower.env.dialect.index_methods {
        IndexMethods::These(_) if method.eq_ignore_ascii_case("fulltext") => {
            (Some("FULLTEXT".to_owned()), None)
        }
        IndexMethods::These(_) if method.eq_ignore_ascii_case("spatial") => {
            (Some("SPATIAL".to_owned()), None)
        }
        IndexMethods::These(_) => (None, Some(method.to_ascii_uppercase())),
        IndexMethods::Any => (None, Some(method.clone())),
        // Only the user's own SQL makes one: CLUSTERED, BITMAP.
        IndexMethods::None => (Some(method.to_ascii_uppercase()), None),
    }
}

fn part_text(lower: &Lower<'_>, part: &IndexPart) -> Fragment {
    let mut text = match &part.target {
        IndexTarget::Column(column) => lower.env.dialect.quoted(column),
        IndexTarget::Expression(sql) => format!("({})", lower.sql(sql)),
    };
    if let Some(length) = part.length {
        text = format!("{text}({length})");
    }
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
    if table.is_none() && lower.env.dialect.index_names == IndexNames::PerTable {
        return no_table(lower, name);
    }
    let concurrently = concurrently && lower.env.dialect.concurrent_index;
    let name = ObjName::new(schema, name.clone());
    let statement = stmt::DropIndex { name, table, concurrently, if_exists };
    match concurrently {
        true => lower.push_outside(statement),
        false => lower.push(statement),
    }
}

/// Reports E0407 for an index of a table that nobody named.
fn no_table(lower: &mut Lower<'_>, index: &Ident) {
    if lower.report.is_doubtful() {
        return; // It may be unknown because what makes it is wrong.
    }
    let title = lower.env.dialect.title;
    lower.report.push(
        Diagnostic::error(
            E0407,
            format!("{title} must be told the table of the index `{}`", index.as_str()),
        )
        .at(lower.origin.span)
        .help("add `table:`"),
    );
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
