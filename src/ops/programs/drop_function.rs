//! `drop_function`

use schemars::JsonSchema;
use serde::Deserialize;

use super::routine::RoutineRef;
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Drops a function: `drop_function: f` where there is one of this name, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct DropFunction(pub RoutineRef);

impl Operation for DropFunction {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        self.0.apply(cx, ObjectKind::Function)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        self.0.invert(ObjectKind::Function, before, env)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        programs::drop_routine(lower, ObjectKind::Function, &self.0);
    }
}
