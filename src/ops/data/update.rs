//! `update`

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::expect_rows::ExpectRows;
use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::diag::codes::E0107;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::sql_names;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::stmt;
use crate::syntax::Here;
use crate::syntax::node::Node;

/// Changes rows. The derived downgrade does not bring the old values back.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The new values by column: `{state: done, at: {sql: now()}}`.
    pub set: Assignments,
    /// Which rows: an SQL condition, such as `state IS NULL`, or one by dialect. All rows when left
    /// out.
    #[serde(default, rename = "where")]
    pub condition: Option<SqlExpr>,
    /// How many rows it must touch: a number, or `{min: 1, max: 10}`. The script stops if the
    /// server counts otherwise.
    #[serde(default)]
    pub expect_rows: Option<ExpectRows>,
}

/// New values by column, in the order in which they are written.
#[derive(Clone, Debug)]
pub struct Assignments(pub Vec<(Spanned<Ident>, Spanned<Value>)>);

impl<'de> Deserialize<'de> for Assignments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let here = Here::deserialize(deserializer)?;
        let Some(entries) = here.node.as_mapping() else {
            return Err(D::Error::custom("`set` is a mapping of columns to their new values"));
        };
        let assignment = |(key, node): &(Node, Node)| {
            let name = here.decode::<Ident, D::Error>(key);
            let value = here.decode::<Value, D::Error>(node);
            Ok((Spanned::new(name?, key.span), Spanned::new(value?, node.span)))
        };
        let all: Vec<_> = entries.iter().map(assignment).collect();
        all.into_iter().collect::<Result<_, _>>().map(Assignments)
    }
}

impl JsonSchema for Assignments {
    fn schema_name() -> Cow<'static, str> {
        "assignments".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<Value>();
        json_schema!({ "type": "object", "additionalProperties": value, "minProperties": 1 })
    }
}

impl Operation for Update {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        if self.set.0.is_empty() {
            return cx.fail(Diagnostic::error(E0107, "`set` names no column").at(self.table.span));
        }
        let mut good = true;
        for (name, value) in &self.set.0 {
            if let Value::Sql(sql) = &value.value {
                sql_names::check_expression(cx, &table, sql);
            }
            match cx.column(&table, name) {
                // What kind of values a column takes that an operation has failed on is not known.
                Some(Some(column)) if !cx.doubts(&table, name) => {
                    good &= cx.check_column_value(&value.value, &column, value.span).is_some()
                }
                Some(_) => {}
                None => good = false,
            }
        }
        if let Some(condition) = &self.condition {
            cx.pick_expression(condition, self.table.span)?;
            sql_names::check_expression(cx, &table, condition);
        }
        good.then_some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::impossible(format!(
            "the values that `{}` had before the update are not known",
            self.table.as_str()
        ))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let Some(table) = lower.after(&name) else { return };
        let unknown = Type::Native(String::new());
        let mut set = Vec::with_capacity(self.set.0.len());
        for (column, value) in &self.set.0 {
            let column = column.value.clone();
            let known = table.column(&column, |a, b| lower.env.same(a, b));
            let value = lower.literal(&value.value, known.map_or(&unknown, |c| &c.ty));
            set.push((column, value));
        }
        let condition = self.condition.as_ref().map(|sql| lower.sql(sql));
        let expect = self.expect_rows.map(|rows| rows.lower(lower, "UPDATE", &name.shown()));
        lower.push(stmt::Update { table: name, set, condition, expect });
    }
}
