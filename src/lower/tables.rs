//! Whole tables.

use super::{Lower, add_column, comments, enums, indexes};
use crate::catalog::{ConstraintKind, Index, ObjectKind, Table};
use crate::dialect::{Autoincrement, Comments};
use crate::sql::Ident;
use crate::sql::types::{EnumType, Type};
use crate::stmt::{self, Fragment};

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
    let there: Vec<Ident> = statement.keys.iter().map(|key| key.name.clone()).collect();
    lower.push(statement);
    for index in table.indexes.iter().filter(|index| !there.contains(&index.name)) {
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
    let all = if_not_exists && !lower.env.dialect.if_exists_index;
    let keys: Vec<Index> = match all {
        true => table.indexes.clone(),
        false => {
            let numbering = |c| add_column::numbering_keys(lower, table, c).1;
            table.columns.iter().flat_map(numbering).collect()
        }
    };
    let clause = lower.env.dialect.comments == Comments::Clause;
    let comment = table.comment.as_deref().filter(|_| clause);
    stmt::CreateTable {
        name: table.name.clone(),
        if_not_exists,
        before: table.options.before.clone(),
        columns,
        constraints,
        keys: keys.iter().map(|i| indexes::statement(lower, table, i, false, false)).collect(),
        after: with_start(lower, table),
        comment: comment.map(|text| Fragment::new(lower.env.dialect.quoted_text(text))),
    }
}

/// The clauses behind the table, with the first number where that is one of them.
fn with_start(lower: &Lower<'_>, table: &Table) -> Vec<String> {
    let mut after = table.options.after.clone();
    let start = table.columns.iter().find_map(|c| c.identity.as_ref()?.sequence.start);
    if let (Autoincrement::Word, Some(start)) = (lower.env.dialect.autoincrement, start)
        && !after.iter().any(|clause| clause.starts_with("AUTO_INCREMENT"))
        && start > 1
    {
        after.push(format!("AUTO_INCREMENT={start}"));
    }
    after
}
