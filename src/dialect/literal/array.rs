//! Arrays, as the text that the server reads
//! (<https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>).

use super::{ValueFault, refuse};
use crate::dialect::{Dialect, Version};
use crate::sql::types::{Kind, Type};
use crate::sql::value::{Value, hex};

impl Dialect {
    /// An array's literal.
    pub(super) fn array(
        &self,
        items: &[Value],
        ty: &Type,
        element: &Type,
        version: Version,
    ) -> Result<String, ValueFault> {
        if shape(items).is_none() && !holds_json(element) {
            let help = "lists inside a list must all be as long as each other";
            return Err(refuse(ty, "this list", Some(help)));
        }
        self.text(&self.array_text(items, element, version)?)
    }

    fn array_text(
        &self,
        items: &[Value],
        element: &Type,
        version: Version,
    ) -> Result<String, ValueFault> {
        let mut parts = Vec::with_capacity(items.len());
        for item in items {
            parts.push(match item {
                Value::Null => "NULL".to_owned(),
                Value::List(inner) if !holds_json(element) => {
                    self.array_text(inner, element, version)?
                }
                item => in_quotes(&self.element(item, element, version)?),
            });
        }
        Ok(format!("{{{}}}", parts.join(",")))
    }

    /// An element's text, once it is known that the type can hold it.
    fn element(
        &self,
        item: &Value,
        element: &Type,
        version: Version,
    ) -> Result<String, ValueFault> {
        if !matches!(item, Value::Sql(_)) {
            self.literal(item, element, version)?;
        }
        match item {
            item if holds_json(element) => Ok(item.to_json()),
            Value::Scalar { text, .. } => Ok(match element.kind() {
                Some(Kind::Binary | Kind::Varbinary | Kind::Blob) => {
                    format!("\\x{}", hex(text.as_bytes()))
                }
                _ => text.clone(),
            }),
            Value::Bytes(bytes) => Ok(format!("\\x{}", hex(bytes))),
            _ => Err(refuse(
                element,
                "this element",
                Some("write the whole array as `{sql: \"ARRAY[…]\"}`"),
            )),
        }
    }
}

fn holds_json(element: &Type) -> bool {
    matches!(element.kind(), Some(Kind::Json | Kind::Jsonb))
}

/// The length of an array in each dimension; none if its parts differ.
fn shape(items: &[Value]) -> Option<Vec<usize>> {
    let shapes: Option<Vec<Vec<usize>>> = items
        .iter()
        .map(|item| match item {
            Value::List(inner) => shape(inner),
            _ => Some(Vec::new()),
        })
        .collect();
    let shapes = shapes?;
    let first = shapes.first().cloned().unwrap_or_default();
    let same = shapes.iter().all(|shape| *shape == first);
    same.then(|| [vec![items.len()], first].concat())
}

fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
