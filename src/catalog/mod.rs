//! The schema model: what exists at a point of history.
//!
//! One live [`Catalog`] is changed operation by operation. Objects are shared
//! pointers, copied when they are written to, and every write is noted in a
//! journal: so the state before an operation is there for what it touched, a failed
//! operation is rolled back, and a step costs what it touches.

mod automatic;
mod constraint;
mod describe;
mod kept;
mod object;
mod table;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use constraint::{
    Action, Check, Constraint, ConstraintKind, Deferral, Exclusion, ExclusionElement, ForeignKey,
};
pub use kept::{KeptIndex, numbered};
pub use object::{Object, ObjectKind};
pub use table::{
    Column, ComputedColumn, Identity, Index, IndexPart, IndexTarget, SequenceOptions, Table,
    TableOptions,
};

use crate::dialect::{Dialect, NameMatch};
use crate::source::Span;
use crate::sql::{Ident, ObjName};

/// A name under which an object is found: folded as the dialect compares names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(ObjName);

/// What became of an object that is no longer there.
#[derive(Clone, Debug)]
pub struct Gone {
    /// Where it was dropped or renamed.
    pub span: Span,
    /// Its new name, if it was renamed.
    pub renamed_to: Option<ObjName>,
}

/// Everything that exists at one point of history.
#[derive(Clone, Debug)]
pub struct Catalog {
    names: NameMatch,
    tables: FxHashMap<Key, Arc<Table>>,
    objects: FxHashMap<(ObjectKind, Key), Arc<Object>>,
    /// Which tables refer to a table; kept by `write_table`.
    referenced_by: FxHashMap<Key, FxHashSet<Key>>,
    /// Which table an index belongs to; kept by `write_table`.
    index_owner: FxHashMap<Key, Key>,
    gone: FxHashMap<Key, Gone>,
    /// Names that SQL may have made which was not understood.
    opaque: FxHashSet<Key>,
    /// Where any revision makes a table of this name, sooner or later.
    announced: FxHashMap<Key, Span>,
    journal: Vec<Change>,
}

/// A write that can be taken back.
#[derive(Clone, Debug)]
enum Change {
    Table(Key, Option<Arc<Table>>),
    Object((ObjectKind, Key), Option<Arc<Object>>),
    Gone(Key, Option<Gone>),
    Opaque(Key),
}

impl Catalog {
    /// An empty database of a dialect.
    pub fn new(dialect: &Dialect) -> Self {
        Catalog {
            names: dialect.names,
            tables: FxHashMap::default(),
            objects: FxHashMap::default(),
            referenced_by: FxHashMap::default(),
            index_owner: FxHashMap::default(),
            gone: FxHashMap::default(),
            opaque: FxHashSet::default(),
            announced: FxHashMap::default(),
            journal: Vec::new(),
        }
    }

    /// The name under which an object is found.
    pub fn key(&self, name: &ObjName) -> Key {
        Key(ObjName::new(name.schema.as_ref().map(|s| self.fold(s)), self.fold(&name.name)))
    }

    fn fold(&self, name: &Ident) -> Ident {
        match self.names {
            NameMatch::IgnoreCase if name.as_str().bytes().any(|b| b.is_ascii_uppercase()) => {
                Ident::new(name.as_str().to_ascii_lowercase())
            }
            NameMatch::Exact | NameMatch::IgnoreCase => name.clone(),
        }
    }

    /// True when both names mean the same.
    pub fn same(&self, a: &Ident, b: &Ident) -> bool {
        match self.names {
            NameMatch::Exact => a == b,
            NameMatch::IgnoreCase => a.as_str().eq_ignore_ascii_case(b.as_str()),
        }
    }

    /// A table by name.
    pub fn table(&self, name: &ObjName) -> Option<&Arc<Table>> {
        self.tables.get(&self.key(name))
    }

    /// All tables, in no order.
    pub fn tables(&self) -> impl Iterator<Item = &Arc<Table>> {
        self.tables.values()
    }

    /// The tables with a foreign key to this one, sorted by name; itself among
    /// them if it refers to itself.
    pub fn referencing(&self, name: &ObjName) -> Vec<&Arc<Table>> {
        let Some(keys) = self.referenced_by.get(&self.key(name)) else { return Vec::new() };
        let mut tables: Vec<_> = keys.iter().filter_map(|key| self.tables.get(key)).collect();
        tables.sort_by(|a, b| a.name.cmp(&b.name));
        tables
    }

    /// The table that an index of this name belongs to.
    pub fn table_of_index(&self, name: &ObjName) -> Option<&Arc<Table>> {
        self.tables.get(self.index_owner.get(&self.key(name))?)
    }

    /// An object that is no table.
    pub fn object(&self, kind: ObjectKind, name: &ObjName) -> Option<&Arc<Object>> {
        self.objects.get(&(kind, self.key(name)))
    }

