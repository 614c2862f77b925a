//! Rows that are put into a table.

use super::Lower;
use crate::catalog::Table;
use crate::dialect::IdentityInsert;
use crate::sql::Ident;
use crate::sql::types::Type;
use crate::sql::value::Value;
use crate::stmt;

/// INSERT … VALUES, as many statements as the dialect's limit on rows wants.
pub fn insert<'v>(
    lower: &mut Lower<'_>,
    table: &Table,
    columns: &[Ident],
    rows: impl Iterator<Item = impl Iterator<Item = &'v Value>>,
) {
    let unknown = Type::Native(String::new());
    let known: Vec<_> =
        columns.iter().map(|name| table.column(name, |a, b| lower.env.same(a, b))).collect();
    let identity = known.iter().flatten().find_map(|column| column.identity.as_ref());
    let strategy = lower.env.dialect.identity_insert;
    let rows: Vec<Vec<_>> = rows
        .map(|row| {
            let types = known.iter().map(|column| column.map_or(&unknown, |c| &c.ty));
            types.zip(row).map(|(ty, value)| lower.literal(value, ty)).collect()
        })
        .collect();
    for chunk in rows.chunks(lower.env.dialect.insert_rows) {
        lower.push(stmt::Insert {
            table: table.name.clone(),
            columns: columns.to_vec(),
            rows: chunk.to_vec(),
            overriding: strategy == IdentityInsert::Overriding
                && identity.is_some_and(|i| i.always),
            identity_switch: strategy == IdentityInsert::Switch && identity.is_some(),
        });
    }
}
