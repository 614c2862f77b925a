//! `drop_extension`

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_extension::{CreateExtension, check_extensions};
use crate::catalog::{Catalog, ObjectKind};
use crate::diag::codes::E0303;
use crate::diag::{Diagnostic, suggest};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Removes an extension: `drop_extension: citext`, or a mapping with options. PostgreSQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropExtension {
    /// The extension's name.
    pub name: Spanned<Ident>,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop what uses it as well.
    #[serde(default)]
    pub cascade: bool,
}

impl DropExtension {
    fn full_name(&self) -> ObjName {
        ObjName::new(None, self.name.value.clone())
    }
}

impl Operation for DropExtension {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_extensions(cx, self.name.span)?;
        let name = self.full_name();
        if cx.catalog.object(ObjectKind::Extension, &name).is_none() {
            if self.if_exists || cx.catalog.is_opaque(&name) || cx.env.is_external(&name) {
                return Some(());
            }
            let known = cx.catalog.objects(ObjectKind::Extension);
            let names: Vec<&str> = known.iter().map(|object| object.name.name.as_str()).collect();
            let near = suggest::did_you_mean(self.name.as_str(), names);
            let diagnostic = Diagnostic::error(
                E0303,
                format!("no revision made an extension `{}`", self.name.as_str()),
            )
            .at(self.name.span)
            .help_if(near)
            .help("if it was there before, write `if_exists: true`");
            return cx.fail(diagnostic);
        }
        let gone = cx.gone(None);
        cx.catalog.remove_object(ObjectKind::Extension, &name, gone);
        Some(())
    }

    fn invert(&self, before: &Catalog, _: &Env) -> Inverse {
        let name = self.full_name();
        match before.object(ObjectKind::Extension, &name) {
            Some(_) if self.cascade => Inverse::impossible(format!(
                "what went with the extension `{}` is not known",
                self.name.as_str()
            )),
            Some(object) => Inverse::one(CreateExtension::of(object)),
            None if self.if_exists => Inverse::nothing(), // As far as is known, nothing was dropped.
            None => Inverse::one(CreateExtension {
                name: self.name.clone(),
                schema: None.into(),
                if_not_exists: false,
                cascade: false,
            }),
        }
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::writes(self.full_name())
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::DropExtension {
            name: self.name.value.clone(),
            if_exists: self.if_exists,
            cascade: self.cascade,
        });
    }
}
