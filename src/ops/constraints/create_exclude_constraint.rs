//! `create_exclude_constraint`

use schemars::JsonSchema;
use serde::Deserialize;

use super::add;
use crate::catalog::{Catalog, ConstraintKind, Exclusion};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::constraint::ExcludeElementDef;
use crate::ops::shape::{ExcludeDef, SchemaRef};
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::value::SqlExpr;

/// Adds an exclusion constraint: no two rows may match in all elements. PostgreSQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateExcludeConstraint {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The index method; `gist` as a rule.
    #[serde(default)]
    pub using: Option<String>,
    /// What is compared, and how: `[{column: period, with: "&&"}]`.
    pub elements: Vec<ExcludeElementDef>,
    /// Only rows that meet this condition are compared.
    #[serde(default, rename = "where")]
    pub condition: Option<SqlExpr>,
}

impl Operation for CreateExcludeConstraint {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        for column in self.elements.iter().filter_map(|element| element.column.as_ref()) {
            cx.column(&table, column)?;
        }
        let def = ExcludeDef {
            name: self.name.clone(),
            using: self.using.clone(),
            elements: self.elements.clone(),
            condition: self.condition.clone(),
        };
        let constraint = def.resolve(cx, &table.name)?;
        add::apply(cx, &table, constraint)
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        let elements = self.elements.iter().map(|element| crate::catalog::ExclusionElement {
            column: element.column.as_ref().map(|column| column.value.clone()),
            sql: element.sql.clone(),
            operator: element.with.clone(),
        });
        let kind = ConstraintKind::Exclusion(Exclusion {
            method: self.using.clone(),
            elements: elements.collect(),
            condition: self.condition.clone(),
        });
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
