//! `create_function`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_function::DropFunction;
use super::routine::RoutineDef;
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Makes a function. Not on SQLite.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CreateFunction(pub RoutineDef);

impl Operation for CreateFunction {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        self.0.apply(cx, ObjectKind::Function, false)
    }

    fn invert(&self, _: &Catalog, env: &Env) -> Inverse {
        Inverse::one(DropFunction(self.0.to_drop(env)))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let (name, signature) = (self.0.full_name(lower.env), self.0.signature(lower.env));
        programs::create_routine(lower, ObjectKind::Function, &name, &signature);
    }
}
