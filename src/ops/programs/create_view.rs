//! `create_view`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_view::DropView;
use super::view::{self, ViewDef, ViewRef};
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Makes a view. The compiler reads its query and knows from then on what the view needs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CreateView(pub ViewDef);

impl Operation for CreateView {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = self.0.full_name(cx.env);
        view::check_free(cx, &name, self.0.name.span)?;
        let object = self.0.object(cx)?;
        cx.catalog.put_object(object);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(DropView(ViewRef::of(&self.0.name, &self.0.schema)))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.0.full_name(lower.env);
        programs::create_named(lower, ObjectKind::View, &name);
    }
}
