//! `drop_materialized_view`

use schemars::JsonSchema;
use serde::Deserialize;

use super::view::{self, ViewRef};
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Drops a materialized view: `drop_materialized_view: mv`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct DropMaterializedView(pub ViewRef);

impl Operation for DropMaterializedView {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        view::check_materialized(cx, self.0.name.span)?;
        self.0.apply(cx, ObjectKind::MaterializedView)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        self.0.invert(ObjectKind::MaterializedView, before, env)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.0.full_name(lower.env);
        programs::drop_readers(lower, &name);
        programs::drop_view(lower, true, name, self.0.if_exists, self.0.cascade);
    }
}
