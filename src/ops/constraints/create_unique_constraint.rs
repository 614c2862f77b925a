//! `create_unique_constraint`

use schemars::JsonSchema;
use serde::Deserialize;

use super::add;
use crate::catalog::{Catalog, ConstraintKind};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::indexes::create_index::around_foreign_keys;
use crate::ops::shape::constraint::{Initially, names};
use crate::ops::shape::{KeyDef, SchemaRef};
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Adds a unique constraint: no two rows may agree in these columns.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUniqueConstraint {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Its columns, in order.
    pub columns: Vec<Spanned<Ident>>,
    /// DEFERRABLE: the check may wait for the end of the transaction. PostgreSQL, SQLite (foreign
    /// keys) and Oracle.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// When a deferrable constraint is checked: `immediate` (after each statement) or `deferred`
    /// (at the end of the transaction).
    #[serde(default)]
    pub initially: Option<Initially>,
    /// Nulls count as equal, so that there is at most one. PostgreSQL from 15.
    #[serde(default)]
    pub nulls_not_distinct: bool,
}

impl CreateUniqueConstraint {
    fn def(&self) -> KeyDef {
        KeyDef {
            name: self.name.clone(),
            columns: self.columns.clone(),
            nulls_not_distinct: self.nulls_not_distinct,
            deferrable: self.deferrable,
            initially: self.initially,
        }
    }

    fn kind(&self) -> ConstraintKind {
        let columns = names(&self.columns);
        ConstraintKind::Unique { columns, nulls_not_distinct: self.nulls_not_distinct }
    }
}

impl Operation for CreateUniqueConstraint {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.columns(&table, &self.columns)?;
        let constraint = self.def().unique(cx, &table.name)?;
        add::apply(cx, &table, constraint)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let like = add::like(self.kind(), &self.table);
        let table = before.table(&env.qualify(self.schema.get(), &self.table));
        match add::invert(&self.table, &self.schema, self.name.as_ref(), like) {
            Inverse::Ops(mut ops) if ops.len() == 1 => {
                around_foreign_keys(ops.remove(0), table, &names(&self.columns), env)
            }
            other => other,
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        add::lower(lower, &self.table, &self.schema);
    }
}
