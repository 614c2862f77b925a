//! `expect_rows`: how many rows a statement must touch.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use crate::lower::Lower;
use crate::stmt::{Expectation, Fragment};
use crate::syntax::{Here, schema};

/// A number of rows, or bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectRows {
    min: u64,
    max: Option<u64>,
}

impl ExpectRows {
    /// The expectation as a statement needs it: bounds, and the message in the dialect's quotes.
    pub fn lower(self, lower: &Lower<'_>, verb: &str, table: &str) -> Expectation {
        let wanted = match self.max {
            Some(max) if max == self.min => format!("{max}"),
            Some(max) if self.min == 0 => format!("at most {max}"),
            Some(max) => format!("{} to {max}", self.min),
            None => format!("at least {}", self.min),
        };
        let rows = if wanted == "1" || wanted.ends_with(" 1") { "row" } else { "rows" };
        let message = format!(
            "{verb} {table} touched an unexpected number of rows; expected {wanted} {rows}"
        );
        Expectation {
            min: self.min,
            max: self.max,
            literal: Fragment::new(lower.env.dialect.quoted_text(&message)),
            message,
        }
    }
}

impl<'de> Deserialize<'de> for ExpectRows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let here = Here::deserialize(deserializer)?;
        if here.node.as_scalar().is_some() {
            let rows: u64 = here.decode(&here.node)?;
            return Ok(ExpectRows { min: rows, max: Some(rows) });
        }
        let bounds: Bounds = here.decode_sound(&here.node)?;
        let rows = ExpectRows { min: bounds.min.unwrap_or(0), max: bounds.max };
        match rows.max {
            Some(max) if max < rows.min => Err(D::Error::custom("`max` is below `min`")),
            None if bounds.min.is_none() => {
                Err(D::Error::custom("`min`, `max` or both are wanted here"))
            }
            _ => Ok(rows),
        }
    }
}

/// Bounds for a number of rows, one or both.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Bounds {
    /// At least so many; 0 when left out.
    min: Option<u64>,
    /// At most so many; no limit when left out.
    max: Option<u64>,
}

impl JsonSchema for ExpectRows {
    fn schema_name() -> Cow<'static, str> {
        "expect_rows".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut bounds = Bounds::json_schema(generator);
        bounds.insert("title".to_owned(), "bounds".into());
        let some = serde_json::json!({ "minProperties": 1 });
        schema::want(&mut bounds, some, "`min`, `max` or both are wanted here.");
        schema::one_of([bounds, u64::json_schema(generator)])
    }
}
