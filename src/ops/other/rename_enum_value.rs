//! `rename_enum_value`

use schemars::JsonSchema;
use serde::Deserialize;

use super::enum_users;
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0303, E0304};
use crate::env::Env;
use crate::lower::{Lower, enums};
use crate::ops::shape::SchemaRef;
use crate::ops::shape::type_spec::unknown_enum;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::types::EnumType;

/// Gives a value of an enum another name, in the rows as well.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameEnumValue {
    /// The enum.
    #[serde(rename = "enum")]
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The value that it is.
    pub from: Spanned<String>,
    /// The value that it becomes.
    pub to: Spanned<String>,
}

impl Operation for RenameEnumValue {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = cx.qualify(&self.schema, &self.name);
        let Some(object) = cx.catalog.object(ObjectKind::Enum, &name).cloned() else {
            if cx.catalog.is_opaque(&name) || cx.env.is_external(&name) {
                return Some(());
            }
            let diagnostic = unknown_enum(cx, &name, self.name.span);
            return cx.fail(diagnostic);
        };
        let mut changed = Object::clone(&object);
        let Some(value) = changed.values.iter_mut().find(|value| **value == self.from.value) else {
            let near = crate::diag::suggest::did_you_mean(
                &self.from,
                object.values.iter().map(String::as_str),
            );
            return cx.fail(
                Diagnostic::error(
                    E0303,
                    format!("the enum `{}` has no value `{}`", name.shown(), self.from.value),
                )
                .at(self.from.span)
                .also(object.span, format!("its values are {}", object.values.join(", ")))
                .help_if(near),
            );
        };
        *value = self.to.value.clone();
        if object.values.contains(&self.to.value) {
            return cx.fail(
                Diagnostic::error(
                    E0304,
                    format!(
                        "the enum `{}` has the value `{}` already",
                        name.shown(),
                        self.to.value
                    ),
                )
                .at(self.to.span)
                .also(object.span, format!("its values are {}", object.values.join(", "))),
            );
        }
        let new = EnumType { name: Some(name.clone()), values: changed.values.clone() };
        cx.catalog.put_object(changed);
        enum_users::follow_value(cx, &name, &new, Some((&self.from, &self.to)));
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(RenameEnumValue {
            from: self.to.clone(),
            to: self.from.clone(),
            ..self.clone()
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        enums::rename_value(lower, &name, &self.from, &self.to);
    }
}
