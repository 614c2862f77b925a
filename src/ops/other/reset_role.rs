//! `reset_role`

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::set_role::{SetRole, check_roles};
use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::Ident;
use crate::stmt;
use crate::syntax::node::Node;
use crate::syntax::schema;

/// What follows runs under the session's own role again.
#[derive(Clone, Debug)]
pub struct ResetRole {
    /// Where it stands.
    pub span: Span,
    /// The role that was in force; filled in when a way back is derived.
    pub before: Option<Spanned<Ident>>,
}

impl<'de> Deserialize<'de> for ResetRole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let node = Node::deserialize(deserializer)?;
        let empty = node.is_null() || node.as_mapping().is_some_and(<[_]>::is_empty);
        match empty {
            true => Ok(ResetRole { span: node.span, before: None }),
            false => Err(D::Error::custom("`reset_role` takes nothing: write `reset_role: {}`")),
        }
    }
}

/// What editors show for `reset_role`.
const DESCRIPTION: &str =
    "Lets what follows run under the session's own role again: `reset_role: {}`.";

impl JsonSchema for ResetRole {
    fn schema_name() -> Cow<'static, str> {
        "reset_role".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema::exactly(json_schema!({
            "description": DESCRIPTION,
            "type": ["object", "null"],
            "maxProperties": 0,
        }))
    }
}

impl Operation for ResetRole {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_roles(cx, self.span)
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        match &self.before {
            Some(name) => Inverse::one(SetRole { name: name.clone() }),
            None => Inverse::nothing(),
        }
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::default()
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::ResetRole {});
    }
}
