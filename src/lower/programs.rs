//! Views, routines and triggers: made, replaced, dropped; and taken off and put back where
//! what they read cannot change under them.

use std::sync::Arc;

use super::{Lower, comments, grants, indexes};
use crate::catalog::{
    Event, GrantOn, Object, ObjectKind, Program, Routine, Table, Trigger, TriggerAction, View,
    is_same,
};
use crate::dialect::{Comments, Readers, Replace};
use crate::ops::programs::routine::{self, RoutineRef};
use crate::ops::programs::{readers, view};
use crate::sql::raw::{self, PieceKind, leading_words};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// Makes the object of this kind and name, as it is after the operation.
pub fn create_named(lower: &mut Lower<'_>, kind: ObjectKind, name: &ObjName) {
    create_signed(lower, kind, name, "");
}

/// The same for one of several of its name.
pub fn create_signed(lower: &mut Lower<'_>, kind: ObjectKind, name: &ObjName, signature: &str) {
    if let Some(object) = after(lower, kind, name, signature) {
        create(lower, &object);
    }
}

fn after(
    lower: &Lower<'_>,
    kind: ObjectKind,
    name: &ObjName,
    signature: &str,
) -> Option<Arc<Object>> {
    lower.catalog.objects_named(kind, name).find(|o| o.signature == signature).cloned()
}

/// What an object was before the operation; none where the operation did not touch it.
fn before(lower: &Lower<'_>, object: &Object) -> Option<Arc<Object>> {
    lower.catalog.objects_touched().into_iter().find(|old| is_same(old, object))
}

/// CREATE, with what belongs to the object but stands outside of the statement.
pub fn create(lower: &mut Lower<'_>, object: &Object) {
    statement(lower, object, false);
    beside(lower, object);
}

fn statement(lower: &mut Lower<'_>, object: &Object, replace: bool) {
    if !object.definition.is_empty() {
        return push_raw(lower, &object.definition);
    }
    match &object.program {
        Program::None => {}
        Program::View(view) if object.kind == ObjectKind::MaterializedView => {
            lower.push(stmt::CreateMaterializedView {
                name: object.name.clone(),
                columns: view.columns.clone(),
                query: Fragment::new(view.query.as_str()),
                unfilled: view.unfilled,
            });
        }
        Program::View(view) => push_view(lower, object, view, replace),
        Program::Routine(routine) => push_routine(lower, object, routine, replace),
        Program::Trigger(trigger) => push_trigger(lower, object, trigger),
    }
}

/// The user's own statement, ended as such statements are.
fn push_raw(lower: &mut Lower<'_>, text: &str) {
    let pieces = raw::split(text, lower.env.dialect.name).unwrap_or_default();
    let block = pieces.first().is_some_and(|piece| piece.kind == PieceKind::Block);
    let text = Fragment::new(text.trim());
    lower.push(stmt::Raw { text, block, ended: false, after: None });
}

fn push_view(lower: &mut Lower<'_>, object: &Object, view: &View, replace: bool) {
    lower.push(stmt::CreateView {
        name: object.name.clone(),
        replace,
        columns: view.columns.clone(),
        query: Fragment::new(view.query.as_str()),
        check: view.check.map(|check| check.word()),
    });
}

fn push_routine(lower: &mut Lower<'_>, object: &Object, routine: &Routine, replace: bool) {
    let fragment = |text: &String| Fragment::new(text.as_str());
    lower.push(stmt::CreateRoutine {
        function: object.kind == ObjectKind::Function,
        name: object.name.clone(),
        replace,
        arguments: fragment(&routine.arguments),
        returns: routine.returns.as_ref().map(fragment),
        language: routine.language.as_ref().map(fragment),
        options: Some(&routine.options).filter(|text| !text.is_empty()).map(fragment),
        body: fragment(&routine.body),
    });
}

fn push_trigger(lower: &mut Lower<'_>, object: &Object, trigger: &Trigger) {
    let Some(table) = object.on.clone() else { return };
    let event = |event: &Event| match event {
        Event::Insert => ("INSERT", Vec::new()),
        Event::Delete => ("DELETE", Vec::new()),
        Event::Truncate => ("TRUNCATE", Vec::new()),
        Event::Update(columns) => ("UPDATE", columns.clone()),
    };
    let (execute, body) = match &trigger.action {
        TriggerAction::Execute(call) => (Some(Fragment::new(call.as_str())), None),
        TriggerAction::Body(body) => (None, Some(Fragment::new(body.as_str()))),
    };
    lower.push(stmt::CreateTrigger {
        name: object.name.clone(),
        table,
        timing: trigger.timing.sql(),
        events: trigger.events.iter().map(event).collect(),
        row: trigger.row,
        when: trigger.when.as_ref().map(|when| Fragment::new(when.as_str())),
        execute,
        body,
    });
}

