//! `create_enum`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_enum::DropEnum;
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::E0110;
use crate::env::Env;
use crate::lower::{Lower, enums};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Makes an enum. Where enums are no types it lives in the simulated schema, and in a check at each
/// column.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateEnum {
    /// The enum's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Its values, in order.
    pub values: Vec<String>,
}

impl CreateEnum {
    /// Makes an enum of the catalog again.
    pub fn of(object: &Object) -> Self {
        CreateEnum {
            name: Spanned::new(object.name.name.clone(), object.span),
            schema: object.name.schema.clone().into(),
            values: object.values.clone(),
        }
    }
}

impl Operation for CreateEnum {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = cx.qualify(&self.schema, &self.name);
        if let Some(first) = cx.catalog.object(ObjectKind::Enum, &name) {
            let first = first.span;
            return cx.exists("an enum", &name.shown(), self.name.span, first);
        }
        if self.values.is_empty() {
            return cx.fail(
                Diagnostic::error(E0110, "an enum needs at least one value").at(self.name.span),
            );
        }
        for (at, value) in self.values.iter().enumerate() {
            if self.values.iter().take(at).any(|before| before == value) {
                return cx.fail(
                    Diagnostic::error(E0110, format!("the value `{value}` stands twice"))
                        .at(self.name.span),
                );
            }
        }
        cx.ensure_enum(&name, &self.values, self.name.span)
    }

    fn invert(&self, _: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        Inverse::one(DropEnum::named(&name, self.name.span))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        enums::create(lower, &name, &self.values);
    }
}