    /// All objects of a kind, sorted by name.
    pub fn objects(&self, kind: ObjectKind) -> Vec<&Arc<Object>> {
        let mut found: Vec<_> =
            self.objects.iter().filter(|((k, _), _)| *k == kind).map(|(_, o)| o).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// What became of a name that is no longer there.
    pub fn gone(&self, name: &ObjName) -> Option<&Gone> {
        self.gone.get(&self.key(name))
    }

    /// True when SQL that was not understood, or an operation that failed, may have made it.
    pub fn is_opaque(&self, name: &ObjName) -> bool {
        self.opaque.contains(&self.key(name))
    }

    /// Notes that a revision makes a table of this name, sooner or later; the first one counts.
    pub fn announce(&mut self, name: &ObjName, span: Span) {
        self.announced.entry(self.key(name)).or_insert(span);
    }

    /// Where a revision makes a table of this name.
    pub fn announced(&self, name: &ObjName) -> Option<Span> {
        self.announced.get(&self.key(name)).copied()
    }

    /// Puts a table in place, new or changed.
    pub fn put_table(&mut self, table: Table) {
        let key = self.key(&table.name);
        self.write_table(key, Some(Arc::new(table)));
    }

    /// Changes a table in place; false where there is none.
    pub fn change_table(&mut self, name: &ObjName, change: impl FnOnce(&mut Table)) -> bool {
        let key = self.key(name);
        let Some(table) = self.tables.get(&key) else { return false };
        let mut table = Table::clone(table);
        change(&mut table);
        self.write_table(key, Some(Arc::new(table)));
        true
    }

    /// Takes a table away and notes where.
    pub fn remove_table(&mut self, name: &ObjName, gone: Gone) {
        let key = self.key(name);
        self.write_table(key.clone(), None);
        let old = self.gone.insert(key.clone(), gone);
        self.journal.push(Change::Gone(key, old));
    }

    /// Puts an object in place, new or changed.
    pub fn put_object(&mut self, object: Object) {
        let key = (object.kind, self.key(&object.name));
        let old = self.objects.insert(key.clone(), Arc::new(object));
        self.journal.push(Change::Object(key, old));
    }

    /// Takes an object away and notes where.
    pub fn remove_object(&mut self, kind: ObjectKind, name: &ObjName, gone: Gone) {
        let key = self.key(name);
        let old = self.objects.remove(&(kind, key.clone()));
        self.journal.push(Change::Object((kind, key.clone()), old));
        let old = self.gone.insert(key.clone(), gone);
        self.journal.push(Change::Gone(key, old));
    }

    /// From here on nothing is known of this name.
    pub fn make_opaque(&mut self, name: &ObjName) {
        let key = self.key(name);
        if self.opaque.insert(key.clone()) {
            self.journal.push(Change::Opaque(key));
        }
    }

    /// Forgets the way back: what follows is a new step.
    pub fn commit(&mut self) {
        self.journal.clear();
    }

    /// Takes back every write since the last [`commit`](Self::commit).
    pub fn roll_back(&mut self) {
        while let Some(change) = self.journal.pop() {
            match change {
                Change::Table(key, old) => {
                    self.set_table(key, old);
                }
                Change::Object(key, Some(old)) => {
                    self.objects.insert(key, old);
                }
                Change::Object(key, None) => {
                    self.objects.remove(&key);
                }
                Change::Gone(key, Some(old)) => {
                    self.gone.insert(key, old);
                }
                Change::Gone(key, None) => {
                    self.gone.remove(&key);
                }
                Change::Opaque(key) => {
                    self.opaque.remove(&key);
                }
            }
        }
    }

    /// The table as it was at the last [`commit`](Self::commit).
    pub fn table_before(&self, name: &ObjName) -> Option<&Arc<Table>> {
        let key = self.key(name);
        let first = self.journal.iter().find_map(|change| match change {
            Change::Table(k, old) if *k == key => Some(old),
            _ => None,
        });
        match first {
            Some(old) => old.as_ref(),
            None => self.tables.get(&key),
        }
    }

    /// The tables written to since the last [`commit`](Self::commit), as they were before.
    pub fn tables_touched(&self) -> Vec<Arc<Table>> {
        let mut seen: Vec<&Key> = Vec::new();
        let mut found = Vec::new();
        for change in &self.journal {
            if let Change::Table(key, old) = change
                && !seen.contains(&key)
            {
                seen.push(key);
                found.extend(old.clone());
            }
        }
        found
    }

    /// An object as it was at the last [`commit`](Self::commit).
    pub fn object_before(&self, kind: ObjectKind, name: &ObjName) -> Option<&Arc<Object>> {
        let key = (kind, self.key(name));
        let first = self.journal.iter().find_map(|change| match change {
            Change::Object(k, old) if *k == key => Some(old),
            _ => None,
        });
        match first {
            Some(old) => old.as_ref(),
            None => self.objects.get(&key),
        }
    }

    fn write_table(&mut self, key: Key, new: Option<Arc<Table>>) {
        let old = self.set_table(key.clone(), new);
        self.journal.push(Change::Table(key, old));
    }

    /// Replaces a table and keeps the two reverse indexes true.
    fn set_table(&mut self, key: Key, new: Option<Arc<Table>>) -> Option<Arc<Table>> {
        let old = self.tables.remove(&key);
        if let Some(old) = &old {
            for target in old.foreign_keys().map(|(_, fk)| self.key(&fk.table)).collect::<Vec<_>>()
            {
                if let Some(keys) = self.referenced_by.get_mut(&target) {
                    keys.remove(&key);
                }
            }
            for index in &old.indexes {
                let index = self.key(&old.sibling(&index.name));
                self.index_owner.remove(&index);
            }
        }
        if let Some(new) = new {
            for (_, fk) in new.foreign_keys() {
                let target = self.key(&fk.table);
                self.referenced_by.entry(target).or_default().insert(key.clone());
            }
            for index in &new.indexes {
                let index = self.key(&new.sibling(&index.name));
                self.index_owner.insert(index, key.clone());
            }
            self.tables.insert(key, new);
        }
        old
    }
}
