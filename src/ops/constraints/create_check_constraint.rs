//! `create_check_constraint`

use schemars::JsonSchema;
use serde::Deserialize;

use super::add;
use super::create_foreign_key::check_not_valid;
use crate::catalog::{Catalog, Check, ConstraintKind};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::{CheckDef, SchemaRef};
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::value::SqlExpr;

/// Adds a condition that every row must meet.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateCheckConstraint {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The condition, or one by dialect: `age >= 0`.
    pub sql: SqlExpr,
    /// Do not check the rows that are there; `validate_constraint` does it later. PostgreSQL, SQL
    /// Server and Oracle.
    #[serde(default)]
    pub not_valid: bool,
}

impl Operation for CreateCheckConstraint {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        if self.not_valid {
            check_not_valid(cx, &self.table)?;
        }
        let def = CheckDef { name: self.name.clone(), sql: self.sql.clone(), column: None };
        let mut constraint = def.resolve(cx, &table.name)?;
        constraint.validated = !self.not_valid;
        add::apply(cx, &table, constraint)
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        let kind = ConstraintKind::Check(Check { sql: self.sql.clone(), enum_column: None });
        let like = add::like(kind, &self.table);
        add::invert(&self.table, &self.schema, self.name.as_ref(), like)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        add::lower(lower, &self.table, &self.schema);
    }
}
