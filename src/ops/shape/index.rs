//! An index as it is written, and the index that it becomes.

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use serde_json::json;

use crate::catalog::{Index, IndexPart, IndexTarget, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0401, E0406, E0407};
use crate::dialect::IndexMethods;
use crate::ops::Apply;
use crate::source::{Span, Spanned};
use crate::sql::naming::{self, Named};
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::schema::with_aliases;
use crate::syntax::{Here, schema};

/// An index of a table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "index")]
pub struct IndexDef {
    /// Its name; the naming convention's, or `ix_<table>_<columns>`, when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
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
    /// What raw SQL said of it besides; from the simulated schema.
    #[serde(skip)]
    pub rest: Vec<String>,
}

/// One part of an index as it is written: a column, an expression, or a mapping.
#[derive(Clone, Debug)]
pub struct IndexPartDef(pub IndexPart);

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "order", transform = with_aliases::<Order>)]
enum Order {
    #[serde(alias = "ASC")]
    Asc,
    #[serde(alias = "DESC")]
    Desc,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "nulls", transform = with_aliases::<Nulls>)]
enum Nulls {
    #[serde(alias = "FIRST")]
    First,
    #[serde(alias = "LAST")]
    Last,
}

/// A part of an index; it has either `column` or `sql`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartMapping {
    /// The column.
    column: Option<Spanned<Ident>>,
    /// An expression instead of a column: `lower(email)`.
    sql: Option<SqlExpr>,
    /// `asc` or `desc`; `asc` when left out.
    order: Option<Order>,
    /// Whether nulls come `first` or `last`. PostgreSQL.
    nulls: Option<Nulls>,
    /// The operator class: `text_pattern_ops`. PostgreSQL.
    ops: Option<String>,
    /// How many characters of the column are indexed. MySQL and MariaDB.
    length: Option<u32>,
}

impl<'de> Deserialize<'de> for IndexPartDef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let here = Here::deserialize(deserializer)?;
        if here.node.as_scalar().is_some() {
            return Ok(IndexPartDef(IndexPart::column(here.decode(&here.node)?)));
        }
        let mapping: PartMapping = here.decode_sound(&here.node)?;
        let target = match (mapping.column, mapping.sql) {
            (Some(column), None) => IndexTarget::Column(column.value),
            (None, Some(sql)) => IndexTarget::Expression(sql),
            _ => return Err(D::Error::custom("a part of an index has either `column` or `sql`")),
        };
        Ok(IndexPartDef(IndexPart {
            target,
            descending: matches!(mapping.order, Some(Order::Desc)),
            nulls_first: mapping.nulls.map(|nulls| matches!(nulls, Nulls::First)),
            ops: mapping.ops,
            length: mapping.length,
        }))
    }
}

impl JsonSchema for IndexPartDef {
    fn schema_name() -> Cow<'static, str> {
        "index_part".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut mapping = PartMapping::json_schema(generator);
        let either = json!({ "oneOf": [{ "required": ["column"] }, { "required": ["sql"] }] });
        schema::want(&mut mapping, either, "A part of an index has either `column` or `sql`.");
        mapping.insert("title".to_owned(), "part of an index".into());
        schema::one_of([mapping, String::json_schema(generator)])
    }
}

impl AsRef<IndexPart> for IndexPartDef {
    fn as_ref(&self) -> &IndexPart {
        &self.0
    }
}

impl IndexPart {
    /// A column, ascending.
    pub fn column(column: Ident) -> Self {
        IndexPart {
            target: IndexTarget::Column(column),
            descending: false,
            nulls_first: None,
            ops: None,
            length: None,
        }
    }
}

impl IndexDef {
    /// An index of one column.
    pub fn on_column(column: &Spanned<Ident>) -> Self {
        let part = IndexPartDef(IndexPart::column(column.value.clone()));
        IndexDef {
            name: None,
            columns: vec![Spanned::new(part, column.span)],
            unique: false,
            condition: None,
            using: None,
            include: Vec::new(),
            nulls_not_distinct: false,
            with: IndexMap::new(),
            tablespace: None,
            was_there: false,
            rest: Vec::new(),
        }
    }

