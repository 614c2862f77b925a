//! `delete`

use schemars::JsonSchema;
use serde::Deserialize;

use super::expect_rows::ExpectRows;
use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::sql_names;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Deletes rows. The derived downgrade does not bring them back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delete {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Which rows: an SQL condition, such as `state IS NULL`, or one by dialect. All rows when left
    /// out.
    #[serde(default, rename = "where")]
    pub condition: Option<SqlExpr>,
    /// How many rows it must touch: a number, or `{min: 1, max: 10}`. The script stops if the
    /// server counts otherwise.
    #[serde(default)]
    pub expect_rows: Option<ExpectRows>,
}

impl Delete {
    /// Deletes all rows of a table.
    pub fn all(table: &ObjName, span: Span) -> Self {
        let schema = table.schema.clone().into();
        let table = Spanned::new(table.name.clone(), span);
        Delete { table, schema, condition: None, expect_rows: None }
    }
}

impl Operation for Delete {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        match &self.condition {
            Some(condition) => {
                cx.pick_expression(condition, self.table.span)?;
                sql_names::check_expression(cx, &table, condition);
                Some(())
            }
            None => Some(()),
        }
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::impossible(format!(
            "the rows that were deleted from `{}` are not known",
            self.table.as_str()
        ))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let table = lower.env.qualify(self.schema.get(), &self.table);
        let condition = self.condition.as_ref().map(|sql| lower.sql(sql));
        let expect = self.expect_rows.map(|rows| rows.lower(lower, "DELETE FROM", &table.shown()));
        lower.push(stmt::Delete { table, condition, expect });
    }
}