/// The indexes of a materialized view, and comments.
fn beside(lower: &mut Lower<'_>, object: &Object) {
    if !object.kind.is_view() {
        return;
    }
    let table = Table::unseen(object.name.clone(), object.span);
    for index in &object.indexes {
        indexes::create(lower, &table, index, false, false);
    }
    if lower.env.dialect.comments != Comments::Statement {
        return;
    }
    for (column, comment) in &object.comments {
        let literal = Fragment::new(lower.env.dialect.quoted_text(comment));
        match column {
            None => lower.push(stmt::CommentOnView {
                name: object.name.clone(),
                materialized: object.kind == ObjectKind::MaterializedView,
                comment: literal,
            }),
            Some(column) => comments::on_view_column(lower, &object.name, column, literal),
        }
    }
}

/// DROP of one object, whatever it is.
pub fn drop(lower: &mut Lower<'_>, object: &Object) {
    let name = object.name.clone();
    match object.kind {
        ObjectKind::View => drop_view(lower, false, name, false, false),
        ObjectKind::MaterializedView => drop_view(lower, true, name, false, false),
        ObjectKind::Trigger => drop_trigger(lower, name, object.on.clone(), false, false),
        ObjectKind::Function | ObjectKind::Procedure => {
            push_drop_routine(lower, object.kind, name, Some(&object.signature), false, false)
        }
        _ => {}
    }
}

/// Whether IF EXISTS is a word of the statement, and whether it takes a block instead.
fn absence(lower: &Lower<'_>, if_exists: bool) -> (bool, bool) {
    let native = lower.env.version >= lower.env.dialect.programs.if_exists_since;
    (if_exists && native, if_exists && !native)
}

/// DROP VIEW or DROP MATERIALIZED VIEW.
pub fn drop_view(
    lower: &mut Lower<'_>,
    materialized: bool,
    name: ObjName,
    if_exists: bool,
    cascade: bool,
) {
    let (if_exists, guarded) = absence(lower, if_exists);
    lower.push(stmt::DropView { name, materialized, if_exists, guarded, cascade });
}

/// DROP TRIGGER.
pub fn drop_trigger(
    lower: &mut Lower<'_>,
    name: ObjName,
    table: Option<ObjName>,
    if_exists: bool,
    cascade: bool,
) {
    let (if_exists, guarded) = absence(lower, if_exists);
    let known = || {
        let mut touched = lower.catalog.objects_touched().into_iter();
        touched.find(|old| old.kind == ObjectKind::Trigger && old.name == name)?.on.clone()
    };
    let per_table = lower.env.dialect.programs.triggers.per_table;
    let table = per_table.then(|| table.or_else(known)).flatten();
    lower.push(stmt::DropTrigger { name, table, if_exists, guarded, cascade });
}

/// DROP FUNCTION or DROP PROCEDURE.
pub fn drop_routine(lower: &mut Lower<'_>, kind: ObjectKind, routine: &RoutineRef) {
    let name = routine.full_name(lower.env);
    let dialect = lower.env.dialect.name;
    let given = routine.arguments.as_ref().and_then(|sql| sql.pick(dialect));
    let signature = match given {
        Some(text) => Some(routine::signature(text.as_str(), lower.env)),
        None => {
            let mut touched = lower.catalog.objects_touched().into_iter();
            let old = touched.find(|old| old.kind == kind && old.name == name);
            old.map(|old| old.signature.clone())
        }
    };
    let (if_exists, cascade) = (routine.if_exists, routine.cascade);
    push_drop_routine(lower, kind, name, signature.as_deref(), if_exists, cascade);
}

