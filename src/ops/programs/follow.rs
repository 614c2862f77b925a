//! Views and triggers follow what they read to its new name: in the simulation always, as
//! servers or the script see to it.

use crate::catalog::{Object, Program, Table};
use crate::ops::Apply;
use crate::sql::raw::query::{Item, reading};
use crate::sql::raw::scope::{Scope, rename_column_in_text};
use crate::sql::raw::{rename_in_text, rename_table_in_text};
use crate::sql::{Ident, ObjName};

/// A table or view has a new name.
pub fn renamed(cx: &mut Apply<'_>, from: &ObjName, to: &ObjName) {
    let quoted = cx.env.dialect.quoted(&to.name);
    let dialect = cx.env.dialect.name;
    for object in cx.catalog.speakers(from) {
        let mut new = Object::clone(&object);
        new.depends_on.iter_mut().filter(|name| *name == from).for_each(|n| *n = to.clone());
        new.change_texts(|text| rename_table_in_text(text, &from.name, &quoted, dialect));
        if new.on.as_ref() == Some(from) {
            new.on = Some(to.clone());
            if !new.signature.is_empty() {
                new.signature = to.name.as_str().to_owned();
            }
        }
        if new != *object {
            replace(cx, &object, new);
        }
    }
}

/// A column has a new name: in the views and triggers that read its table. Where another table
/// that they read has a column of that name as well, only what cannot be that one's.
pub fn column_renamed(cx: &mut Apply<'_>, table: &Table, from: &Ident, to: &Ident) {
    let dialect = cx.env.dialect.name;
    let quoted = cx.env.dialect.quoted(to);
    for object in cx.catalog.readers(&table.name) {
        let has = |name: &&ObjName| {
            let other = cx.catalog.table(name).filter(|_| **name != table.name);
            other.is_some_and(|other| other.column(from, |a, b| cx.env.same(a, b)).is_some())
        };
        let others = object.depends_on.iter().chain(&object.on).filter(has);
        let others: Vec<Ident> = others.map(|name| name.name.clone()).collect();
        let on = object.on.as_ref().map(|name| &name.name);
        let scope = Scope { table: &table.name.name, others: &others, on };
        let mut new = Object::clone(&object);
        new.change_texts(|text| match others.as_slice() {
            [] => rename_in_text(text, from, &quoted, dialect),
            _ => rename_column_in_text(text, &scope, from, &quoted, dialect),
        });
        keep_names(cx, &object, &mut new, from);
        if new.on.as_ref() == Some(&table.name) {
            new.program.rename_event_column(from, to);
        }
        if new != *object {
            replace(cx, &object, new);
        }
    }
}

/// A view's columns keep their names when those that they come from get others: where the new
/// text would give them others, they are written out.
fn keep_names(cx: &Apply<'_>, old: &Object, new: &mut Object, from: &Ident) {
    let (Some(before), Program::View(view)) = (old.program.view(), &mut new.program) else {
        return;
    };
    let Some(names) = before.output.as_ref().filter(|_| view.columns.is_empty() || view.pinned)
    else {
        return;
    };
    let dialect = cx.env.dialect.name;
    let (Some(was), Some(is)) = (reading(&before.query, dialect), reading(&view.query, dialect))
    else {
        return;
    };
    let name = |item: &Item| match item {
        Item::Column(name, _) | Item::Named(name, _) => Some(name.clone()),
        _ => None,
    };
    if view.pinned {
        let own = is.list.iter().map(|item| name(item).map(|name| cx.env.written(&name)));
        if own.collect::<Option<Vec<_>>>().as_ref() == Some(&view.columns) {
            view.columns.clear(); // The query gives them their names again.
            view.pinned = false;
        }
        return;
    }
    let changes = was.list.iter().zip(&is.list).any(|(a, b)| name(a) != name(b));
    let starred = was.spoken.stars && names.iter().any(|name| cx.env.same(name, from));
    if (changes || starred) && (new.definition.is_empty() || view.plain) {
        view.columns = names.clone();
        view.pinned = true;
        new.definition = String::new();
    }
}

fn replace(cx: &mut Apply<'_>, old: &Object, new: Object) {
    if old.signature != new.signature {
        let gone = cx.gone(None);
        cx.catalog.remove(old, gone);
    }
    cx.catalog.put_object(new);
}
