//! One way of saying what can be said in several: a key that refers to a primary key names its
//! columns, what is the default is not said.
//!
//! In: a catalog. Out: one that makes the same database. So schemas that are the same are
//! written the same, however their revisions put it.

use super::options;
use crate::catalog::{
    Action, Catalog, Column, Constraint, ConstraintKind, Deferral, Object, ObjectKind, Program,
    SequenceOptions, Table,
};
use crate::env::Env;
use crate::lower::sequences::natural_start;
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, raw};

/// The catalog with everything said in the one way.
pub fn settled(catalog: &Catalog, env: &Env) -> Catalog {
    let mut new = catalog.clone();
    let tables: Vec<_> = catalog.tables().cloned().collect();
    for table in tables {
        let mut own = Table::clone(&table);
        own.columns.iter_mut().for_each(|own| column(own, env));
        for constraint in &mut own.constraints {
            settle(constraint, catalog, env);
            beside(constraint, table.name.schema.is_some(), env);
        }
        options::drop_comment(&mut own.options, env);
        if let Some(options) = options::settled(&own.options, env) {
            own.options = options;
        }
        new.put_table(own);
    }
    for (_, thing) in catalog.things() {
        let crate::catalog::Thing::Object(object) = thing else { continue };
        // Its parts say all of it.
        let plain = matches!(&object.program, Program::View(view) if view.plain);
        let definition = if plain { "" } else { statement(&object.definition, env) };
        if definition != object.definition && object.kind != ObjectKind::Schema {
            let definition = definition.to_owned();
            new.put_object(Object { definition, ..Object::clone(&object) });
        }
    }
    new.commit();
    new
}

/// A statement without the comments above it, which dumps are full of.
fn statement<'t>(text: &'t str, env: &Env) -> &'t str {
    let mut code = raw::tokens(text, env.dialect.name).map_while(Result::ok);
    let first = code.find(|token| !token.is_blank()).map(|token| token.range.start);
    first.and_then(|start| text.get(start..)).unwrap_or(text).trim()
}

fn column(column: &mut Column, env: &Env) {
    if let Some(Value::Sql(sql)) = &mut column.default
        && let Some(text) = sql.pick(env.dialect.name)
    {
        // `(x)` and `x` are one default.
        let inner = raw::in_parentheses(text.as_str(), env.dialect.name);
        if let Some(inner) = inner.map(|inner| SqlExpr::internal(inner.trim())) {
            *sql = inner;
        }
    }
    if let Some(identity) = &mut column.identity {
        let natural = natural_start(&identity.sequence);
        let SequenceOptions { start, increment, cycle, .. } = &mut identity.sequence;
        *start = start.filter(|start| *start != natural);
        *increment = increment.filter(|step| *step != 1);
        *cycle = cycle.filter(|cycle| *cycle);
    }
}

/// From a table in a schema of its own, a table that is in none is referred to with the server's.
fn beside(constraint: &mut Constraint, in_schema: bool, env: &Env) {
    let ConstraintKind::ForeignKey(fk) = &mut constraint.kind else { return };
    if in_schema && fk.table.schema.is_none() {
        fk.table.schema = env.dialect.programs.default_schema.map(Ident::from);
    }
}

fn settle(constraint: &mut Constraint, catalog: &Catalog, env: &Env) {
    let nothing = Deferral { deferrable: false, initially_deferred: false };
    constraint.deferral = constraint.deferral.filter(|deferral| *deferral != nothing);
    let ConstraintKind::ForeignKey(fk) = &mut constraint.kind else { return };
    if fk.target_columns.is_empty()
        && let Some((_, key)) = catalog.table(&fk.table).and_then(|table| table.primary_key())
    {
        fk.target_columns = key.to_vec();
    }
    let unsaid = env.dialect.unsaid_action;
    let said = |action: Option<Action>| action.filter(|action| *action != unsaid);
    fk.on_delete = said(fk.on_delete);
    fk.on_update = said(fk.on_update);
    fk.matching = fk.matching.filter(|words| *words != "SIMPLE");
}
