//! `create_schema`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_schema::DropSchema;
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::dialect::Schemas;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Makes a schema: `create_schema: crm`, or a mapping with options. A database on MySQL and
/// MariaDB; not on SQLite and Oracle.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct CreateSchema {
    /// The schema's name.
    pub name: Spanned<Ident>,
    /// Do nothing where one of this name exists; that is an error otherwise.
    #[serde(default)]
    pub if_not_exists: bool,
    /// The role that owns it. PostgreSQL and SQL Server.
    #[serde(default)]
    pub authorization: Option<Ident>,
}

/// Reports E0401 where there are no schemas that a statement could make.
pub fn check_schemas(cx: &mut Apply<'_>, name: &Spanned<Ident>) -> Option<()> {
    let dialect = cx.env.dialect;
    let except = format!("add `except: {}` beside this operation", dialect.name.as_str());
    let (what, help) = match dialect.schemas {
        Schemas::Namespaces | Schemas::Databases => return Some(()),
        Schemas::AttachedDatabases => ("has no schemas inside a database", None),
        Schemas::Users => (
            "has no schemas besides its users",
            Some("make the user with `execute: CREATE USER …`; its name is then the `schema:`"),
        ),
    };
    cx.fail(
        Diagnostic::error(E0401, format!("{} {what}", dialect.title))
            .at(name.span)
            .help_if(help.map(str::to_owned))
            .help(except),
    )
}

impl Operation for CreateSchema {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_schemas(cx, &self.name)?;
        cx.check_name(&self.name);
        if self.authorization.is_some() && !cx.env.dialect.objects.schema_owner {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no owners of schemas"))
                    .at(self.name.span)
                    .help("leave `authorization` out, and `grant` what the role is to do"),
            );
        }
        let name = ObjName::new(None, self.name.value.clone());
        if let Some(first) = cx.catalog.object(ObjectKind::Schema, &name) {
            if self.if_not_exists {
                return Some(());
            }
            let first = first.span;
            return cx.exists("a schema", self.name.as_str(), self.name.span, first);
        }
        let owner = self.authorization.as_ref().map_or("", Ident::as_str).to_owned();
        cx.catalog.put_object(Object {
            definition: owner,
            ..Object::new(ObjectKind::Schema, name, self.name.span)
        });
        Some(())
    }

    fn invert(&self, before: &Catalog, _: &Env) -> Inverse {
        let name = ObjName::new(None, self.name.value.clone());
        if before.object(ObjectKind::Schema, &name).is_some() {
            return Inverse::nothing();
        }
        Inverse::one(DropSchema { name: self.name.clone(), if_exists: false, cascade: false })
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::writes(ObjName::new(None, self.name.value.clone()))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::CreateSchema {
            name: self.name.value.clone(),
            if_not_exists: self.if_not_exists,
            authorization: self.authorization.clone(),
        });
    }
}
