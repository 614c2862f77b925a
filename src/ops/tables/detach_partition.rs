//! `detach_partition`

use schemars::JsonSchema;
use serde::Deserialize;

use super::attach_partition::AttachPartition;
use super::partitions;
use crate::catalog::{Catalog, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0303, E0401, E0406};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Makes a partition a table of its own again. PostgreSQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DetachPartition {
    /// The partitioned table.
    pub table: Spanned<Ident>,
    /// The schema of both tables.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The partition.
    pub partition: Spanned<Ident>,
    /// Its bounds, for the way back of what no revision has attached.
    #[serde(default)]
    pub for_values: Option<Spanned<String>>,
    /// Do it beside readers and writers, outside the transaction. PostgreSQL from 14.
    #[serde(default)]
    pub concurrently: bool,
}

impl DetachPartition {
    fn names(&self, env: &Env) -> (ObjName, ObjName) {
        let name = |ident| env.qualify(self.schema.get(), ident);
        (name(&self.table), name(&self.partition))
    }

    /// Reports E0406 and E0401 where CONCURRENTLY does not go.
    fn check_concurrently(&self, cx: &mut Apply<'_>, parent: &Table) -> Option<()> {
        if !self.concurrently {
            return Some(());
        }
        let (title, version) = (cx.env.dialect.title, cx.env.version);
        let since = cx.env.dialect.objects.detach_concurrently_since;
        if since.is_none_or(|since| version < since) {
            let help = since.map(|since| {
                format!("it has since {since}; set `dialect_version` if that is what runs")
            });
            return cx.fail(
                Diagnostic::error(
                    E0406,
                    format!("{title} {version} has no DETACH PARTITION … CONCURRENTLY"),
                )
                .at(self.partition.span)
                .help_if(help),
            );
        }
        let fallback = partitions::of(cx.catalog, parent)
            .into_iter()
            .find(|other| other.partition.as_ref().is_some_and(|p| p.bounds == "DEFAULT"));
        let Some(fallback) = fallback else { return Some(()) };
        let message = format!(
            "`{}` has a default partition, so none is detached concurrently",
            parent.name.shown()
        );
        cx.fail(
            Diagnostic::error(E0401, message)
                .at(self.partition.span)
                .also(fallback.span, "the default partition")
                .help("leave `concurrently` out, or detach the default partition first"),
        )
    }
}

impl Operation for DetachPartition {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        partitions::check_dialect(cx, self.table.span)?;
        let parent = cx.table(&self.schema, &self.table)?;
        let child = cx.table(&self.schema, &self.partition)?;
        let key = cx.catalog.key(&parent.name);
        let is_partition =
            child.partition.as_ref().is_some_and(|place| cx.catalog.key(&place.parent) == key);
        if !is_partition && child.complete && parent.complete {
            let message = format!(
                "`{}` is no partition of `{}` at this point",
                child.name.shown(),
                parent.name.shown()
            );
            let diagnostic = Diagnostic::error(E0303, message)
                .at(self.partition.span)
                .also(child.span, "made here");
            return cx.fail(diagnostic);
        }
        self.check_concurrently(cx, &parent)?;
        cx.catalog.change_table(&child.name, |table| table.partition = None);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let (table, partition) = self.names(env);
        let known =
            before.table(&partition).and_then(|t| AttachPartition::of(t, self.partition.span));
        let attach = known.or_else(|| {
            Some(AttachPartition {
                table: self.table.clone(),
                schema: self.schema.clone(),
                partition: self.partition.clone(),
                for_values: Some(self.for_values.clone()?),
                concurrently: false,
            })
        });
        match attach {
            Some(attach) => Inverse::one(attach),
            None => Inverse::Impossible {
                why: format!(
                    "the bounds of `{}` in `{}` are not known",
                    partition.shown(),
                    table.shown()
                ),
                help: "add `for_values:` to the operation, which is for the way back alone"
                    .to_owned(),
            },
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        let (table, partition) = self.names(env);
        Touches { reads: vec![table], writes: vec![partition] }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let (table, partition) = self.names(lower.env);
        let statement = stmt::DetachPartition { table, partition, concurrently: self.concurrently };
        match self.concurrently {
            true => lower.push_outside(statement),
            false => lower.push(statement),
        }
    }
}
