//! What hangs on an object: named in an error, taken along by CASCADE, made again by the
//! way back.

use std::sync::Arc;

use super::create_function::CreateFunction;
use super::create_materialized_view::CreateMaterializedView;
use super::create_procedure::CreateProcedure;
use super::create_trigger::CreateTrigger;
use super::create_view::CreateView;
use super::routine::RoutineDef;
use super::trigger::TriggerDef;
use super::view::ViewDef;
use crate::catalog::{Catalog, GrantOn, Object, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::E0314;
use crate::env::Env;
use crate::ops::other::privileges;
use crate::ops::{Apply, Op};
use crate::source::Span;
use crate::sql::{Ident, ObjName};

/// What tells a trigger from others of its name: its table, where triggers belong to tables.
pub fn trigger_signature(on: Option<&ObjName>, env: &Env) -> String {
    match on {
        Some(on) if env.dialect.programs.triggers.per_table => on.name.as_str().to_owned(),
        _ => String::new(),
    }
}

/// The views that read a table or view.
pub fn views(catalog: &Catalog, name: &ObjName) -> Vec<Arc<Object>> {
    let mut found = catalog.readers(name);
    found.retain(|object| object.kind.is_view());
    found
}

/// The views and triggers that use a column.
pub fn of_column(
    catalog: &Catalog,
    table: &ObjName,
    column: &Ident,
    env: &Env,
) -> Vec<Arc<Object>> {
    let mut found = catalog.readers(table);
    found.retain(|object| super::reading::uses(object, table, column, catalog, env));
    found
}

/// Reports E0314 with each use, unless there is none.
pub fn refuse(cx: &mut Apply<'_>, what: &str, span: Span, uses: &[Arc<Object>]) -> Option<()> {
    if uses.is_empty() {
        return Some(());
    }
    let mut diagnostic = Diagnostic::error(E0314, format!("{what} is still referred to")).at(span);
    for object in uses {
        diagnostic = diagnostic.also(object.span, used_by(object));
    }
    let help = match cx.env.dialect.drop_cascade {
        true => "drop or replace those first, or write `cascade: true`",
        false => "drop or replace those first",
    };
    cx.fail(diagnostic.help(help))
}

/// How an object uses what it hangs on, for a diagnostic.
pub fn used_by(object: &Object) -> String {
    let name = object.name.shown();
    match object.kind {
        ObjectKind::Trigger => format!("the trigger `{name}` uses it"),
        kind => format!("the {} `{name}` reads it", kind.name()),
    }
}

/// Takes objects away.
pub fn remove(cx: &mut Apply<'_>, objects: &[Arc<Object>]) {
    for object in objects.iter().rev() {
        let gone = cx.gone(None);
        cx.catalog.remove(object, gone);
    }
}

/// The operations that make objects again, as they were, in this order.
pub fn make_again(before: &Catalog, objects: &[Arc<Object>]) -> Vec<Op> {
    let mut ops = Vec::new();
    for object in objects {
        ops.extend(again(object));
        let on = match object.kind {
            ObjectKind::View | ObjectKind::MaterializedView => GrantOn::Table,
            ObjectKind::Function => GrantOn::Function,
            _ => continue,
        };
        ops.extend(privileges::restore(before, on, &object.name, object.span));
    }
    ops
}

/// The operation that makes an object again, as it was.
pub fn again(object: &Arc<Object>) -> Option<Op> {
    Some(match object.kind {
        ObjectKind::View => CreateView(ViewDef::again(object)).into(),
        ObjectKind::MaterializedView => CreateMaterializedView::again(object).into(),
        ObjectKind::Function => CreateFunction(RoutineDef::again(object)).into(),
        ObjectKind::Procedure => CreateProcedure(RoutineDef::again(object)).into(),
        ObjectKind::Trigger => CreateTrigger(TriggerDef::again(object)).into(),
        _ => return None,
    })
}

/// True when there is nothing of this name, and whatever is said of it is taken on trust.
pub fn is_trusted(cx: &Apply<'_>, name: &ObjName) -> bool {
    cx.catalog.is_opaque(name) || cx.env.is_external(name)
}
