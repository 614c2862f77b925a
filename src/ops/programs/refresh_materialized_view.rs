//! `refresh_materialized_view`

use schemars::JsonSchema;
use serde::Deserialize;

use super::view;
use crate::catalog::{Catalog, Object, ObjectKind, Program};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0401, E0407};
use crate::dialect::Materialized;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::stmt;

/// Fills a materialized view anew: `refresh_materialized_view: mv`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct RefreshMaterializedView {
    /// The view's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Let others read it meanwhile; it needs a unique index. PostgreSQL.
    #[serde(default)]
    pub concurrently: bool,
}

impl RefreshMaterializedView {
    /// CONCURRENTLY wants a unique index and a view that holds rows
    /// (<https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html>).
    fn check_concurrently(&self, cx: &mut Apply<'_>, view: &Object) -> Option<()> {
        let shown = view.name.shown();
        if !view.indexes.iter().any(|index| index.key().is_some()) {
            return cx.fail(
                Diagnostic::error(
                    E0407,
                    format!("`{shown}` has no unique index, which `concurrently` needs"),
                )
                .at(self.name.span)
                .also(view.span, "the view is made here")
                .help(
                    "`create_index` with `unique: true` on columns of it, without `where`, first",
                ),
            );
        }
        if view.program.view().is_some_and(|view| view.unfilled) {
            return cx.fail(
                Diagnostic::error(
                    E0407,
                    format!("`{shown}` holds no rows yet, which `concurrently` needs"),
                )
                .at(self.name.span)
                .also(view.span, "it is made without rows here")
                .help("leave `concurrently` out the first time"),
            );
        }
        Some(())
    }
}

impl Operation for RefreshMaterializedView {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        view::check_materialized(cx, self.name.span)?;
        if self.concurrently && cx.env.dialect.programs.materialized == Materialized::ByProcedure {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no REFRESH … CONCURRENTLY"))
                    .at(self.name.span)
                    .help("leave `concurrently` out: others read the old rows until the refresh commits"),
            );
        }
        let name = cx.qualify(&self.schema, &self.name);
        let kind = ObjectKind::MaterializedView;
        let Some(view) = view::known(cx, kind, &name, self.name.span, false)? else {
            return Some(());
        };
        if self.concurrently {
            self.check_concurrently(cx, &view)?;
        }
        let mut filled = Object::clone(&view);
        if let Program::View(view) = &mut filled.program {
            view.unfilled = false;
        }
        cx.catalog.put_object(filled);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::nothing()
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        lower.push(stmt::RefreshMaterializedView { name, concurrently: self.concurrently });
    }
}