fn push_drop_routine(
    lower: &mut Lower<'_>,
    kind: ObjectKind,
    name: ObjName,
    signature: Option<&str>,
    if_exists: bool,
    cascade: bool,
) {
    let (if_exists, guarded) = absence(lower, if_exists);
    let overloads = lower.env.dialect.programs.overloads;
    let arguments = signature.filter(|_| overloads).map(Fragment::new);
    let function = kind == ObjectKind::Function;
    lower.push(stmt::DropRoutine { function, name, arguments, if_exists, guarded, cascade });
}

/// Puts a view's new form in place of the old one.
pub fn replace_view(lower: &mut Lower<'_>, name: &ObjName) {
    let Some(new) = lower.catalog.object(ObjectKind::View, name).cloned() else { return };
    let old = before(lower, &new);
    let must_go =
        old.as_ref().is_some_and(|old| view::must_go(old, &new, lower.catalog, lower.env));
    replace(lower, old, &new, lower.env.dialect.programs.replace_view, must_go);
}

/// Puts a routine's new form in place of the old one.
pub fn replace_routine(lower: &mut Lower<'_>, kind: ObjectKind, name: &ObjName, signature: &str) {
    let Some(new) = after(lower, kind, name, signature) else { return };
    let old = before(lower, &new);
    let must_go = old.as_ref().is_some_and(|old| routine::must_go(old, &new, lower.env));
    replace(lower, old, &new, lower.env.dialect.programs.replace_routine, must_go);
}

/// Makes a routine, as it is after the operation.
pub fn create_routine(lower: &mut Lower<'_>, kind: ObjectKind, name: &ObjName, signature: &str) {
    create_signed(lower, kind, name, signature);
}

fn replace(
    lower: &mut Lower<'_>,
    old: Option<Arc<Object>>,
    new: &Arc<Object>,
    way: Replace,
    must_go: bool,
) {
    // The user's own statement can be run over the old form only if it says so itself.
    let words = leading_words(&new.definition, lower.env.dialect.name, 3);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let says_so = matches!(words.as_slice(), ["CREATE", "OR", "REPLACE" | "ALTER"] | ["ALTER", ..]);
    let plain = new.program.view().is_some_and(|view| view.plain);
    let fits = new.definition.is_empty() || says_so || plain;
    if way != Replace::DropAndCreate && !must_go && fits {
        match plain && !says_so {
            true => {
                let parts = Object { definition: String::new(), ..Object::clone(new) };
                statement(lower, &parts, true);
            }
            false => statement(lower, new, true),
        }
        return;
    }
    let own = old.unwrap_or_else(|| Arc::clone(new));
    let mut first = vec![Arc::clone(new)];
    first.extend(match new.kind {
        ObjectKind::Function => lower.catalog.triggers_running(&new.name),
        kind if kind.is_view() => lower.catalog.triggers_on(&new.name),
        _ => Vec::new(),
    });
    let bound = lower.env.dialect.programs.readers == Readers::Bound;
    let all = if bound { lower.catalog.with_readers(first) } else { lower.catalog.in_order(first) };
    let others: Vec<Arc<Object>> = all.into_iter().filter(|o| !is_same(o, new)).collect();
    // A server that does not bind triggers to functions lets them stay.
    let runs = new.kind == ObjectKind::Function && !bound;
    let others = if runs { Vec::new() } else { others };
    take_off(lower, &others);
    let known = lower.catalog.objects_touched().iter().any(|old| is_same(old, new));
    match known {
        true => drop(lower, &own),
        false => drop_if_there(lower, &own),
    }
    put_back(lower, std::slice::from_ref(new));
    put_back(lower, &others);
}

/// DROP of what is taken on trust.
fn drop_if_there(lower: &mut Lower<'_>, object: &Object) {
    let name = object.name.clone();
    match object.kind {
        ObjectKind::Function | ObjectKind::Procedure => {
            push_drop_routine(lower, object.kind, name, Some(&object.signature), true, false)
        }
        kind => drop_view(lower, kind == ObjectKind::MaterializedView, name, true, false),
    }
}

/// Drops the views that an operation takes along with `own`, where CASCADE would leave them.
pub fn drop_readers(lower: &mut Lower<'_>, own: &ObjName) {
    if lower.env.dialect.cascade_takes_views {
        return;
    }
    let catalog = lower.catalog;
    let goes = |object: &Arc<Object>| {
        object.kind.is_view()
            && catalog.key(&object.name) != catalog.key(own)
            && catalog.object(object.kind, &object.name).is_none()
    };
    let gone = catalog.objects_touched().into_iter().filter(goes).collect();
    take_off(lower, &catalog.in_order(gone));
}

