//! `rename_enum`

use schemars::JsonSchema;
use serde::Deserialize;

use super::enum_users;
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, enums};
use crate::ops::shape::SchemaRef;
use crate::ops::shape::type_spec::unknown_enum;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::types::EnumType;
use crate::sql::{Ident, ObjName};

/// Gives an enum another name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameEnum {
    /// The name that it has.
    pub from: Spanned<Ident>,
    /// The name that it gets.
    pub to: Spanned<Ident>,
    /// The schema of the enum, which stays.
    #[serde(default)]
    pub schema: SchemaRef,
}

impl Operation for RenameEnum {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let from = cx.qualify(&self.schema, &self.from);
        let to = cx.qualify(&self.schema, &self.to);
        cx.check_name(&self.to);
        let Some(object) = cx.catalog.object(ObjectKind::Enum, &from).cloned() else {
            let diagnostic = unknown_enum(cx, &from, self.from.span);
            return cx.fail(diagnostic);
        };
        if let Some(first) = cx.catalog.object(ObjectKind::Enum, &to) {
            let first = first.span;
            return cx.exists("an enum", &to.shown(), self.to.span, first);
        }
        let gone = cx.gone(Some(to.clone()));
        cx.catalog.remove_object(ObjectKind::Enum, &from, gone);
        cx.catalog.put_object(Object { name: to.clone(), ..(*object).clone() });
        enum_users::follow(cx, &from, &EnumType { name: Some(to), values: object.values.clone() });
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(RenameEnum {
            from: self.to.clone(),
            to: self.from.clone(),
            schema: self.schema.clone(),
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        let name = |ident| -> ObjName { env.qualify(self.schema.get(), ident) };
        Touches { reads: Vec::new(), writes: vec![name(&self.from), name(&self.to)] }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let from = lower.env.qualify(self.schema.get(), &self.from);
        let to = lower.env.qualify(self.schema.get(), &self.to);
        enums::rename(lower, &from, &to);
    }
}
