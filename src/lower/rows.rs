//! Rows that are put into a table.

use super::Lower;
use crate::catalog::{Column, Table};
use crate::dialect::IdentityInsert;
use crate::sql::Ident;
use crate::sql::types::Type;
use crate::sql::value::Value;
use crate::stmt::{self, Fragment};

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
    let numbered = known.iter().flatten().find(|column| column.identity.is_some());
    let identity = numbered.and_then(|column| column.identity.as_ref());
    let always = identity.is_some_and(|identity| identity.always);
    let strategy = lower.env.dialect.identity_insert;
    let row_by_row = lower.env.dialect.row_by_row_until.is_some_and(|v| lower.env.version < v);
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
            overriding: strategy == IdentityInsert::Overriding && always,
            identity_switch: match strategy {
                IdentityInsert::Switch => identity.is_some(),
                IdentityInsert::FreeButZero => numbers_a_zero(&known, chunk),
                _ => false,
            },
            by_default_meanwhile: numbered
                .filter(|_| strategy == IdentityInsert::ByDefaultMeanwhile && always)
                .map(|column| column.name.clone()),
            row_by_row,
        });
    }
}

/// True where a row gives 0 to a column that numbers itself.
fn numbers_a_zero(columns: &[Option<&Column>], rows: &[Vec<Fragment>]) -> bool {
    let numbers = |column: &Option<&Column>| column.is_some_and(|c| c.identity.is_some());
    let Some(at) = columns.iter().position(numbers) else { return false };
    rows.iter().any(|row| row.get(at).is_some_and(|value| value.as_str() == "0"))
}