/// Drops objects, the last made first.
pub fn take_off(lower: &mut Lower<'_>, objects: &[Arc<Object>]) {
    objects.iter().rev().for_each(|object| drop(lower, object));
}

/// Makes them again.
pub fn put_back(lower: &mut Lower<'_>, objects: &[Arc<Object>]) {
    objects.iter().for_each(|object| create_again(lower, object));
}

/// CREATE of what was dropped on the way, and the privileges on it that revisions granted.
fn create_again(lower: &mut Lower<'_>, object: &Object) {
    create(lower, object);
    if object.kind.is_view() {
        grants::restore(lower, GrantOn::Table, &object.name);
    }
}

/// What must be off while a column changes its type: what uses it, and what reads that.
pub fn bound_to(lower: &Lower<'_>, table: &ObjName, column: &Ident) -> Vec<Arc<Object>> {
    let users = || readers::of_column(lower.catalog, table, column, lower.env);
    match lower.env.dialect.programs.readers {
        Readers::Bound => lower.catalog.with_readers(users()),
        Readers::ByNameOrSchemaBound => schema_bound(lower, users()),
        Readers::TextFollows | Readers::ByName => Vec::new(),
    }
}

/// What must be off while a table or column gets another name.
pub fn holding_name(
    lower: &Lower<'_>,
    table: &ObjName,
    column: Option<&Ident>,
) -> Vec<Arc<Object>> {
    if lower.env.dialect.programs.readers != Readers::ByNameOrSchemaBound {
        return Vec::new();
    }
    let users = match column {
        Some(column) => readers::of_column(lower.catalog, table, column, lower.env),
        None => lower.catalog.readers(table),
    };
    schema_bound(lower, users)
}

/// The views whose columns a rename would call otherwise, though they keep their names, with
/// what reads them: off while the column gets its name, where the server changes their texts.
pub fn keeping_names(lower: &Lower<'_>) -> Vec<Arc<Object>> {
    if lower.env.dialect.programs.readers != Readers::TextFollows {
        return Vec::new();
    }
    let columns = |object: &Object| object.program.view().map(|view| view.columns.clone());
    let touched = lower.catalog.objects_touched().into_iter();
    let pinned = touched.filter_map(|old| {
        let new = after(lower, old.kind, &old.name, &old.signature)?;
        (columns(&old) != columns(&new)).then_some(new)
    });
    lower.catalog.with_readers(pinned.collect())
}

/// Those of these views, and of the views that read them, that are bound to their schema.
fn schema_bound(lower: &Lower<'_>, users: Vec<Arc<Object>>) -> Vec<Arc<Object>> {
    let word = Ident::from("SCHEMABINDING");
    let mut all = lower.catalog.with_readers(users);
    all.retain(|object| {
        object.kind == ObjectKind::View
            && raw::mentions_text(&object.definition, &word, lower.env.dialect.name)
    });
    all
}

/// Writes those views and triggers anew that go by the old name of what the operation
/// renamed; `done` are put back already.
pub fn follow_names(lower: &mut Lower<'_>, done: &[Arc<Object>]) {
    let by_name = matches!(
        lower.env.dialect.programs.readers,
        Readers::ByName | Readers::ByNameOrSchemaBound
    );
    if !by_name {
        return;
    }
    let touched = lower.catalog.objects_touched();
    let mut stale: Vec<Arc<Object>> = Vec::new();
    for old in touched {
        let new = after(lower, old.kind, &old.name, &old.signature);
        let Some(new) = new.filter(|_| old.kind.is_view() || old.kind == ObjectKind::Trigger)
        else {
            continue;
        };
        let changed = new.texts() != old.texts() || events_differ(&old, &new);
        if changed && !done.iter().any(|object| is_same(object, &new)) {
            stale.push(new);
        }
    }
    for object in lower.catalog.in_order(stale) {
        match object.kind {
            ObjectKind::View if object.definition.is_empty() => statement(lower, &object, true),
            _ => {
                drop(lower, &object);
                create_again(lower, &object);
            }
        }
    }
}

fn events_differ(old: &Object, new: &Object) -> bool {
    let events = |object: &Object| object.program.trigger().map(|t| t.events.clone());
    events(old) != events(new)
}
