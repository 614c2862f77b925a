//! `create_trigger`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_trigger::DropTrigger;
use super::readers;
use super::trigger::TriggerDef;
use crate::catalog::{Catalog, ObjectKind};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::{Apply, Inverse, Operation, Touches};

/// Makes a trigger: a function that PostgreSQL runs (`execute`), a `body` of statements elsewhere.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CreateTrigger(pub TriggerDef);

impl Operation for CreateTrigger {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let object = self.0.object(cx)?;
        let known = cx.catalog.objects_named(ObjectKind::Trigger, &object.name);
        let first =
            known.filter(|known| known.signature == object.signature).map(|k| k.span).next();
        if let Some(first) = first {
            return cx.exists("a trigger", &object.name.shown(), self.0.name.span, first);
        }
        cx.catalog.put_object(object);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(DropTrigger {
            name: self.0.name.clone(),
            table: Some(self.0.table.clone()),
            schema: self.0.schema.clone(),
            if_exists: false,
            cascade: false,
        })
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches { reads: vec![self.0.table_name(env)], writes: vec![self.0.full_name(env)] }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.0.full_name(lower.env);
        let signature = match &self.0.was {
            Some(was) => was.signature.clone(),
            None => readers::trigger_signature(Some(&self.0.table_name(lower.env)), lower.env),
        };
        programs::create_signed(lower, ObjectKind::Trigger, &name, &signature);
    }
}
