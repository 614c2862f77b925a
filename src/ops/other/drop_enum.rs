//! `drop_enum`

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_enum::CreateEnum;
use super::enum_users;
use crate::catalog::{Catalog, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::E0314;
use crate::env::Env;
use crate::lower::{Lower, enums};
use crate::ops::shape::SchemaRef;
use crate::ops::shape::type_spec::unknown_enum;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};

/// Drops an enum: `drop_enum: mood`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropEnum {
    /// The enum's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
}

impl DropEnum {
    /// Drops this enum.
    pub fn named(name: &ObjName, span: Span) -> Self {
        DropEnum {
            name: Spanned::new(name.name.clone(), span),
            schema: name.schema.clone().into(),
            if_exists: false,
        }
    }
}

impl Operation for DropEnum {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = cx.qualify(&self.schema, &self.name);
        if cx.catalog.object(ObjectKind::Enum, &name).is_none() {
            if self.if_exists || cx.catalog.is_opaque(&name) || cx.env.is_external(&name) {
                return Some(());
            }
            let diagnostic = unknown_enum(cx, &name, self.name.span);
            return cx.fail(diagnostic);
        }
        let users = enum_users::tables(cx, &name);
        if !users.is_empty() {
            let mut diagnostic =
                Diagnostic::error(E0314, format!("the enum `{}` is still in use", name.shown()))
                    .at(self.name.span);
            for user in &users {
                if let Some(table) = cx.catalog.table(user) {
                    diagnostic = diagnostic
                        .also(table.span, format!("`{}` has a column of it", user.shown()));
                }
            }
            return cx
                .fail(diagnostic.help("drop those columns, or give them another type, first"));
        }
        let gone = cx.gone(None);
        cx.catalog.remove_object(ObjectKind::Enum, &name, gone);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        match before.object(ObjectKind::Enum, &name) {
            Some(object) => Inverse::one(CreateEnum::of(object)),
            None if self.if_exists => Inverse::nothing(),
            None => Inverse::impossible(format!(
                "the values of the enum `{}` are not known",
                name.shown()
            )),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        enums::drop(lower, &name, self.if_exists);
    }
}
