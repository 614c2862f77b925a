//! `drop_trigger`

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{readers, trigger, view};
use crate::catalog::{Catalog, Object, ObjectKind};
use crate::diag::codes::{E0303, E0407};
use crate::diag::{Diagnostic, suggest};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::{Ident, ObjName};

/// Drops a trigger.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropTrigger {
    /// The trigger's name.
    pub name: Spanned<Ident>,
    /// The table or view that it stands on.
    #[serde(default)]
    pub table: Option<Spanned<Ident>>,
    /// The schema of both.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop what uses it as well. PostgreSQL.
    #[serde(default)]
    pub cascade: bool,
}

impl DropTrigger {
    fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    fn table_name(&self, env: &Env) -> Option<ObjName> {
        self.table.as_ref().map(|table| env.qualify(self.schema.get(), table))
    }

    /// The triggers that may be meant.
    fn meant(&self, catalog: &Catalog, env: &Env) -> Vec<Arc<Object>> {
        let table = self.table_name(env).map(|table| catalog.key(&table));
        let stands = |object: &&Arc<Object>| match (&table, &object.on) {
            (Some(table), Some(on)) => catalog.key(on) == *table,
            _ => true,
        };
        let name = self.full_name(env);
        catalog.objects_named(ObjectKind::Trigger, &name).filter(stands).cloned().collect()
    }

    fn unknown(&self, cx: &mut Apply<'_>) -> Option<()> {
        let name = self.full_name(cx.env);
        let triggers = cx.catalog.objects(ObjectKind::Trigger);
        let near = suggest::did_you_mean(
            self.name.as_str(),
            triggers.iter().map(|trigger| trigger.name.name.as_str()),
        );
        let elsewhere = triggers.iter().find(|t| t.name.name == self.name.value);
        let elsewhere = elsewhere
            .and_then(|t| t.on.as_ref())
            .map(|on| format!("there is a trigger of this name on `{}`", on.shown()));
        let message = format!("there is no trigger `{}` at this point", name.shown());
        let mut diagnostic =
            Diagnostic::error(E0303, message).at(self.name.span).help_if(near).help_if(elsewhere);
        if let Some(gone) = cx.catalog.gone(&name) {
            diagnostic = diagnostic.also(gone.span, "it was dropped here");
        }
        cx.fail(diagnostic.help(
            "if it was there before the first revision, write `if_exists: true`, or list its name under `external`",
        ))
    }
}

impl Operation for DropTrigger {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        view::check_cascade(cx, self.cascade, self.name.span)?;
        if let (Some(table), Some(name)) = (&self.table, self.table_name(cx.env))
            && !self.if_exists
        {
            trigger::check_table(cx, &name, table.span)?;
        }
        let found = self.meant(cx.catalog, cx.env);
        let per_table = cx.env.dialect.programs.triggers.per_table;
        if per_table && self.table.is_none() && found.len() != 1 {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0407, format!("{title} needs the `table` of the trigger"))
                    .at(self.name.span)
                    .help(format!(
                        "write `drop_trigger: {{name: {}, table: …}}`",
                        self.name.as_str()
                    )),
            );
        }
        if found.is_empty() {
            let name = self.full_name(cx.env);
            let table = self.table_name(cx.env);
            let open =
                table.is_some_and(|table| cx.catalog.table(&table).is_some_and(|t| !t.complete));
            if self.if_exists || open || readers::is_trusted(cx, &name) {
                return Some(());
            }
            return self.unknown(cx);
        }
        readers::remove(cx, &found);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let found = self.meant(before, env);
        if found.is_empty() && !self.if_exists {
            return Inverse::impossible(format!(
                "the definition of the trigger `{}` is not known",
                self.name.as_str()
            ));
        }
        Inverse::Ops(readers::make_again(before, &found))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches {
            reads: self.table_name(env).into_iter().collect(),
            writes: vec![self.full_name(env)],
        }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.full_name(lower.env);
        let table = self.table_name(lower.env);
        programs::drop_trigger(lower, name, table, self.if_exists, self.cascade);
    }
}
