//! `drop_schema`

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_schema::{CreateSchema, check_schemas};
use crate::catalog::{Catalog, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0303, E0314, E0401};
use crate::dialect::objects::DropSchema as Dropping;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Drops a schema: `drop_schema: crm`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropSchema {
    /// The schema's name.
    pub name: Spanned<Ident>,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop what is in it as well; what revisions made in it is an error otherwise. Not on SQL
    /// Server.
    #[serde(default)]
    pub cascade: bool,
}

impl Operation for DropSchema {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_schemas(cx, &self.name)?;
        let name = ObjName::new(None, self.name.value.clone());
        if self.cascade && cx.env.dialect.objects.drop_schema == Dropping::Refuses {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no DROP SCHEMA … CASCADE"))
                    .at(self.name.span)
                    .help("drop what is in it first"),
            );
        }
        let known = cx.catalog.object(ObjectKind::Schema, &name).is_some();
        let trusted = self.if_exists || cx.catalog.is_opaque(&name) || cx.env.is_external(&name);
        if !known && !trusted {
            let schemas = cx.catalog.objects(ObjectKind::Schema);
            let names: Vec<&str> = schemas.iter().map(|object| object.name.name.as_str()).collect();
            let near = crate::diag::suggest::did_you_mean(self.name.as_str(), names);
            let diagnostic = Diagnostic::error(
                E0303,
                format!("no revision made a schema `{}`", self.name.as_str()),
            )
            .at(self.name.span)
            .help_if(near)
            .help("if it was there before, write `if_exists: true`");
            return cx.fail(diagnostic);
        }
        let inside = inside(cx.catalog, &self.name, cx.env);
        if !inside.is_empty() && !self.cascade {
            let mut diagnostic = Diagnostic::error(
                E0314,
                format!("the schema `{}` is not empty", self.name.as_str()),
            )
            .at(self.name.span);
            for (_, name, span) in &inside {
                diagnostic = diagnostic.also(*span, format!("`{}` is in it", name.shown()));
            }
            let help = match cx.env.dialect.objects.drop_schema {
                Dropping::Refuses => "drop what is in it first",
                Dropping::RefusesWithoutCascade | Dropping::TakesAll => {
                    "drop what is in it first, or write `cascade: true`"
                }
            };
            return cx.fail(diagnostic.help(help));
        }
        for (kind, name, _) in inside {
            let gone = cx.gone(None);
            match kind {
                Some(kind) => cx.catalog.remove_object(kind, &name, gone),
                None => cx.catalog.remove_table(&name, gone),
            }
        }
        let gone = cx.gone(None);
        cx.catalog.remove_object(ObjectKind::Schema, &name, gone);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let inside = !inside(before, &self.name, env).is_empty();
        if inside {
            return Inverse::impossible(format!(
                "the schema `{}` is dropped with all that is in it",
                self.name.as_str()
            ));
        }
        let name = ObjName::new(None, self.name.value.clone());
        let known = before.object(ObjectKind::Schema, &name);
        if known.is_none() && self.if_exists {
            return Inverse::nothing(); // As far as is known, nothing was dropped.
        }
        let owner = known.map(|schema| schema.definition.as_str());
        Inverse::one(CreateSchema {
            name: self.name.clone(),
            if_not_exists: self.if_exists,
            authorization: owner.filter(|owner| !owner.is_empty()).map(Ident::from),
        })
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::writes(ObjName::new(None, self.name.value.clone()))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::DropSchema {
            name: self.name.value.clone(),
            if_exists: self.if_exists,
            cascade: self.cascade
                && lower.env.dialect.objects.drop_schema == Dropping::RefusesWithoutCascade,
        });
    }
}

/// What is in a schema: tables, and objects with their kind, sorted by name.
fn inside(
    catalog: &Catalog,
    schema: &Ident,
    env: &Env,
) -> Vec<(Option<ObjectKind>, ObjName, Span)> {
    let is_in = |name: &ObjName| name.schema.as_ref().is_some_and(|own| env.same(own, schema));
    let tables = catalog.tables().map(|table| (None, table.name.clone(), table.span));
    let kinds = [
        ObjectKind::Enum,
        ObjectKind::Sequence,
        ObjectKind::View,
        ObjectKind::MaterializedView,
        ObjectKind::Function,
        ObjectKind::Procedure,
        ObjectKind::Trigger,
    ];
    let objects = kinds.into_iter().flat_map(|kind| catalog.objects(kind));
    let objects = objects.map(|object| (Some(object.kind), object.name.clone(), object.span));
    let mut found: Vec<_> = tables.chain(objects).filter(|(_, name, _)| is_in(name)).collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    found
}