    /// The definition of an index of the catalog.
    pub fn of(index: &Index) -> Self {
        let span = index.span;
        let part = |part: &IndexPart| Spanned::new(IndexPartDef(part.clone()), span);
        IndexDef {
            name: Some(Spanned::new(index.name.clone(), span)),
            columns: index.parts.iter().map(part).collect(),
            unique: index.unique,
            condition: index.condition.clone(),
            using: index.method.clone(),
            include: index.include.iter().map(|name| Spanned::new(name.clone(), span)).collect(),
            nulls_not_distinct: index.nulls_not_distinct,
            with: index.with.iter().cloned().collect(),
            tablespace: index.tablespace.clone(),
            was_there: true,
            rest: index.rest.clone(),
        }
    }

    /// Reports E0302 for each of its columns that the table does not have.
    pub fn check_columns(&self, cx: &mut Apply<'_>, table: &Table) -> Option<()> {
        let parts = self.columns.iter().filter_map(|part| match &part.value.0.target {
            IndexTarget::Column(name) => Some(Spanned::new(name.clone(), part.span)),
            IndexTarget::Expression(_) => None,
        });
        let names: Vec<_> = parts.chain(self.include.iter().cloned()).collect();
        cx.columns(table, &names)
    }

    /// The index in the dialect of this compile; whether its columns exist is
    /// checked where the table is known.
    pub fn resolve(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Index> {
        let span = self.name.as_ref().map(|name| name.span);
        let span = span.or(self.columns.first().map(|part| part.span)).unwrap_or(cx.span);
        if self.columns.is_empty() && !self.was_there {
            cx.report.push(Diagnostic::error(E0110, "an index needs at least one column").at(span));
            return None;
        }
        if !self.was_there {
            self.check_dialect(cx, span)?;
        }
        let name = self.choose_name(cx, table, span)?;
        Some(Index {
            name,
            parts: self.columns.iter().map(|part| part.value.0.clone()).collect(),
            unique: self.unique,
            condition: self.condition.clone(),
            method: self.using.clone(),
            include: super::constraint::names(&self.include),
            nulls_not_distinct: self.nulls_not_distinct,
            with: self.with.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
            tablespace: self.tablespace.clone(),
            rest: self.rest.clone(),
            span,
        })
    }

    /// Given, by the convention, or `ix_<table>_<columns>`.
    fn choose_name(&self, cx: &mut Apply<'_>, table: &ObjName, span: Span) -> Option<Ident> {
        let columns: Vec<Ident> = self
            .columns
            .iter()
            .filter_map(|part| match &part.value.0.target {
                IndexTarget::Column(column) => Some(column.clone()),
                IndexTarget::Expression(_) => None,
            })
            .collect();
        let given = self.name.as_ref().map(|name| &name.value);
        if given.is_none() && columns.len() < self.columns.len() {
            cx.report.push(
                Diagnostic::error(E0407, "an index on an expression needs a name")
                    .at(span)
                    .help("add `name:`; names are made from column names alone"),
            );
            return None;
        }
        let thing = Named {
            kind: "ix",
            schema: cx.env.own_schema(table),
            table: &table.name,
            columns: &columns,
            referred: None,
            name: given,
        };
        let limit = cx.env.dialect.longest_name(cx.env.version);
        let name = cx.env.naming.name(thing, limit).unwrap_or_else(|| {
            let columns: Vec<&str> = columns.iter().map(Ident::as_str).collect();
            naming::cut(format!("ix_{}_{}", table.name.as_str(), columns.join("_")), limit)
        });
        cx.check_name(&Spanned::new(name.clone(), span));
        Some(name)
    }

    fn check_dialect(&self, cx: &mut Apply<'_>, span: Span) -> Option<()> {
        let d = cx.env.dialect;
        let has =
            |what: &dyn Fn(&IndexPart) -> bool| self.columns.iter().any(|part| what(&part.value.0));
        let expression = has(&|part| matches!(part.target, IndexTarget::Expression(_)));
        let refusals = [
            (
                expression && d.expression_index_since.is_none(),
                "expressions in an index",
                "add a computed column and index that",
            ),
            (
                self.condition.is_some() && !d.partial_index,
                "partial indexes",
                "an index without `where` would mean something else; use `only:`",
            ),
            (
                !self.include.is_empty() && !d.index_include,
                "INCLUDE in an index",
                "add the columns to `columns`, or use `only:`",
            ),
            (
                has(&|part| part.nulls_first.is_some()) && !d.index_nulls_order,
                "NULLS FIRST or LAST in an index",
                "leave `nulls` out for this dialect",
            ),
            (
                self.using.is_some() && d.index_methods == IndexMethods::None,
                "index methods",
                "leave `using` out for this dialect",
            ),
            (
                has(&|part| part.ops.is_some()) && !d.index_storage,
                "operator classes",
                "leave `ops` out for this dialect",
            ),
            (
                has(&|part| part.length.is_some()) && d.key_lengths.is_none(),
                "index prefix lengths",
                "leave `length` out for this dialect",
            ),
            (
                self.tablespace.is_some() && !d.index_tablespace,
                "tablespaces of an index",
                "leave `tablespace` out for this dialect",
            ),
            (
                !self.with.is_empty() && !d.index_storage,
                "storage parameters of an index",
                "leave `with` out for this dialect",
            ),
        ];
        for (refused, what, help) in refusals {
            if refused {
                cx.report.push(
                    Diagnostic::error(E0401, format!("{} has no {what}", d.title))
                        .at(span)
                        .help(help),
                );
                return None;
            }
        }
        self.check_version(cx, span)?;
        if self.nulls_not_distinct {
            cx.check_nulls_not_distinct(span)?;
        }
        for part in &self.columns {
            if let IndexTarget::Expression(sql) = &part.value.0.target {
                cx.pick_expression(sql, part.span)?;
            }
        }
        if let Some(sql) = &self.condition {
            cx.pick_expression(sql, span)?;
        }
        Some(())
    }

    /// Reports E0401 for a method that the dialect does not have, E0406 for expressions that its
    /// version does not have; warns of an order that its version reads over.
    fn check_version(&self, cx: &mut Apply<'_>, span: Span) -> Option<()> {
        let (d, version) = (cx.env.dialect, cx.env.version);
        if let (IndexMethods::These(known), Some(method)) = (d.index_methods, &self.using)
            && !known.iter().any(|name| method.eq_ignore_ascii_case(name))
        {
            let message = format!("{} has no index method `{method}`", d.title);
            let help = format!("it has {}", known.join(", "));
            return cx.fail(Diagnostic::error(E0401, message).at(span).help(help));
        }
        let parts = || self.columns.iter().map(|part| &part.value.0);
        let is_expression = |part: &IndexPart| matches!(part.target, IndexTarget::Expression(_));
        if let Some(since) = d.expression_index_since.filter(|since| version < *since)
            && parts().any(is_expression)
        {
            let message = format!("{} {version} has no expressions in an index", d.title);
            return cx.fail(
                Diagnostic::error(E0406, message)
                    .at(span)
                    .help("add a computed column and index that")
                    .help(format!(
                        "it has them since {since}; set `dialect_version` if that is what runs"
                    )),
            );
        }
        if version < d.descending_index_since && parts().any(|part| part.descending) {
            let since = d.descending_index_since;
            cx.report.push(
                Diagnostic::warning(
                    E0406,
                    format!("{} {version} reads over `order: desc`: the index is ascending", d.title),
                )
                .at(span)
                .help(format!("it has descending indexes since {since}; an ascending one is read backwards, too")),
            );
        }
        Some(())
    }
}
