//! `bulk_insert`

use serde::{Deserialize, Deserializer};

use super::csv_rows;
use super::delete::Delete;
use crate::catalog::{Catalog, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0107, E0110};
use crate::env::Env;
use crate::lower::{Lower, rows};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::syntax::node::{Kind, Node};
use crate::syntax::{Here, SourceText};

/// Puts rows into a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BulkInsert {
    /// The table.
    pub table: Spanned<Ident>,
    /// Its schema.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The columns, in the order of rows that are lists.
    #[serde(default)]
    pub columns: Vec<Spanned<Ident>>,
    /// The rows.
    #[serde(default)]
    pub rows: Vec<Spanned<RowDef>>,
    /// A CSV file with a header, beside the revision, instead of rows.
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
                items.iter().map(value).collect::<Result<_, _>>().map(RowDef::List)
            }
            Kind::Mapping(entries) => entries
                .iter()
                .map(|(key, node)| {
                    let name = here.decode::<Ident, D::Error>(key)?;
                    Ok((Spanned::new(name, key.span), value(node)?))
                })
                .collect::<Result<_, _>>()
                .map(RowDef::Map),
            Kind::Scalar(_) => {
                Err(D::Error::custom("a row is a list of values, or a mapping by column"))
            }
        }
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
    /// The rows, neighbours with the same columns together.
    ///
    /// # Errors
    /// What is wrong with a row's shape, or with the file.
    pub fn groups(&self) -> Result<Vec<Rows>, Box<Diagnostic>> {
        if let (Some(_), Some(content)) = (&self.file, &self.content) {
            return csv_rows::read(content, &self.columns).map(|rows| vec![rows]);
        }
        let mut groups: Vec<Rows> = Vec::new();
        for row in &self.rows {
            let (columns, values) = self.row(row)?;
            let fits = |group: &Rows| {
                group.columns.iter().map(|c| &c.value).eq(columns.iter().map(|c| &c.value))
            };
            match groups.last_mut().filter(|group| fits(group)) {
                Some(group) => group.rows.push(values),
                None => groups.push(Rows { columns, rows: vec![values] }),
            }
        }
        Ok(groups)
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
                        "the row has {} values for {} columns",
                        values.len(),
                        self.columns.len()
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

    fn check_row(
        &self,
        cx: &mut Apply<'_>,
        types: &[Option<Type>],
        row: &[Spanned<Value>],
    ) -> bool {
        let mut good = true;
        for (ty, value) in types.iter().zip(row) {
            if let Some(ty) = ty {
                good &= cx.check_value(&value.value, ty, value.span).is_some();
            }
        }
        good
    }

    /// The condition that picks out exactly the rows that were put in, by the
    /// table's primary key.
    fn key_condition(&self, table: &Table, env: &Env) -> Result<String, String> {
        let Some((_, key)) = table.primary_key() else {
            return Err(format!(
                "the table `{}` has no primary key to find the rows by",
                table.name.shown()
            ));
        };
        let mut conditions = Vec::new();
        for group in self.groups().map_err(|d| d.message)? {
            let places: Option<Vec<usize>> =
                key.iter().map(|k| group.columns.iter().position(|c| env.same(c, k))).collect();
            let Some(places) = places else {
                return Err(format!(
                    "the rows do not give the primary key of `{}`",
                    table.name.shown()
                ));
            };
            let unknown = Type::Native(String::new());
            let literal = |column: &Ident, value: &Value| {
                let ty = table.column(column, |a, b| env.same(a, b)).map_or(&unknown, |c| &c.ty);
                env.dialect.literal(value, ty).map_err(|fault| fault.message)
            };
            if let ([column], [place]) = (key, places.as_slice()) {
                let values: Result<Vec<String>, String> = group
                    .rows
                    .iter()
                    .filter_map(|row| row.get(*place))
                    .map(|v| literal(column, &v.value))
                    .collect();
                conditions.push(format!(
                    "{} IN ({})",
                    env.dialect.quoted(column),
                    values?.join(", ")
                ));
                continue;
            }
            for row in &group.rows {
                let parts: Result<Vec<String>, String> = key
                    .iter()
                    .zip(&places)
                    .filter_map(|(column, place)| Some((column, row.get(*place)?)))
                    .map(|(column, value)| {
                        Ok(format!(
                            "{} = {}",
                            env.dialect.quoted(column),
                            literal(column, &value.value)?
                        ))
                    })
                    .collect();
                conditions.push(format!("({})", parts?.join(" AND ")));
            }
        }
        Ok(conditions.join(" OR "))
    }
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
        let groups = match self.groups() {
            Ok(groups) => groups,
            Err(diagnostic) => return cx.fail(*diagnostic),
        };
        let mut good = true;
        for group in &groups {
            let mut types = Vec::with_capacity(group.columns.len());
            for name in &group.columns {
                match cx.column(&table, name) {
                    Some(column) => types.push(column.map(|column| column.ty)),
                    None => {
                        good = false;
                        types.push(None);
                    }
                }
            }
            for row in &group.rows {
                good &= self.check_row(cx, &types, row);
            }
            if !good {
                break; // The same columns are wrong for every group.
            }
        }
        good.then_some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        let Some(table) = before.table(&name) else { return Inverse::nothing() };
        match self.key_condition(table, env) {
            Ok(condition) => Inverse::one(Delete {
                table: self.table.clone(),
                schema: self.schema.clone(),
                condition: Some(SqlExpr::internal(condition)),
                expect_rows: None,
            }),
            Err(why) => Inverse::impossible(why),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let Some(table) = lower.after(&name) else { return };
        let Ok(groups) = self.groups() else { return };
        for group in &groups {
            let columns: Vec<Ident> = group.columns.iter().map(|name| name.value.clone()).collect();
            let values = group.rows.iter().map(|row| row.iter().map(|value| &value.value));
            rows::insert(lower, &table, &columns, values);
        }
    }
}
