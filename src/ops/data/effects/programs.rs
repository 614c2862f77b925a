//! Views, routines and triggers of raw SQL.

use super::{Writer, object_kind};
use crate::catalog::{Object, ObjectKind, Program, View};
use crate::ops::other::sequences;
use crate::ops::programs::{follow, readers, reading, routine};
use crate::sql::raw::effect::{self, NamePath, ViewDef};
use crate::sql::raw::program;
use crate::sql::{Ident, ObjName};

impl Writer<'_, '_> {
    fn relation(&self, path: &NamePath) -> ObjName {
        reading::relation(path, self.cx.catalog, self.cx.env)
    }

    pub(super) fn create_view(&mut self, def: &ViewDef) {
        let kind = match def.materialized {
            true => ObjectKind::MaterializedView,
            false => ObjectKind::View,
        };
        let name = self.name(&def.name);
        let known = self.cx.catalog.view(&name);
        if def.if_not_exists && known.is_some() {
            return;
        }
        if def.temporary {
            return self.cx.catalog.make_opaque(&name); // It is gone with the session.
        }
        let kept = known.filter(|_| def.or_replace).cloned();
        let columns: Vec<_> = def.columns.iter().map(|part| self.ident(part)).collect();
        let found = reading::of_query(&def.query, &columns, self.cx.catalog, self.cx.env);
        let view = View {
            columns,
            query: def.query.clone(),
            output: found.output,
            plain: def.plain,
            ..View::default()
        };
        self.cx.catalog.put_object(Object {
            definition: self.statement.to_owned(),
            program: Program::View(view),
            depends_on: def.reads.iter().map(|path| self.relation(path)).collect(),
            comments: kept.map(|kept| kept.comments.clone()).unwrap_or_default(),
            ..Object::new(kind, name, self.span)
        });
    }

    pub(super) fn create_trigger(&mut self, name: &NamePath, table: Option<&NamePath>, sql: &str) {
        let env = self.cx.env;
        let on = table.map(|path| self.relation(path));
        let mut name = self.name(name);
        if let Some(on) = &on {
            name.schema = on.schema.clone();
        }
        let mut depends_on: Vec<ObjName> = on.iter().cloned().collect();
        let read = crate::sql::raw::relations_in(sql, env.dialect.name);
        depends_on.extend(read.iter().map(|path| self.relation(path)));
        let calls = program::executed(sql, env.dialect.name);
        self.cx.catalog.put_object(Object {
            signature: readers::trigger_signature(on.as_ref(), env),
            definition: sql.to_owned(),
            depends_on,
            on,
            calls: calls.iter().map(|path| self.name(path)).collect(),
            ..Object::new(ObjectKind::Trigger, name, self.span)
        });
    }

    pub(super) fn routine(
        &mut self,
        kind: effect::ObjectKind,
        name: &NamePath,
        arguments: Option<&str>,
        sql: &str,
    ) {
        let Some(kind) = object_kind(kind) else { return };
        let name = self.name(name);
        self.cx.catalog.put_object(Object {
            signature: routine::signature(arguments.unwrap_or_default(), self.cx.env),
            definition: sql.to_owned(),
            ..Object::new(kind, name, self.span)
        });
    }

    /// Takes a view, routine or trigger away; with CASCADE what hangs on it as well.
    pub(super) fn drop_program(
        &mut self,
        kind: ObjectKind,
        name: &ObjName,
        on: Option<&ObjName>,
        arguments: Option<&str>,
        cascade: bool,
    ) {
        let env = self.cx.env;
        let wanted = arguments.map(|text| routine::signature(text, env));
        let meant = |object: &&std::sync::Arc<Object>| match kind {
            ObjectKind::Trigger => on.is_none() || object.on.as_ref() == on,
            _ => {
                !env.dialect.programs.overloads
                    || wanted.as_ref().is_none_or(|wanted| object.signature == *wanted)
            }
        };
        let named: Vec<_> =
            self.cx.catalog.objects_named(kind, name).filter(meant).cloned().collect();
        for object in named {
            let mut all = vec![object.clone()];
            if kind.is_view() {
                all.extend(self.cx.catalog.triggers_on(&object.name));
            }
            if cascade && kind.is_view() {
                all = self.cx.catalog.with_readers(all);
            } else if cascade && kind == ObjectKind::Function {
                all.extend(self.cx.catalog.triggers_running(name));
            }
            readers::remove(self.cx, &all);
        }
    }

    /// Takes a table away with its triggers; with CASCADE the views that read it as well.
    pub(super) fn drop_table(&mut self, name: &ObjName, cascade: bool) {
        let mut all = self.cx.catalog.triggers_on(name);
        if cascade {
            all.extend(readers::views(self.cx.catalog, name));
            all = self.cx.catalog.with_readers(all);
        }
        readers::remove(self.cx, &all);
        let gone = self.gone(None);
        self.cx.catalog.remove_table(name, gone);
        self.drop_owned_sequences(name, None);
    }

    /// Takes the sequences along that a table or one of its columns owns.
    pub(super) fn drop_owned_sequences(&mut self, table: &ObjName, column: Option<&Ident>) {
        for sequence in sequences::owned(self.cx.catalog, table, column, self.cx.env) {
            let gone = self.gone(None);
            self.cx.catalog.remove_object(ObjectKind::Sequence, &sequence.name, gone);
        }
    }

    /// Moves a view to its new name, and what reads it with it.
    pub(super) fn move_view(&mut self, view: &Object, to: &ObjName) {
        let gone = self.gone(Some(to.clone()));
        let from = view.name.clone();
        let mut moved = view.clone();
        if let Program::View(parts) = &moved.program
            && parts.plain
        {
            moved.definition = String::new(); // It speaks of the old name.
        }
        moved.name = to.clone();
        self.cx.catalog.remove(view, gone);
        self.cx.catalog.put_object(moved);
        follow::renamed(self.cx, &from, to);
    }

    /// Notes a comment on a view or on its column; false where there is no such view.
    pub(super) fn comment_on_view(
        &mut self,
        kind: effect::ObjectKind,
        path: &NamePath,
        column: bool,
        text: Option<&String>,
    ) -> bool {
        use effect::ObjectKind as K;
        if !matches!(kind, K::Table | K::View | K::MaterializedView) {
            return false;
        }
        let (view, of) = match path.split_last() {
            Some((last, rest)) if column => (rest.to_vec(), Some(self.ident(last))),
            _ => (path.clone(), None),
        };
        if view.is_empty() {
            return false;
        }
        let Some(known) = self.cx.catalog.view(&self.name(&view)) else { return false };
        let mut object = Object::clone(known);
        object.comments.retain(|(column, _)| *column != of);
        object.comments.extend(text.map(|text| (of, text.clone())));
        object.comments.sort();
        self.cx.catalog.put_object(object);
        true
    }
}
