//! `drop_index`

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_index::CreateIndex;
use crate::catalog::{Catalog, Table};
use crate::diag::codes::E0303;
use crate::diag::{Diagnostic, Missing, Part, suggest};
use crate::env::Env;
use crate::lower::{Lower, indexes};
use crate::ops::keys;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches, part_of};
use crate::source::Spanned;
use crate::sql::{Ident, ObjName};

/// Drops an index: `drop_index: ix_a`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropIndex {
    /// The index.
    pub name: Spanned<Ident>,
    /// Its table; found by the index's name when left out.
    #[serde(default)]
    pub table: Option<Spanned<Ident>>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Drop it beside readers and writers, outside the transaction. PostgreSQL.
    #[serde(default)]
    pub concurrently: bool,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
}

impl DropIndex {
    /// Drops this index of a table.
    pub fn named(name: Spanned<Ident>, table: &ObjName) -> Self {
        let span = name.span;
        DropIndex {
            name,
            table: Some(Spanned::new(table.name.clone(), span)),
            schema: table.schema.clone().into(),
            concurrently: false,
            if_exists: false,
        }
    }

    fn owner(&self, catalog: &Catalog, env: &Env) -> Option<Arc<Table>> {
        let has = |table: &Arc<Table>| table.indexes.iter().any(|i| env.same(&i.name, &self.name));
        match &self.table {
            Some(table) => catalog.indexed(&env.qualify(self.schema.get(), table)).filter(has),
            None => catalog.owner_of_index(&env.qualify(self.schema.get(), &self.name)),
        }
    }
}

impl Operation for DropIndex {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = match &self.table {
            Some(table) => Some(cx.indexed(&self.schema, table)?),
            None => None,
        };
        if let Some(owner) = self.owner(cx.catalog, cx.env) {
            let mut new = Table::clone(&owner);
            new.indexes.retain(|index| !cx.env.same(&index.name, &self.name));
            keys::check_foreign_keys(cx, &owner, &new, self.name.span)?;
            keys::check_numbering(cx, &new, self.name.span)?;
            cx.catalog.change_indexed(&owner.name, |table| {
                table.indexes.retain(|index| !cx.env.same(&index.name, &self.name));
            });
            return Some(());
        }
        let full = cx.qualify(&self.schema, &self.name);
        let trusted = self.if_exists
            || table.as_ref().is_some_and(|table| !table.complete)
            || cx.catalog.is_opaque(&full)
            || cx.env.is_external(&full);
        if trusted {
            return Some(());
        }
        self.unknown(cx, table.as_deref())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let Some(table) = self.owner(before, env) else {
            return match self.if_exists {
                true => Inverse::nothing(),
                false => Inverse::impossible(format!(
                    "the definition of the index `{}` is not known",
                    self.name.as_str()
                )),
            };
        };
        let index = table.indexes.iter().find(|index| env.same(&index.name, &self.name));
        index.map_or_else(Inverse::nothing, |index| {
            let concurrently = self.concurrently;
            Inverse::one(CreateIndex { concurrently, ..CreateIndex::of(&table, index) })
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        let table = self.table.as_ref().unwrap_or(&self.name);
        Touches::writes(env.qualify(self.schema.get(), table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let named = self.table.as_ref().map(|table| lower.env.qualify(self.schema.get(), table));
        let owner = lower.owner_of_dropped_index(&lower.env.qualify(self.schema.get(), &self.name));
        let schema = lower.env.qualify(self.schema.get(), &self.name).schema;
        let table = named.as_ref().or(owner.as_ref());
        if self.if_exists && owner.is_none() && !lower.env.dialect.if_exists_index {
            let table = table.and_then(|table| lower.before(table));
            lower.without_if_exists(table.as_deref(), "DROP INDEX");
            return;
        }
        let if_exists = self.if_exists && lower.env.dialect.if_exists_index;
        indexes::drop(lower, named.or(owner), schema, &self.name, self.concurrently, if_exists);
    }
}

impl DropIndex {
    fn unknown(&self, cx: &mut Apply<'_>, table: Option<&Table>) -> Option<()> {
        let mut names: Vec<Ident> = match table {
            Some(table) => table.indexes.iter().map(|index| index.name.clone()).collect(),
            None => {
                cx.catalog.tables().flat_map(|t| t.indexes.iter().map(|i| i.name.clone())).collect()
            }
        };
        names.sort();
        let near = suggest::did_you_mean(self.name.as_str(), names.iter().map(Ident::as_str));
        let is_constraint = |table: &Table| {
            table
                .constraints
                .iter()
                .any(|c| c.name.as_ref().is_some_and(|n| cx.env.same(n, &self.name)))
        };
        let constraint = cx.catalog.tables().any(|table| is_constraint(table));
        let missing = match table {
            Some(table) => part_of(table, Part::Index, &self.name),
            None => {
                let full = cx.qualify(&self.schema, &self.name);
                let schema = full.schema.as_ref().map(Ident::as_str);
                Missing::named(Part::Index, schema, full.name.as_str())
            }
        };
        let message = match table {
            Some(table) => {
                format!("the table `{}` has no index `{}`", table.name.shown(), self.name.as_str())
            }
            None => format!("there is no index `{}` at this point", self.name.as_str()),
        };
        cx.fail(
            Diagnostic::error(E0303, message)
                .at(self.name.span)
                .missing(missing)
                .help_if(
                    constraint
                        .then(|| "a constraint has this name: use `drop_constraint`".to_owned()),
                )
                .help_if(near),
        )
    }
}
