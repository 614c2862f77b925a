//! `attach_partition`

use schemars::JsonSchema;
use serde::Deserialize;

use super::detach_partition::DetachPartition;
use super::partitions;
use crate::catalog::{Catalog, Constraint, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0107, E0110, E0304, E0401};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::constraints::drop_constraint::DropConstraint;
use crate::ops::indexes::drop_index::DropIndex;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// Makes a table a partition of another. PostgreSQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachPartition {
    /// The partitioned table.
    pub table: Spanned<Ident>,
    /// The schema of both tables.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The table that becomes a partition; it must have the same columns.
    pub partition: Spanned<Ident>,
    /// The bounds: `FROM ('2026-01-01') TO ('2027-01-01')`, `IN (…)`, `WITH (…)`, or `default` for
    /// the rest.
    #[serde(default)]
    pub for_values: Option<Spanned<String>>,
    /// Refused: PostgreSQL has no such statement. It is for `detach_partition`.
    #[serde(default)]
    pub concurrently: bool,
}

impl AttachPartition {
    /// Attaches a partition of the catalog again.
    pub fn of(table: &Table, span: Span) -> Option<Self> {
        let place = table.partition.as_ref()?;
        Some(AttachPartition {
            table: Spanned::new(place.parent.name.clone(), span),
            schema: place.parent.schema.clone().into(),
            partition: Spanned::new(table.name.name.clone(), span),
            for_values: Some(Spanned::new(place.bounds.clone(), span)),
            concurrently: false,
        })
    }

    fn names(&self, env: &Env) -> (ObjName, ObjName) {
        let name = |ident| env.qualify(self.schema.get(), ident);
        (name(&self.table), name(&self.partition))
    }

    /// The bounds. Reports E0107 where none are given.
    fn bounds(&self, cx: &mut Apply<'_>) -> Option<String> {
        match &self.for_values {
            Some(text) => {
                let source = crate::sql::value::internal_text(text.value.as_str());
                if crate::sql::raw::split(source.as_str(), cx.env.dialect.name)
                    .is_ok_and(|pieces| pieces.len() == 1)
                {
                    return Some(partitions::bounds(text));
                }
                cx.fail(
                    Diagnostic::error(E0110, "these are no bounds of a partition")
                        .at(text.span)
                        .help("write `FROM (…) TO (…)`, `IN (…)`, `WITH (…)` or `DEFAULT`"),
                )
            }
            None => cx.fail(
                Diagnostic::error(E0107, "the key `for_values` is missing")
                    .at(self.partition.span)
                    .help("write `FROM (…) TO (…)`, `IN (…)`, `WITH (…)` or `DEFAULT`"),
            ),
        }
    }

    fn check_free(
        &self,
        cx: &mut Apply<'_>,
        parent: &Table,
        child: &Table,
        bounds: &str,
    ) -> Option<()> {
        if let Some(place) = &child.partition {
            let shown = child.name.shown();
            let message = format!("`{shown}` is a partition of `{}` already", place.parent.shown());
            let diagnostic = Diagnostic::error(E0304, message)
                .at(self.partition.span)
                .also(child.span, "it was made here")
                .help("`detach_partition` it first");
            return cx.fail(diagnostic);
        }
        if cx.catalog.key(&parent.name) == cx.catalog.key(&child.name) {
            return cx.fail(
                Diagnostic::error(E0110, "a table cannot be a partition of itself")
                    .at(self.partition.span),
            );
        }
        let twin = partitions::of(cx.catalog, parent)
            .into_iter()
            .find(|other| other.partition.as_ref().is_some_and(|p| p.bounds == bounds));
        match twin {
            Some(twin) => {
                let message = format!(
                    "`{}` has a partition with these bounds already, `{}`",
                    parent.name.shown(),
                    twin.name.shown()
                );
                cx.fail(
                    Diagnostic::error(E0304, message)
                        .at(self.partition.span)
                        .also(twin.span, "it is here"),
                )
            }
            None => Some(()),
        }
    }
}

impl Operation for AttachPartition {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        partitions::check_dialect(cx, self.table.span)?;
        if self.concurrently {
            return cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{} has no ATTACH PARTITION … CONCURRENTLY", cx.env.dialect.title),
                )
                .at(self.partition.span)
                .help("leave `concurrently` out: readers and writers of the table go on meanwhile"),
            );
        }
        let bounds = self.bounds(cx)?;
        let parent = cx.table(&self.schema, &self.table)?;
        let child = cx.table(&self.schema, &self.partition)?;
        if parent.complete && !parent.is_partitioned() {
            let diagnostic = Diagnostic::error(
                E0110,
                format!("the table `{}` is not partitioned", parent.name.shown()),
            )
            .at(self.table.span)
            .also(parent.span, "it was made here")
            .help("make it with `options: {postgres: {partition_by: …}}`");
            return cx.fail(diagnostic);
        }
        self.check_free(cx, &parent, &child, &bounds)?;
        partitions::check_fits(cx, &parent, &child, self.partition.span)?;
        let new = partitions::attached(&parent, &child, bounds, cx.catalog);
        cx.catalog.put_table(new);
        Some(())
    }

    /// Detaches, and takes away the keys and indexes that came with the attachment.
    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let (table, partition) = self.names(env);
        let mut ops: Vec<Op> = vec![
            DetachPartition {
                table: self.table.clone(),
                schema: self.schema.clone(),
                partition: self.partition.clone(),
                for_values: None,
                concurrently: false,
            }
            .into(),
        ];
        let (Some(parent), Some(child)) = (before.table(&table), before.table(&partition)) else {
            return Inverse::Ops(ops);
        };
        let new = partitions::attached(parent, child, String::new(), before);
        let span = self.partition.span;
        let spanned = |name: &Ident| Spanned::new(name.clone(), span);
        let is_new = |c: &&Constraint| !child.constraints.contains(c);
        for name in new.constraints.iter().filter(is_new).filter_map(|c| c.name.as_ref()) {
            ops.push(DropConstraint::named(spanned(name), &partition).into());
        }
        for index in new.indexes.iter().filter(|index| !child.indexes.contains(index)) {
            ops.push(DropIndex::named(spanned(&index.name), &partition).into());
        }
        Inverse::Ops(ops)
    }

    fn touches(&self, env: &Env) -> Touches {
        let (table, partition) = self.names(env);
        Touches { reads: vec![table], writes: vec![partition] }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let (table, partition) = self.names(lower.env);
        let bounds = self.for_values.as_ref().map_or_else(String::new, |t| partitions::bounds(t));
        let bounds = Fragment::new(bounds);
        lower.push(stmt::AttachPartition { table, partition, bounds });
    }
}
