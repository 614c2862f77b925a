//! `rename_table`

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::{Catalog, ConstraintKind, Table};
use crate::dialect::AutomaticNames;
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::other::sequences;
use crate::ops::programs::follow;
use crate::ops::shape::SchemaRef;
use crate::ops::tables::partitions;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Gives a table another name; what refers to it follows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameTable {
    /// The name that it has.
    pub from: Spanned<Ident>,
    /// The name that it gets.
    pub to: Spanned<Ident>,
    /// The schema of the table, which stays.
    #[serde(default)]
    pub schema: SchemaRef,
}

impl Operation for RenameTable {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.from)?;
        let (from, to) = (table.name.clone(), table.sibling(&self.to));
        cx.check_name(&self.to);
        if cx.catalog.key(&from) != cx.catalog.key(&to)
            && let Some(first) = cx.standing(&to)
        {
            if table.columns.is_empty() && cx.is_in_doubt(&table) {
                return None; // What was to give it this name has failed.
            }
            let first = first.span;
            return cx.exists("a table", &to.shown(), self.to.span, first);
        }
        if let Some(first) = cx.catalog.view(&to).map(|view| view.span) {
            return cx.exists("a view", &to.shown(), self.to.span, first);
        }
        rename(cx, &table, &to);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(RenameTable {
            from: self.to.clone(),
            to: self.from.clone(),
            schema: self.schema.clone(),
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        let name = |ident| env.qualify(self.schema.get(), ident);
        Touches { reads: Vec::new(), writes: vec![name(&self.from), name(&self.to)] }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let from = lower.env.qualify(self.schema.get(), &self.from);
        let to = ObjName::new(from.schema.clone(), self.to.value.clone());
        let held = programs::holding_name(lower, &to, None);
        programs::take_off(lower, &held);
        lower.push(stmt::RenameTable { from, to: to.name });
        programs::put_back(lower, &held);
        programs::follow_names(lower, &held);
    }
}

/// Moves a table to its new name, and with it the foreign keys and triggers that speak of it.
pub fn rename(cx: &mut Apply<'_>, table: &Table, to: &ObjName) {
    let from = table.name.clone();
    let follow = |table: &mut Table| {
        for constraint in &mut table.constraints {
            if let ConstraintKind::ForeignKey(fk) = &mut constraint.kind
                && fk.table == from
            {
                fk.table = to.clone();
            }
        }
    };
    let others: Vec<ObjName> =
        cx.catalog.referencing(&from).into_iter().map(|t| t.name.clone()).collect();
    for other in others.iter().filter(|other| **other != from) {
        cx.catalog.change_table(other, follow);
    }
    let mut renamed = table.clone();
    renamed.name = to.clone();
    // What the server chose after the old name is what must be said from now on.
    renamed.constraints.iter_mut().for_each(|c| c.named |= c.name.is_some());
    follow(&mut renamed);
    if let AutomaticNames::Numbered { checks_by_table } = cx.env.dialect.automatic_names {
        renamed.rename_counted(&from.name, checks_by_table);
    }
    let gone = cx.gone(Some(to.clone()));
    cx.catalog.remove_table(&from, gone);
    for partition in partitions::of(cx.catalog, table) {
        cx.catalog.change_table(&partition.name, |table| {
            if let Some(place) = &mut table.partition {
                place.parent = to.clone();
            }
        });
    }
    cx.catalog.put_table(renamed);
    sequences::follow_table(cx, &from, to);
    follow::renamed(cx, &from, to);
}
