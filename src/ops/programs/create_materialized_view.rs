//! `create_materialized_view`

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_materialized_view::DropMaterializedView;
use super::view::{self, Parts, ViewRef};
use crate::catalog::{Catalog, Object, ObjectKind, View};
use crate::env::Env;
use crate::lower::{Lower, programs};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};

/// Makes a materialized view. PostgreSQL and Oracle.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateMaterializedView {
    /// The view's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The names of its columns, where they are not the query's.
    #[serde(default)]
    pub columns: Vec<Spanned<Ident>>,
    /// The query, or one by dialect: `SELECT x, y FROM t`.
    pub sql: SqlExpr,
    /// False to fill it later, with `refresh_materialized_view`; true when left out.
    #[serde(default = "yes")]
    pub with_data: bool,
    /// The view as it was, for the way back.
    #[serde(skip)]
    pub was: Option<Arc<Object>>,
}

fn yes() -> bool {
    true
}

impl CreateMaterializedView {
    /// The view of the catalog again.
    pub fn again(object: &Arc<Object>) -> Self {
        CreateMaterializedView {
            name: Spanned::new(object.name.name.clone(), object.span),
            schema: object.name.schema.clone().into(),
            columns: Vec::new(),
            sql: SqlExpr::internal(""),
            with_data: true,
            was: Some(Arc::clone(object)),
        }
    }

    fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    fn object(&self, cx: &mut Apply<'_>) -> Option<Object> {
        if let Some(was) = &self.was {
            return Some(Object::clone(was));
        }
        let parts = Parts {
            kind: ObjectKind::MaterializedView,
            name: &self.name,
            schema: &self.schema,
            columns: &self.columns,
            sql: &self.sql,
        };
        let view = View { unfilled: !self.with_data, ..View::default() };
        view::resolve(cx, &parts, view)
    }
}

impl Operation for CreateMaterializedView {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        view::check_materialized(cx, self.name.span)?;
        let name = self.full_name(cx.env);
        view::check_free(cx, &name, self.name.span)?;
        let object = self.object(cx)?;
        cx.catalog.put_object(object);
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(DropMaterializedView(ViewRef::of(&self.name, &self.schema)))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(self.full_name(env))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = self.full_name(lower.env);
        programs::create_named(lower, ObjectKind::MaterializedView, &name);
    }
}
