//! `create_index`

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_index::DropIndex;
use crate::catalog::{Catalog, Constraint, ForeignKey, Index, IndexTarget, Table};
use crate::dialect::{ForeignKeys, IndexNames};
use crate::env::Env;
use crate::lower::{Lower, indexes};
use crate::ops::constraints::add;
use crate::ops::constraints::create_foreign_key::CreateForeignKey;
use crate::ops::shape::{IndexDef, IndexPartDef, SchemaRef};
use crate::ops::sql_names;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::value::SqlExpr;

/// Makes an index.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateIndex {
    /// Its name; the naming convention's, or `ix_<table>_<columns>`, when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// What is indexed, in order: a column, `{sql: lower(email)}`, or `{column: x, order: desc,
    /// nulls: last}`.
    pub columns: Vec<Spanned<IndexPartDef>>,
    /// No two rows may agree.
    #[serde(default)]
    pub unique: bool,
    /// Index only the rows that meet this condition: a partial index. PostgreSQL, SQLite and SQL
    /// Server.
    #[serde(default, rename = "where")]
    pub condition: Option<SqlExpr>,
    /// The index method: `gin`, `gist`, `hash` …; `fulltext` and `spatial` on MySQL and MariaDB.
    #[serde(default)]
    pub using: Option<String>,
    /// Columns that the index carries along without being ordered by them. PostgreSQL and SQL
    /// Server.
    #[serde(default)]
    pub include: Vec<Spanned<Ident>>,
    /// Build it beside readers and writers, outside the transaction. PostgreSQL, and what the other
    /// dialects have for it.
    #[serde(default)]
    pub concurrently: bool,
    /// Do nothing where one of this name exists; that is an error otherwise.
    #[serde(default)]
    pub if_not_exists: bool,
    /// Nulls count as equal, so that there is at most one. PostgreSQL from 15.
    #[serde(default)]
    pub nulls_not_distinct: bool,
    /// Storage parameters: `{fillfactor: 70}`. PostgreSQL.
    #[serde(default)]
    pub with: IndexMap<String, String>,
    /// The tablespace. PostgreSQL and Oracle.
    #[serde(default)]
    pub tablespace: Option<Ident>,
    /// True for an index that was there, so that the server took it, whoever made it.
    #[serde(skip)]
    pub was_there: bool,
}

impl CreateIndex {
    /// Makes an index of the catalog again.
    pub fn of(table: &Table, index: &Index) -> Self {
        let def = IndexDef::of(index);
        CreateIndex {
            name: def.name,
            table: Spanned::new(table.name.name.clone(), index.span),
            schema: table.name.schema.clone().into(),
            columns: def.columns,
            unique: def.unique,
            condition: def.condition,
            using: def.using,
            include: def.include,
            concurrently: false,
            if_not_exists: false,
            nulls_not_distinct: def.nulls_not_distinct,
            with: def.with,
            tablespace: def.tablespace,
            was_there: true,
        }
    }

    fn def(&self) -> IndexDef {
        IndexDef {
            name: self.name.clone(),
            columns: self.columns.clone(),
            unique: self.unique,
            condition: self.condition.clone(),
            using: self.using.clone(),
            include: self.include.clone(),
            nulls_not_distinct: self.nulls_not_distinct,
            with: self.with.clone(),
            tablespace: self.tablespace.clone(),
            was_there: self.was_there,
        }
    }
}

/// Checks that an index can be added to a table that has its columns: its parts can be indexed,
/// its name is free.
pub fn check(cx: &mut Apply<'_>, table: &Table, index: &Index) -> Option<()> {
    sql_names::check_index(cx, table, index);
    crate::ops::keys::check_index(cx, table, index)?;
    crate::ops::keyable::check_index(cx, table, index)?;
    let full = table.sibling(&index.name);
    let owner = match cx.env.dialect.index_names {
        IndexNames::PerSchema => cx.catalog.owner_of_index(&full),
        IndexNames::PerTable => cx.catalog.table(&table.name).cloned(),
    };
    let first = owner.and_then(|owner| {
        owner.indexes.iter().find(|i| cx.env.same(&i.name, &index.name)).map(|i| i.span)
    });
    match first {
        Some(first) if first != index.span => {
            cx.exists("an index", index.name.as_str(), index.span, first)
        }
        _ => Some(()),
    }
}

