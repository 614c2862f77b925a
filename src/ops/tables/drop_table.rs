//! `drop_table`

use schemars::JsonSchema;
use serde::Deserialize;

use super::attach_partition::AttachPartition;
use super::create_table::CreateTable;
use super::partitions;
use crate::catalog::{Catalog, ConstraintKind, GrantOn, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0314, E0401};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::constraints::create_foreign_key::CreateForeignKey;
use crate::ops::other::{privileges, sequences};
use crate::ops::programs::readers;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Drops a table: `drop_table: account`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropTable {
    /// The table's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop the foreign keys and views that refer to it along with it; they are an error otherwise.
    #[serde(default)]
    pub cascade: bool,
}

impl DropTable {
    /// Drops this table.
    pub fn named(name: &ObjName, span: Span) -> Self {
        DropTable {
            name: Spanned::new(name.name.clone(), span),
            schema: name.schema.clone().into(),
            if_exists: false,
            cascade: false,
        }
    }
}

impl Operation for DropTable {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = cx.qualify(&self.schema, &self.name);
        if self.cascade && !cx.env.dialect.drop_cascade {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no DROP TABLE … CASCADE"))
                    .at(self.name.span)
                    .help("drop the foreign keys and views that refer to the table first"),
            );
        }
        if self.if_exists && cx.catalog.table(&name).is_none() {
            return Some(());
        }
        let table = cx.table(&self.schema, &self.name)?;
        let mut uses: Vec<(Span, String)> = Vec::new();
        for other in
            cx.catalog.referencing(&name).into_iter().filter(|other| other.name != table.name)
        {
            let key = cx.catalog.key(&name);
            for (constraint, _) in
                other.foreign_keys().filter(|(_, fk)| cx.catalog.key(&fk.table) == key)
            {
                let text = format!("`{}` refers to it with this foreign key", other.name.shown());
                uses.push((constraint.span, text));
            }
        }
        if self.cascade {
            for other in cx
                .catalog
                .referencing(&name)
                .into_iter()
                .map(|t| t.name.clone())
                .collect::<Vec<_>>()
            {
                cx.catalog.change_table(&other, |table| {
                    table.constraints.retain(|c| !matches!(&c.kind, crate::catalog::ConstraintKind::ForeignKey(fk) if fk.table == name));
                });
            }
        } else if !uses.is_empty() {
            let mut diagnostic = Diagnostic::error(
                E0314,
                format!("the table `{}` is still referred to", name.shown()),
            )
            .at(self.name.span);
            for (span, text) in uses {
                diagnostic = diagnostic.also(span, text);
            }
            let help = match cx.env.dialect.drop_cascade {
                true => "drop those first, or write `cascade: true`",
                false => "drop those first",
            };
            return cx.fail(diagnostic.help(help));
        }
        let views = readers::views(cx.catalog, &name);
        if !self.cascade {
            let what = format!("the table `{}`", name.shown());
            readers::refuse(cx, &what, self.name.span, &views)?;
        }
        let mut along = cx.catalog.triggers_on(&name);
        along.extend(views);
        let along = cx.catalog.with_readers(along);
        readers::remove(cx, &along);
        for partition in partitions::of(cx.catalog, &table) {
            let drop = DropTable {
                cascade: self.cascade,
                ..DropTable::named(&partition.name, self.name.span)
            };
            drop.apply(cx)?;
        }
        let gone = cx.gone(None);
        cx.catalog.remove_table(&name, gone);
        sequences::go_with(cx, &name, None, self.cascade, self.name.span)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        let Some(table) = before.table(&name) else { return Inverse::nothing() };
        if !table.complete {
            return Inverse::impossible(format!(
                "the columns of `{}` are not all known, so it cannot be made again",
                name.shown()
            ));
        }
        if clustered_beside_key(table) {
            return Inverse::impossible(format!(
                "SQL made `{}` with a clustered index and a key that is not clustered, which no operation says",
                name.shown()
            ));
        }
        let mut ops = restore(before, table, env, self.name.span);
        for other in before
            .referencing(&name)
            .into_iter()
            .filter(|other| self.cascade && other.name != table.name)
        {
            let keys = other.foreign_keys().filter(|(_, fk)| fk.table == name);
            ops.extend(keys.map(|(c, fk)| CreateForeignKey::of(other, c, fk).into()));
        }
        let mut along = before.triggers_on(&name);
        along.extend(readers::views(before, &name).into_iter().filter(|_| self.cascade));
        ops.extend(readers::make_again(before, &before.with_readers(along)));
        Inverse::Ops(ops)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        programs::drop_readers(lower, &name);
        lower.push(stmt::DropTable { name, if_exists: self.if_exists, cascade: self.cascade });
    }
}

/// True for a table whose primary key is not the clustered index, as it is by default
/// (<https://learn.microsoft.com/sql/relational-databases/tables/create-primary-keys>).
fn clustered_beside_key(table: &Table) -> bool {
    let clusters = |method: &str| method.starts_with("CLUSTERED");
    let mut methods = table.indexes.iter().filter_map(|index| index.method.as_deref());
    methods.any(clusters)
        && table.constraints.iter().any(|c| matches!(c.kind, ConstraintKind::PrimaryKey(_)))
}

/// What brings back a table that was dropped, with the sequences, partitions and grants
/// that went with it.
fn restore(before: &Catalog, table: &Table, env: &Env, span: Span) -> Vec<Op> {
    let (mut ops, owned) =
        sequences::restore(before, &sequences::owned(before, &table.name, None, env));
    ops.push(CreateTable::of(table).into());
    ops.extend(owned);
    ops.extend(privileges::restore(before, GrantOn::Table, &table.name, span));
    for partition in partitions::of(before, table) {
        ops.extend(restore(before, &partition, env, span));
    }
    ops.extend(AttachPartition::of(table, span).map(Op::from));
    ops
}
