//! Who reads whom: the views that read a table or view, directly or through others, and
//! the triggers that stand on them.

use std::sync::Arc;

use super::{Catalog, Object, ObjectKind};
use crate::sql::ObjName;

impl Catalog {
    /// The views that read this table or view, and the triggers that stand on it or name it;
    /// sorted by kind and name.
    pub fn readers(&self, name: &ObjName) -> Vec<Arc<Object>> {
        let Some(keys) = self.readers.get(&self.key(name)) else { return Vec::new() };
        let mut keys: Vec<_> = keys.iter().collect();
        keys.sort();
        keys.into_iter().filter_map(|key| self.objects.get(key)).cloned().collect()
    }

    /// The triggers that stand on this table or view.
    pub fn triggers_on(&self, name: &ObjName) -> Vec<Arc<Object>> {
        let key = self.key(name);
        let mut found = self.readers(name);
        found.retain(|object| {
            object.kind == ObjectKind::Trigger
                && object.on.as_ref().is_some_and(|on| self.key(on) == key)
        });
        found
    }

    /// These objects, the views that read them, directly or through others, and the triggers on
    /// any of those views: in the order in which they can be made.
    pub fn with_readers(&self, first: Vec<Arc<Object>>) -> Vec<Arc<Object>> {
        let mut found = first;
        let mut at = 0;
        while let Some(object) = found.get(at).cloned() {
            at += 1;
            if !object.kind.is_view() {
                continue;
            }
            for reader in self.readers(&object.name) {
                let stands = reader.kind.is_view()
                    || reader.on.as_ref().is_some_and(|on| self.key(on) == self.key(&object.name));
                if stands && !found.iter().any(|known| is_same(known, &reader)) {
                    found.push(reader);
                }
            }
        }
        self.in_order(found)
    }

    /// Objects in the order in which they can be made: what is read before what reads it,
    /// triggers last.
    pub fn in_order(&self, objects: Vec<Arc<Object>>) -> Vec<Arc<Object>> {
        let (mut rest, triggers): (Vec<_>, Vec<_>) =
            objects.into_iter().partition(|object| object.kind != ObjectKind::Trigger);
        let mut sorted = Vec::with_capacity(rest.len() + triggers.len());
        while !rest.is_empty() {
            let waits = |object: &Arc<Object>| {
                rest.iter().any(|other| {
                    !is_same(other, object)
                        && object.depends_on.iter().any(|n| self.key(n) == self.key(&other.name))
                })
            };
            // Views that read each other cannot be; should they seem to, any order will do.
            let at = rest.iter().position(|object| !waits(object)).unwrap_or(0);
            sorted.push(rest.remove(at));
        }
        sorted.extend(triggers);
        sorted
    }
}

/// True for one and the same object.
pub fn is_same(a: &Object, b: &Object) -> bool {
    a.kind == b.kind && a.name == b.name && a.signature == b.signature
}