/// Drops a key again. The index that the server had made for a foreign key went when this key
/// came, and comes back only with the foreign key, which is therefore made again around it.
pub fn around_foreign_keys(
    drop: Op,
    table: Option<&std::sync::Arc<Table>>,
    columns: &[Ident],
    env: &Env,
) -> Inverse {
    let same = |a: &Ident, b: &Ident| env.same(a, b);
    let begins = |fk: &ForeignKey| {
        columns.len() >= fk.columns.len() && fk.columns.iter().zip(columns).all(|(a, b)| same(a, b))
    };
    let asks = env.dialect.foreign_keys == ForeignKeys::SameAndIndexed;
    let Some(table) = table.filter(|table| asks && table.complete) else {
        return Inverse::one(drop);
    };
    let held: Vec<(&Constraint, &ForeignKey)> = table
        .foreign_keys()
        .filter(|(_, fk)| begins(fk) && !table.has_key_on(&fk.columns, same))
        .collect();
    let mut ops: Vec<Op> = Vec::new();
    for (constraint, _) in &held {
        let name = Spanned::new(table.name.name.clone(), constraint.span);
        let given = constraint.name.clone().map(|name| Spanned::new(name, constraint.span));
        let schema = table.name.schema.clone().into();
        if let Inverse::Ops(more) =
            add::invert(&name, &schema, given.as_ref(), (*constraint).clone())
        {
            ops.extend(more);
        }
    }
    ops.push(drop);
    ops.extend(held.iter().map(|(c, fk)| Op::from(CreateForeignKey::of(table, c, fk))));
    Inverse::Ops(ops)
}

impl Operation for CreateIndex {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.indexed(&self.schema, &self.table)?;
        let def = self.def();
        def.check_columns(cx, &table)?;
        let index = def.resolve(cx, &table.name)?;
        let known = table.indexes.iter().any(|i| cx.env.same(&i.name, &index.name));
        if self.if_not_exists && known {
            return Some(());
        }
        check(cx, &table, &index)?;
        cx.catalog.change_indexed(&table.name, |table| table.indexes.push(index));
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let table = env.qualify(self.schema.get(), &self.table);
        let span = self.table.span;
        let Some(name) = indexes::name_of(self.name.as_deref(), &self.columns, &table, env) else {
            return Inverse::nothing();
        };
        let known = before
            .indexed(&table)
            .is_some_and(|t| t.indexes.iter().any(|i| env.same(&i.name, &name)));
        if self.if_not_exists && known {
            return Inverse::nothing();
        }
        let mut drop = DropIndex::named(Spanned::new(name, span), &table);
        drop.concurrently = self.concurrently;
        let parts: Vec<Ident> = self
            .columns
            .iter()
            .map_while(|part| match &part.value.0.target {
                IndexTarget::Column(name) if part.value.0.length.is_none() => Some(name.clone()),
                _ => None,
            })
            .collect();
        around_foreign_keys(drop.into(), before.table(&table), &parts, env)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let Some(table) = lower.catalog.indexed(&name) else { return };
        let known = lower.catalog.indexed_before(&name).map_or(0, |before| before.indexes.len());
        if self.if_not_exists && !table.complete && !lower.env.dialect.if_exists_index {
            return lower.without_if_exists(Some(&table), "CREATE INDEX");
        }
        for index in table.indexes.iter().skip(known) {
            indexes::create(lower, &table, index, self.concurrently, self.if_not_exists);
        }
    }
}
