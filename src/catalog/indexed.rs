//! What indexes can be on: tables and materialized views. The latter are shown as tables that
//! nothing but their indexes is known of.

use std::sync::Arc;

use super::{Catalog, Object, ObjectKind, Table};
use crate::sql::ObjName;

impl Catalog {
    /// The table or materialized view of this name.
    pub fn indexed(&self, name: &ObjName) -> Option<Arc<Table>> {
        let view = || self.object(ObjectKind::MaterializedView, name).map(|view| as_table(view));
        self.table(name).cloned().or_else(view)
    }

    /// The same as it was at the last [`commit`](Self::commit).
    pub fn indexed_before(&self, name: &ObjName) -> Option<Arc<Table>> {
        let view =
            || self.object_before(ObjectKind::MaterializedView, name).map(|view| as_table(&view));
        self.table_before(name).cloned().or_else(view)
    }

    /// The table or materialized view that has an index of this name.
    pub fn owner_of_index(&self, index: &ObjName) -> Option<Arc<Table>> {
        let view = || {
            let views = self.objects(ObjectKind::MaterializedView).into_iter();
            let mut views = views.filter(|view| view.name.schema == index.schema);
            let has = |view: &&Arc<Object>| {
                view.indexes.iter().any(|own| self.same(&own.name, &index.name))
            };
            views.find(has).map(|view| as_table(view))
        };
        self.table_of_index(index).cloned().or_else(view)
    }

    /// Changes a table, or the indexes of a materialized view; false where there is neither.
    pub fn change_indexed(&mut self, name: &ObjName, change: impl FnOnce(&mut Table)) -> bool {
        if self.table(name).is_some() {
            return self.change_table(name, change);
        }
        let Some(view) = self.object(ObjectKind::MaterializedView, name).cloned() else {
            return false;
        };
        let mut table = Table::clone(&as_table(&view));
        change(&mut table);
        self.put_object(Object { indexes: table.indexes, ..Object::clone(&view) });
        true
    }
}

fn as_table(view: &Object) -> Arc<Table> {
    let indexes = view.indexes.clone();
    Arc::new(Table { indexes, ..Table::unseen(view.name.clone(), view.span) })
}
