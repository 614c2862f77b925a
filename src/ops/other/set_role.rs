//! `set_role`

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::diag::codes::{E0401, E0406};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::Ident;
use crate::stmt;

/// What follows runs under another role.
#[derive(Clone, Debug)]
pub struct SetRole {
    /// The role.
    pub name: Spanned<Ident>,
}

impl<'de> Deserialize<'de> for SetRole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(SetRole { name: Spanned::deserialize(deserializer)? })
    }
}

/// What editors show for `set_role`.
const DESCRIPTION: &str = "Lets what follows run under another role, until `reset_role`: `set_role: owner`. PostgreSQL, MySQL from 8.0, MariaDB and Oracle.";

impl JsonSchema for SetRole {
    fn schema_name() -> Cow<'static, str> {
        "set_role".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": DESCRIPTION })
    }
}

/// Reports E0401 where roles cannot be taken.
pub fn check_roles(cx: &mut Apply<'_>, span: Span) -> Option<()> {
    if let Some(since) = cx.env.dialect.objects.set_role_since {
        let (title, version) = (cx.env.dialect.title, cx.env.version);
        if version >= since {
            return Some(());
        }
        return cx.fail(
            Diagnostic::error(E0406, format!("{title} {version} has no SET ROLE"))
                .at(span)
                .help(format!("it has since {since}; set `dialect_version` if that is what runs")),
        );
    }
    let title = cx.env.dialect.title;
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no SET ROLE"))
            .at(span)
            .help(format!("add `except: {}` beside this operation", cx.env.dialect.name.as_str())),
    )
}

impl Operation for SetRole {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_roles(cx, self.name.span)
    }

    /// The role is taken again where the way back ends it: see `reset_role`.
    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(super::reset_role::ResetRole { span: self.name.span, before: None })
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::default()
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::SetRole { name: self.name.value.clone() });
    }
}
