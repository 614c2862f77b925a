//! `create_primary_key`

use schemars::JsonSchema;
use serde::Deserialize;

use super::add;
use crate::catalog::{Catalog, ConstraintKind};
use crate::env::Env;
use crate::lower::{Lower, constraints};
use crate::ops::columns::alter_column::AlterColumn;
use crate::ops::indexes::create_index::around_foreign_keys;
use crate::ops::shape::constraint::{Initially, names};
use crate::ops::shape::{KeyDef, SchemaRef};
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Gives a table its primary key.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreatePrimaryKey {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The columns of the key, in order.
    pub columns: Vec<Spanned<Ident>>,
    /// DEFERRABLE: the check may wait for the end of the transaction. PostgreSQL, SQLite (foreign
    /// keys) and Oracle.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// When a deferrable constraint is checked: `immediate` (after each statement) or `deferred`
    /// (at the end of the transaction).
    #[serde(default)]
    pub initially: Option<Initially>,
}

impl CreatePrimaryKey {
    fn def(&self) -> KeyDef {
        KeyDef {
            name: self.name.clone(),
            columns: self.columns.clone(),
            nulls_not_distinct: false,
            deferrable: self.deferrable,
            initially: self.initially,
        }
    }

    fn kind(&self) -> ConstraintKind {
        let columns = names(&self.columns);
        ConstraintKind::PrimaryKey(columns)
    }
}

impl Operation for CreatePrimaryKey {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.columns(&table, &self.columns)?;
        let constraint = self.def().primary_key(cx, &table.name)?;
        let mut table = crate::catalog::Table::clone(&table);
        for column in &mut table.columns {
            column.nullable &= !self.columns.iter().any(|name| cx.env.same(name, &column.name));
        }
        add::apply(cx, &table, constraint)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let like = add::like(self.kind(), &self.table);
        let drop = add::invert(&self.table, &self.schema, self.name.as_ref(), like);
        let table = before.table(&env.qualify(self.schema.get(), &self.table));
        let drop = match drop {
            Inverse::Ops(mut ops) if ops.len() == 1 => {
                around_foreign_keys(ops.remove(0), table, &names(&self.columns), env)
            }
            other => other,
        };
        let (Inverse::Ops(mut ops), Some(table)) = (drop.clone(), table) else { return drop };
        for name in &self.columns {
            if table.column(name, |a, b| env.same(a, b)).is_some_and(|column| column.nullable) {
                let back = AlterColumn::none(self.table.clone(), self.schema.clone(), name.clone());
                ops.push(AlterColumn { nullable: Some(true), ..back }.into());
            }
        }
        Inverse::Ops(ops)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        constraints::require_not_null(lower, &name);
        add::lower(lower, &self.table, &self.schema);
    }
}
