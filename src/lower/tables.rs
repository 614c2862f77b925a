//! Whole tables.

use super::{Lower, comments, enums, indexes};
use crate::catalog::{ConstraintKind, ObjectKind, Table};
use crate::sql::types::{EnumType, Type};
use crate::stmt;

/// The enum types that a table's columns brought into being.
pub fn create_enums(lower: &mut Lower<'_>, table: &Table) {
    for column in &table.columns {
        create_enum_of(lower, &column.ty);
    }
}

/// The enum type that a column brought into being.
pub fn create_enum_of(lower: &mut Lower<'_>, ty: &Type) {
    match ty {
        Type::Array(element) => create_enum_of(lower, element),
        Type::Enum(EnumType { name: Some(name), values }) => {
            let made = lower.catalog.object_before(ObjectKind::Enum, name).is_none();
            let open = lower.output.statements.iter().any(|lowered| {
                matches!(&lowered.stmt, stmt::Stmt::CreateEnum(e) if e.name == *name)
                    && lowered.origin == lower.origin
            });
            if made && !open {
                enums::create(lower, name, values);
            }
        }
        _ => {}
    }
}

/// CREATE TABLE with what belongs to the table but stands outside it.
pub fn create(lower: &mut Lower<'_>, table: &Table, if_not_exists: bool) {
    let statement = create_statement(lower, table, if_not_exists);
    lower.push(statement);
    for index in &table.indexes {
        indexes::create(lower, table, index, false, if_not_exists);
    }
    comments::of_table(lower, table);
}

/// CREATE TABLE alone.
pub(super) fn create_statement(
    lower: &Lower<'_>,
    table: &Table,
    if_not_exists: bool,
) -> stmt::CreateTable {
    let columns: Vec<_> =
        table.columns.iter().map(|column| lower.column_spec(table, column)).collect();
    let key_at_column = columns.iter().any(|column| column.row_id_key.is_some());
    let constraints = table
        .constraints
        .iter()
        .filter(|c| !(key_at_column && matches!(c.kind, ConstraintKind::PrimaryKey(_))))
        .map(|constraint| lower.constraint_spec(constraint))
        .collect();
    stmt::CreateTable {
        name: table.name.clone(),
        if_not_exists,
        before: table.options.before.clone(),
        columns,
        constraints,
        after: table.options.after.clone(),
    }
}
