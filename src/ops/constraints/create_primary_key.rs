//! `create_primary_key`

use serde::Deserialize;

use super::add;
use crate::catalog::{Catalog, ConstraintKind};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::constraint::{Initially, names};
use crate::ops::shape::{KeyDef, SchemaRef};
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Adds a primary key; its columns become NOT NULL.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreatePrimaryKey {
    /// Its name.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// Its schema.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Its columns.
    pub columns: Vec<Spanned<Ident>>,
    /// DEFERRABLE.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// INITIALLY.
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

    fn invert(&self, _: &Catalog, env: &Env) -> Inverse {
        let like = add::like(self.kind(), env, &self.table);
        add::invert(&self.table, &self.schema, self.name.as_ref(), like)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        add::lower(lower, &self.table, &self.schema);
    }
}
