//! `rename_constraint`

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::{Lower, constraints};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Gives a constraint another name. It is dropped and made anew where the dialect cannot rename it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameConstraint {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The name that it has.
    pub from: Spanned<Ident>,
    /// The name that it gets.
    pub to: Spanned<Ident>,
}

impl Operation for RenameConstraint {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.check_name(&self.to);
        let taken = table.constraints.iter().find(|c| {
            c.name.as_ref().is_some_and(|n| cx.env.same(n, &self.to))
                && !cx.env.same(&self.from, &self.to)
        });
        if let Some(first) = taken {
            let never_made = cx.catalog.is_opaque(&table.sibling(&self.from));
            if never_made && cx.report.is_doubtful() {
                return None; // What was to give it this name has failed.
            }
            return cx.exists("a constraint", self.to.as_str(), self.to.span, first.span);
        }
        let Some(found) = cx.constraint(&table, &self.from)? else { return Some(()) };
        cx.catalog.change_table(&table.name, |table| {
            if let Some(constraint) = table.constraints.iter_mut().find(|c| **c == found) {
                constraint.name = Some(self.to.value.clone());
                constraint.named = true;
            }
        });
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(RenameConstraint {
            from: self.to.clone(),
            to: self.from.clone(),
            ..self.clone()
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let table = lower.env.qualify(self.schema.get(), &self.table);
        constraints::rename(lower, &table, &self.from, &self.to);
    }
}
