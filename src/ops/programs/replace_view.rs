//! `replace_view`

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::view::{self, ViewDef};
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Gives a view another query.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ReplaceView(pub ViewDef);

impl Operation for ReplaceView {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = self.0.full_name(cx.env);
        let old = view::known(cx, ObjectKind::View, &name, self.0.name.span, false)?;
        let new = self.0.object(cx)?;
        view::replace(cx, old.as_deref(), new)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = self.0.full_name(env);
        match before.object(ObjectKind::View, &name) {
            Some(old) => Inverse::one(ReplaceView(ViewDef::again(&Arc::clone(old)))),
            None => Inverse::impossible(format!(
                "the query that the view `{}` had is not known",
                name.shown()
            )),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.0.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.0.full_name(lower.env);
        programs::replace_view(lower, &name);
    }
}
