//! `replace_procedure`

use schemars::JsonSchema;
use serde::Deserialize;

use super::routine::RoutineDef;
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Gives a procedure another body. On PostgreSQL it is the one that takes the same types.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ReplaceProcedure(pub RoutineDef);

impl Operation for ReplaceProcedure {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        self.0.apply(cx, ObjectKind::Procedure, true)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        match self.0.previous(ObjectKind::Procedure, before, env) {
            Ok(previous) => Inverse::one(ReplaceProcedure(previous)),
            Err(why) => why,
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let (name, signature) = (self.0.full_name(lower.env), self.0.signature(lower.env));
        programs::replace_routine(lower, ObjectKind::Procedure, &name, &signature);
    }
}
