//! `add_column`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_column::DropColumn;
use crate::catalog::{Catalog, Column, Constraint, Index, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0110;
use crate::dialect::AlterColumn;
use crate::env::Env;
use crate::lower::{Lower, add_column};
use crate::ops::constraints::reference;
use crate::ops::keys;
use crate::ops::shape::{ColumnDef, SchemaRef};
use crate::ops::sql_names;
use crate::ops::tables::create_table::push_constraint;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::value::Value;

/// Adds a column, with the constraints and the index that are written at it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddColumn {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The new column.
    pub column: ColumnDef,
    /// Do nothing where one of this name exists; that is an error otherwise.
    #[serde(default)]
    pub if_not_exists: bool,
    /// What the rows that are there get: a literal, or `{sql: …}`. With `nullable: false` the
    /// column is added nullable, filled, then made NOT NULL.
    #[serde(default)]
    pub backfill: Option<Spanned<Value>>,
    /// The columns in the order of the table that it comes back to; from the simulated schema.
    #[serde(skip)]
    pub order: Vec<Ident>,
    /// The constraints that come back with it; from the simulated schema.
    #[serde(skip)]
    pub constraints: Vec<Constraint>,
    /// The indexes that come back with it; from the simulated schema.
    #[serde(skip)]
    pub indexes: Vec<Index>,
}

impl AddColumn {
    /// Puts a column of the catalog back in its old place.
    pub fn of(table: &Table, column: &Column) -> Self {
        AddColumn {
            table: Spanned::new(table.name.name.clone(), column.span),
            schema: table.name.schema.clone().into(),
            column: ColumnDef::of(column),
            if_not_exists: false,
            backfill: None,
            order: table.column_names(),
            constraints: Vec::new(),
            indexes: Vec::new(),
        }
    }

    /// Where the column goes: last, or by the columns that stood before it where a
    /// rebuild can place it.
    fn position(&self, table: &Table, places: bool) -> usize {
        let order = if places { self.order.as_slice() } else { &[] };
        let Some(own) = order.iter().position(|name| *name == self.column.name.value) else {
            return table.columns.len();
        };
        let before = order.get(..own).unwrap_or_default();
        table
            .columns
            .iter()
            .rposition(|column| before.contains(&column.name))
            .map_or(0, |last| last + 1)
    }
}

impl Operation for AddColumn {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        let name = &self.column.name;
        if let Some(first) = table.column(name, |a, b| cx.env.same(a, b)) {
            if self.if_not_exists {
                return Some(());
            }
            if cx.is_in_doubt(&table) || cx.doubts(&table, name) {
                return None;
            }
            return cx.exists("a column", name.as_str(), name.span, first.span);
        }
        let resolved = self.column.resolve(cx, &table.name)?;
        if let Some(backfill) = &self.backfill {
            cx.check_column_value(&backfill.value, &resolved.column, backfill.span)?;
            if resolved.column.computed.is_some() || resolved.column.identity.is_some() {
                return cx.fail(
                    Diagnostic::error(
                        E0110,
                        "a column that makes its own values cannot be backfilled",
                    )
                    .at(backfill.span),
                );
            }
        }
        let mut table = Table::clone(&table);
        table.doubtful.retain(|doubtful| !cx.env.same(doubtful, name));
        let dialect = cx.env.dialect;
        let places = dialect.alter_column == AlterColumn::Rebuild || dialect.column_places;
        let position = self.position(&table, places);
        let column = resolved.column.clone();
        table.columns.insert(position.min(table.columns.len()), resolved.column);
        sql_names::check_column(cx, &table, &column);
        for constraint in resolved.constraints.into_iter().chain(self.constraints.iter().cloned()) {
            push_constraint(cx, &mut table, constraint)?;
        }
        for (constraint, fk) in
            table.foreign_keys().filter(|(_, fk)| fk.columns == [name.value.clone()])
        {
            reference::check(cx, &table, fk, constraint.span)?;
        }
        for index in resolved.indexes.into_iter().chain(self.indexes.iter().cloned()) {
            crate::ops::indexes::create_index::check(cx, &table, &index)?;
            table.indexes.push(index);
        }
        keys::check_numbering(cx, &table, name.span)?;
        cx.catalog.put_table(table);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        let exists = before
            .table(&name)
            .is_some_and(|t| t.column(&self.column.name, |a, b| env.same(a, b)).is_some());
        if exists {
            return Inverse::nothing();
        }
        let drop =
            DropColumn::short(self.table.clone(), self.schema.clone(), self.column.name.clone());
        Inverse::Ops(vec![Op::from(drop)])
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let backfill = self.backfill.as_ref().map(|value| &value.value);
        add_column::add(lower, &name, &self.column.name, backfill, self.if_not_exists);
    }
}
