//! `validate_constraint`

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::stmt;

/// Checks the rows that were there before a constraint with `not_valid: true`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValidateConstraint {
    /// The constraint.
    pub name: Spanned<Ident>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
}

impl Operation for ValidateConstraint {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        let constraint = cx.constraint(&table, &self.name)?;
        if !cx.env.dialect.not_valid {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{title} has no constraints that are not valid yet"),
                )
                .at(self.name.span)
                .help("put it under `only:` for the dialects that have `not_valid`"),
            );
        }
        let Some(constraint) = constraint else { return Some(()) };
        cx.catalog.change_table(&table.name, |table| {
            table
                .constraints
                .iter_mut()
                .filter(|c| c.name == constraint.name)
                .for_each(|c| c.validated = true);
        });
        Some(())
    }

    /// A constraint that was checked may as well have been so before.
    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::nothing()
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let table = lower.env.qualify(self.schema.get(), &self.table);
        let name = self.name.value.clone();
        lower.push(stmt::ValidateConstraint { table, name });
    }
}
