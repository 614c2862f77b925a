//! `bulk_insert`

use std::borrow::Cow;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::csv_rows;
use super::delete::Delete;
use crate::catalog::{Catalog, Column, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0107, E0110, E0302};
use crate::env::Env;
use crate::lower::{Lower, rows};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::syntax::node::{Kind, Node};
use crate::syntax::{Here, SourceText, schema};

/// Puts rows into a table, from the revision or from a CSV file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkInsert {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The columns, in the order of rows that are lists.
    #[serde(default)]
    pub columns: Vec<Spanned<Ident>>,
    /// The rows: lists of values in the order of `columns`, or mappings such as `{id: 2, name: b}`.
    #[serde(default)]
    pub rows: Vec<Spanned<RowDef>>,
    /// A CSV file with a header, beside the revision, instead of `rows`.
    #[serde(default)]
    pub file: Option<Spanned<String>>,
    /// The file's text, once it is read.
    #[serde(skip)]
    pub content: Option<SourceText>,
}

/// A row: values in the order of the columns, or by column.
#[derive(Clone, Debug)]
pub enum RowDef {
    /// In the order of the columns.
    List(Vec<Spanned<Value>>),
    /// By column.
    Map(Vec<(Spanned<Ident>, Spanned<Value>)>),
}

impl<'de> Deserialize<'de> for RowDef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let here = Here::deserialize(deserializer)?;
        let value =
            |node: &Node| here.decode::<Value, D::Error>(node).map(|v| Spanned::new(v, node.span));
        match &here.node.kind {
            Kind::Sequence(items) => {
                let values: Vec<_> = items.iter().map(value).collect();
                values.into_iter().collect::<Result<_, _>>().map(RowDef::List)
            }
            Kind::Mapping(entries) => {
                let pair = |(key, node): &(Node, Node)| {
                    let (name, value) = (here.decode::<Ident, D::Error>(key), value(node));
                    Ok((Spanned::new(name?, key.span), value?))
                };
                let pairs: Vec<_> = entries.iter().map(pair).collect();
                pairs.into_iter().collect::<Result<_, _>>().map(RowDef::Map)
            }
            Kind::Scalar(_) => {
                Err(D::Error::custom("a row is a list of values, or a mapping by column"))
            }
        }
    }
}

impl JsonSchema for RowDef {
    fn schema_name() -> Cow<'static, str> {
        "row".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Value>();
        let by_column = json_schema!({
            "title": "row by column",
            "type": "object",
            "additionalProperties": value,
        });
        schema::one_of([by_column, schema::list(value)])
    }
}

/// The columns of a row and its values.
type Row = (Vec<Spanned<Ident>>, Vec<Spanned<Value>>);

/// The rows on one set of columns.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The columns.
    pub columns: Vec<Spanned<Ident>>,
    /// The values, row by row.
    pub rows: Vec<Vec<Spanned<Value>>>,
}

