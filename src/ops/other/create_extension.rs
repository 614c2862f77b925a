//! `create_extension`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_extension::DropExtension;
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Installs an extension: `create_extension: citext`, or a mapping with options. PostgreSQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct CreateExtension {
    /// The extension's name.
    pub name: Spanned<Ident>,
    /// The schema that its objects go into; the server's choice when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Do nothing where one of this name exists; that is an error otherwise.
    #[serde(default)]
    pub if_not_exists: bool,
    /// Install the extensions that it needs as well.
    #[serde(default)]
    pub cascade: bool,
}

impl CreateExtension {
    /// Makes an extension of the catalog again.
    pub fn of(object: &Object) -> Self {
        CreateExtension {
            name: Spanned::new(object.name.name.clone(), object.span),
            schema: object.depends_on.first().map(|schema| schema.name.clone()).into(),
            if_not_exists: false,
            cascade: false,
        }
    }
}

/// Reports E0401 where there are no extensions.
pub fn check_extensions(cx: &mut Apply<'_>, span: Span) -> Option<()> {
    if cx.env.dialect.objects.extensions {
        return Some(());
    }
    let (title, name) = (cx.env.dialect.title, cx.env.dialect.name.as_str());
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no CREATE EXTENSION"))
            .at(span)
            .help(format!("add `except: {name}`, or `only: postgres`, beside this operation")),
    )
}

impl Operation for CreateExtension {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_extensions(cx, self.name.span)?;
        cx.check_name(&self.name);
        let name = ObjName::new(None, self.name.value.clone());
        if let Some(first) = cx.catalog.object(ObjectKind::Extension, &name) {
            if self.if_not_exists {
                return Some(());
            }
            let first = first.span;
            return cx.exists("an extension", self.name.as_str(), self.name.span, first);
        }
        let schema = self.schema.get().map(|schema| ObjName::new(None, schema.clone()));
        cx.catalog.put_object(Object {
            depends_on: schema.into_iter().collect(),
            ..Object::new(ObjectKind::Extension, name, self.name.span)
        });
        Some(())
    }

    fn invert(&self, before: &Catalog, _: &Env) -> Inverse {
        let name = ObjName::new(None, self.name.value.clone());
        if before.object(ObjectKind::Extension, &name).is_some() {
            return Inverse::nothing();
        }
        Inverse::one(DropExtension { name: self.name.clone(), if_exists: false, cascade: false })
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::writes(ObjName::new(None, self.name.value.clone()))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::CreateExtension {
            name: self.name.value.clone(),
            if_not_exists: self.if_not_exists,
            schema: self.schema.get().cloned(),
            cascade: self.cascade,
        });
    }
}
