//! `add_enum_value`

use schemars::JsonSchema;
use serde::Deserialize;

use super::enum_users;
use super::remove_enum_value::RemoveEnumValue;
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0303, E0304};
use crate::env::Env;
use crate::lower::{Lower, enums};
use crate::ops::shape::SchemaRef;
use crate::ops::shape::type_spec::unknown_enum;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::sql::types::EnumType;

/// Adds a value to an enum, at its end unless `before` or `after` says otherwise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddEnumValue {
    /// The enum.
    #[serde(rename = "enum")]
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The new value.
    pub value: Spanned<String>,
    /// The value that it goes before.
    #[serde(default)]
    pub before: Option<Spanned<String>>,
    /// The value that it goes after.
    #[serde(default)]
    pub after: Option<Spanned<String>>,
    /// Do nothing where the enum has the value; that is an error otherwise.
    #[serde(default)]
    pub if_not_exists: bool,
}

impl AddEnumValue {
    fn place(&self, cx: &mut Apply<'_>, object: &Object) -> Option<usize> {
        let neighbour = match (&self.before, &self.after) {
            (Some(before), Some(_)) => {
                return cx.fail(
                    Diagnostic::error(E0110, "`before` and `after` exclude each other")
                        .at(before.span),
                );
            }
            (Some(before), None) => (before, 0),
            (None, Some(after)) => (after, 1),
            (None, None) => return Some(object.values.len()),
        };
        let (value, offset) = neighbour;
        match object.values.iter().position(|v| *v == value.value) {
            Some(at) => Some(at + offset),
            None => {
                let near = crate::diag::suggest::did_you_mean(
                    value,
                    object.values.iter().map(String::as_str),
                );
                cx.fail(
                    Diagnostic::error(
                        E0303,
                        format!(
                            "the enum `{}` has no value `{}`",
                            object.name.shown(),
                            value.value
                        ),
                    )
                    .at(value.span)
                    .also(object.span, format!("its values are {}", object.values.join(", ")))
                    .help_if(near),
                )
            }
        }
    }
}

impl Operation for AddEnumValue {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = cx.qualify(&self.schema, &self.name);
        let Some(object) = cx.catalog.object(ObjectKind::Enum, &name).cloned() else {
            if cx.catalog.is_opaque(&name) || cx.env.is_external(&name) {
                return Some(());
            }
            let diagnostic = unknown_enum(cx, &name, self.name.span);
            return cx.fail(diagnostic);
        };
        if object.values.contains(&self.value.value) {
            if self.if_not_exists {
                return Some(());
            }
            return cx.fail(
                Diagnostic::error(
                    E0304,
                    format!(
                        "the enum `{}` has the value `{}` already",
                        name.shown(),
                        self.value.value
                    ),
                )
                .at(self.value.span)
                .also(object.span, format!("its values are {}", object.values.join(", "))),
            );
        }
        let place = self.place(cx, &object)?;
        let mut object = Object::clone(&object);
        object.values.insert(place.min(object.values.len()), self.value.value.clone());
        let new = EnumType { name: Some(name.clone()), values: object.values.clone() };
        cx.catalog.put_object(object);
        enum_users::follow(cx, &name, &new);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        let known = before.object(ObjectKind::Enum, &name);
        if known.is_some_and(|object| object.values.contains(&self.value.value)) {
            return Inverse::nothing();
        }
        Inverse::one(RemoveEnumValue {
            name: self.name.clone(),
            schema: self.schema.clone(),
            value: self.value.clone(),
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        let neighbour = match (&self.before, &self.after) {
            (Some(before), _) => Some((true, before.value.as_str())),
            (None, Some(after)) => Some((false, after.value.as_str())),
            (None, None) => None,
        };
        enums::add_value(lower, &name, &self.value, neighbour, self.if_not_exists);
    }
}