impl BulkInsert {
    /// The rows, neighbours with the same columns together, and what is wrong with the
    /// shape of others, or with the file.
    pub fn groups(&self) -> (Vec<Rows>, Vec<Diagnostic>) {
        if let (Some(_), Some(content)) = (&self.file, &self.content) {
            let (rows, faults) = csv_rows::read(content, &self.columns);
            return (rows.into_iter().collect(), faults);
        }
        let (mut groups, mut faults): (Vec<Rows>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        for row in &self.rows {
            let (columns, values) = match self.row(row) {
                Ok(row) => row,
                Err(fault) => {
                    faults.push(*fault);
                    continue;
                }
            };
            let fits = |group: &Rows| {
                group.columns.iter().map(|c| &c.value).eq(columns.iter().map(|c| &c.value))
            };
            match groups.last_mut().filter(|group| fits(group)) {
                Some(group) => group.rows.push(values),
                None => groups.push(Rows { columns, rows: vec![values] }),
            }
        }
        (groups, faults)
    }

    fn row(&self, row: &Spanned<RowDef>) -> Result<Row, Box<Diagnostic>> {
        match &row.value {
            RowDef::List(_) if self.columns.is_empty() => Err(Box::new(
                Diagnostic::error(E0107, "a row that is a list needs `columns`")
                    .at(row.span)
                    .help("add `columns: [a, b]`, or write the row as a mapping"),
            )),
            RowDef::List(values) if values.len() != self.columns.len() => Err(Box::new(
                Diagnostic::error(
                    E0110,
                    format!(
                        "the row has {} for {}",
                        count(values.len(), "value"),
                        count(self.columns.len(), "column")
                    ),
                )
                .at(row.span),
            )),
            RowDef::List(values) => Ok((self.columns.clone(), values.clone())),
            RowDef::Map(entries) => Ok(self.mapped(entries)),
        }
    }

    /// A mapping in the order of `columns`, then in its own.
    fn mapped(&self, entries: &[(Spanned<Ident>, Spanned<Value>)]) -> Row {
        let place = |name: &Ident| {
            self.columns.iter().position(|c| c.value == *name).unwrap_or(self.columns.len())
        };
        let mut sorted: Vec<_> = entries.to_vec();
        sorted.sort_by_key(|(name, _)| place(name));
        sorted.into_iter().unzip()
    }

    /// Reports columns that the table does not have: each once, however many rows name it.
    fn check_columns(&self, cx: &mut Apply<'_>, table: &Table, groups: &[Rows]) -> bool {
        let mut missing: IndexMap<&Ident, (&Spanned<Ident>, usize)> = IndexMap::new();
        for group in groups {
            for name in &group.columns {
                let known = table.column(name, |a, b| cx.env.same(a, b)).is_some();
                if !known && table.complete && !cx.doubts(table, name) {
                    missing.entry(&name.value).or_insert((name, 0)).1 += group.rows.len();
                }
            }
        }
        let mut good = true;
        for (name, rows) in missing.into_values() {
            // Where the columns are listed, the mistake is made there once for all rows.
            let listed = self.columns.iter().find(|listed| cx.env.same(listed, name));
            let fault = cx.missing_column(table, listed.unwrap_or(name), E0302);
            let by_rows = listed.is_none() && self.file.is_none();
            good &= cx.excused(match rows.saturating_sub(1) {
                1 if by_rows => fault.note("1 more row names it"),
                more if by_rows && more > 0 => fault.note(format!("{more} more rows name it")),
                _ => fault,
            });
        }
        good
    }

    fn check_row(
        &self,
        cx: &mut Apply<'_>,
        columns: &[Option<Column>],
        row: &[Spanned<Value>],
    ) -> bool {
        let mut good = true;
        for (column, value) in columns.iter().zip(row) {
            if let Some(column) = column {
                good &= cx.check_column_value(&value.value, column, value.span).is_some();
            }
        }
        good
    }

    /// The conditions that together pick out exactly the rows that were put in, by the
    /// table's primary key; each for no more rows than one statement should list.
    fn key_conditions(&self, table: &Table, env: &Env) -> Result<Vec<String>, String> {
        let shown = table.name.shown();
        let Some((_, key)) = table.primary_key() else {
            return Err(format!("the table `{shown}` has no primary key to find the rows by"));
        };
        let not_given = || format!("the rows do not give the primary key of `{shown}`");
        let mut keys: Vec<Vec<String>> = Vec::new();
        for group in self.groups().0 {
            let place = |k: &Ident| group.columns.iter().position(|c| env.same(c, k));
            let places: Vec<usize> =
                key.iter().map(place).collect::<Option<_>>().ok_or_else(not_given)?;
            for row in &group.rows {
                let value = |(column, place): (&Ident, &usize)| {
                    let value = row.get(*place).map(|value| &value.value);
                    key_value(table, column, value.ok_or_else(not_given)?, env)
                };
                keys.push(key.iter().zip(&places).map(value).collect::<Result<_, _>>()?);
            }
        }
        let chunks = keys.chunks(env.dialect.insert_rows.max(1));
        Ok(chunks.map(|keys| condition(key, keys, env)).collect())
    }
}

/// The literal of a key's value, which must pick out one row when the script runs.
fn key_value(table: &Table, column: &Ident, value: &Value, env: &Env) -> Result<String, String> {
    if matches!(value, Value::Null | Value::Sql(_)) {
        let column = column.as_str();
        return Err(format!(
            "the value of `{column}` in the rows is not known before they are there"
        ));
    }
    let unknown = Type::Native(String::new());
    let ty = table.column(column, |a, b| env.same(a, b)).map_or(&unknown, |c| &c.ty);
    env.dialect.literal(value, ty, env.version).map_err(|fault| fault.message)
}

/// The condition for rows with these keys.
fn condition(key: &[Ident], rows: &[Vec<String>], env: &Env) -> String {
    let equals = |row: &Vec<String>| {
        let parts =
            key.iter().zip(row).map(|(k, value)| format!("{} = {value}", env.dialect.quoted(k)));
        parts.collect::<Vec<_>>().join(" AND ")
    };
    match (key, rows) {
        (_, [row]) => equals(row),
        ([column], rows) => {
            let values: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
            format!("{} IN ({})", env.dialect.quoted(column), values.join(", "))
        }
        (_, rows) => {
            rows.iter().map(|row| format!("({})", equals(row))).collect::<Vec<_>>().join(" OR ")
        }
    }
}

/// A number of things in words: `1 value`, `2 values`.
pub(super) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

impl Operation for BulkInsert {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        if self.file.is_some() != self.rows.is_empty() {
            return cx.fail(
                Diagnostic::error(
                    E0110,
                    "rows come from `rows` or from `file`; one of them is needed",
                )
                .at(self.table.span),
            );
        }
        let (groups, faults) = self.groups();
        let mut good = faults.is_empty();
        faults.into_iter().for_each(|fault| cx.report.push(fault));
        good &= self.check_columns(cx, &table, &groups);
        for group in &groups {
            let known = |column: &&Column| !cx.doubts(&table, &column.name);
            let find = |name: &Spanned<Ident>| {
                table.column(name, |a, b| cx.env.same(a, b)).filter(known).cloned()
            };
            let columns: Vec<Option<Column>> = group.columns.iter().map(find).collect();
            for row in &group.rows {
                good &= self.check_row(cx, &columns, row);
            }
        }
        good.then_some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        let Some(table) = before.table(&name) else { return Inverse::nothing() };
        let delete = |condition| Delete {
            table: self.table.clone(),
            schema: self.schema.clone(),
            condition: Some(SqlExpr::internal(condition)),
            expect_rows: None,
        };
        match self.key_conditions(table, env) {
            Ok(conditions) => {
                Inverse::Ops(conditions.into_iter().rev().map(|c| delete(c).into()).collect())
            }
            Err(why) => Inverse::impossible(why),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let Some(table) = lower.after(&name) else { return };
        for group in &self.groups().0 {
            let columns: Vec<Ident> = group.columns.iter().map(|name| name.value.clone()).collect();
            let values = group.rows.iter().map(|row| row.iter().map(|value| &value.value));
            rows::insert(lower, &table, &columns, values);
        }
    }
}
