//! `drop_view`

use schemars::JsonSchema;
use serde::Deserialize;

use super::view::ViewRef;
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Drops a view: `drop_view: v`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct DropView(pub ViewRef);

impl Operation for DropView {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        self.0.apply(cx, ObjectKind::View)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        self.0.invert(ObjectKind::View, before, env)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.0.full_name(lower.env);
        programs::drop_readers(lower, &name);
        programs::drop_view(lower, false, name, self.0.if_exists, self.0.cascade);
    }
}
