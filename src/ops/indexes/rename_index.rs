//! `rename_index`

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::Catalog;
use crate::diag::codes::E0303;
use crate::diag::{Diagnostic, Part, suggest};
use crate::env::Env;
use crate::lower::{Lower, indexes};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches, part_of};
use crate::source::Spanned;
use crate::sql::Ident;

/// Gives an index another name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameIndex {
    /// Its table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The name that it has.
    pub from: Spanned<Ident>,
    /// The name that it gets.
    pub to: Spanned<Ident>,
}

impl Operation for RenameIndex {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.check_name(&self.to);
        let find = |name: &Ident| table.indexes.iter().find(|index| cx.env.same(&index.name, name));
        if let Some(first) = find(&self.to).filter(|_| !cx.env.same(&self.from, &self.to)) {
            let never_made = cx.catalog.is_opaque(&table.sibling(&self.from));
            if find(&self.from).is_none() && never_made && cx.report.is_doubtful() {
                return None; // What was to give it this name has failed.
            }
            return cx.exists("an index", self.to.as_str(), self.to.span, first.span);
        }
        let doubtful = |name: &Ident| cx.catalog.is_opaque(&table.sibling(name));
        if find(&self.from).is_none() && table.complete && !doubtful(&self.from) {
            let names = table.indexes.iter().map(|index| index.name.as_str());
            let near = suggest::did_you_mean(self.from.as_str(), names);
            let shown = table.name.shown();
            return cx.fail(
                Diagnostic::error(
                    E0303,
                    format!("the table `{shown}` has no index `{}`", self.from.as_str()),
                )
                .at(self.from.span)
                .missing(part_of(&table, Part::Index, &self.from))
                .help_if(near),
            );
        }
        cx.catalog.change_table(&table.name, |table| {
            let found = table.indexes.iter_mut().find(|index| cx.env.same(&index.name, &self.from));
            if let Some(index) = found {
                index.name = self.to.value.clone();
            }
        });
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(RenameIndex { from: self.to.clone(), to: self.from.clone(), ..self.clone() })
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let table = lower.env.qualify(self.schema.get(), &self.table);
        indexes::rename(lower, &table, &self.from, &self.to);
    }
}
