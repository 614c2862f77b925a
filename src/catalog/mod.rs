//! The schema model: what exists at a point of history.
//!
//! One live [`Catalog`] is changed operation by operation. Objects are shared
//! pointers, copied when they are written to, and every write is noted in a
//! journal: so the state before an operation is there for what it touched, a failed
//! operation is rolled back, and a step costs what it touches.

mod all;
mod automatic;
mod constraint;
mod describe;
mod folded;
mod grant;
mod history;
mod indexed;
mod kept;
mod object;
mod program;
mod readers;
mod speakers;
mod table;
pub mod words;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use constraint::{
    Action, Check, Constraint, ConstraintKind, Deferral, Exclusion, ExclusionElement, ForeignKey,
};
pub use grant::{Grant, GrantOn};
pub use history::{Thing, Touched, What};
pub use kept::{KeptIndex, numbered, with_number};
pub use object::{Object, ObjectKind, Sequence};
pub use program::{
    Action as TriggerAction, CheckOption, Event, Program, Routine, Timing, Trigger, View,
};
pub use readers::is_same;
pub use table::{
    Column, ComputedColumn, Identity, Index, IndexPart, IndexTarget, Partition, SequenceOptions,
    Table, TableOptions,
};

use crate::dialect::Dialect;
use crate::source::Span;
use crate::sql::{Ident, ObjName};

/// A name under which an object is found: folded as the dialect compares names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(ObjName);

impl Key {
    /// A key before all others.
    fn first() -> Key {
        Key(ObjName::new(None, Ident::from("")))
    }
}

/// Under which an object is found: its kind, its name, and what tells it from others of its name.
type ObjectKey = (ObjectKind, Key, String);

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
    dialect: &'static Dialect,
    tables: FxHashMap<Key, Arc<Table>>,
    /// Who may do what with an object; kept as long as the object is there.
    grants: FxHashMap<(GrantOn, Key), Arc<Vec<Grant>>>,
    objects: BTreeMap<ObjectKey, Arc<Object>>,
    /// Which objects read a table or view, or stand on it; kept by `set_object`.
    readers: FxHashMap<Key, Vec<ObjectKey>>,
    /// Which views, triggers and tables speak of a word; kept by `set_object` and `set_table`.
    speakers: speakers::Speakers,
    /// Which tables refer to a table; kept by `write_table`.
    referenced_by: FxHashMap<Key, FxHashSet<Key>>,
    /// Which table an index belongs to; kept by `write_table`.
    index_owner: FxHashMap<Key, Key>,
    /// The table of each named constraint.
    constraint_owner: FxHashMap<Key, Key>,
    gone: FxHashMap<Key, Gone>,
    /// Names that SQL may have made which was not understood.
    opaque: FxHashSet<Key>,
    /// SQL that ran and may have made anything under any name.
    wild: Option<Span>,
    journal: Vec<Change>,
    /// Where the last step begins in the journal.
    since: usize,
    /// True where the journal of earlier steps is kept, so that they can be taken back too.
    keeps: bool,
    /// The names that were asked for, while somebody wants to know.
    asked: RefCell<Option<FxHashSet<Key>>>,
}

/// A write that can be taken back.
#[derive(Clone, Debug)]
enum Change {
    Table(Key, Option<Arc<Table>>),
    Grants((GrantOn, Key), Option<Arc<Vec<Grant>>>),
    Object(ObjectKey, Option<Arc<Object>>),
    Gone(Key, Option<Gone>),
    Opaque(Key),
    Wild(Option<Span>),
}

impl Catalog {
    /// An empty database of a dialect.
    pub fn new(dialect: &'static Dialect) -> Self {
        Catalog {
            dialect,
            tables: FxHashMap::default(),
            grants: FxHashMap::default(),
            objects: BTreeMap::new(),
            readers: FxHashMap::default(),
            speakers: speakers::Speakers::default(),
            referenced_by: FxHashMap::default(),
            index_owner: FxHashMap::default(),
            constraint_owner: FxHashMap::default(),
            gone: FxHashMap::default(),
            opaque: FxHashSet::default(),
            wild: None,
            journal: Vec::new(),
            since: 0,
            keeps: false,
            asked: RefCell::default(),
        }
    }

    /// The name under which an object is found.
    pub fn key(&self, name: &ObjName) -> Key {
        let folded = |name: &Ident| self.dialect.folded(name);
        let default = self.dialect.programs.default_schema;
        // A name in the schema that names without one are in is the same without it.
        let schema = name.schema.as_ref().map(folded).filter(|s| default != Some(s.as_str()));
        let key = Key(ObjName::new(schema, folded(&name.name)));
        self.note_asked(&key);
        key
    }

    /// True when both names mean the same.
    pub fn same(&self, a: &Ident, b: &Ident) -> bool {
        self.dialect.same_name(a, b)
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

    /// The table that a constraint of this name belongs to; the last one where several have it.
    pub fn table_of_constraint(&self, name: &ObjName) -> Option<&Arc<Table>> {
        self.tables.get(self.constraint_owner.get(&self.key(name))?)
    }

    /// An object that is no table; of several functions of one name, the first.
    pub fn object(&self, kind: ObjectKind, name: &ObjName) -> Option<&Arc<Object>> {
        self.objects_named(kind, name).next()
    }

    /// All objects of a kind and name: functions that differ in their arguments, triggers of
    /// several tables.
    pub fn objects_named(
        &self,
        kind: ObjectKind,
        name: &ObjName,
    ) -> impl Iterator<Item = &Arc<Object>> {
        let key = self.key(name);
        let from = (kind, key.clone(), String::new());
        self.objects
            .range(from..)
            .take_while(move |((k, named, _), _)| *k == kind && *named == key)
            .map(|(_, object)| object)
    }

    /// All objects of a kind, sorted by name.
    pub fn objects(&self, kind: ObjectKind) -> Vec<&Arc<Object>> {
        let from = (kind, Key::first(), String::new());
        let all = self.objects.range(from..).take_while(|((k, _, _), _)| *k == kind);
        let mut found: Vec<_> = all.map(|(_, object)| object).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    /// The view of this name, materialized or not.
    pub fn view(&self, name: &ObjName) -> Option<&Arc<Object>> {
        self.object(ObjectKind::View, name)
            .or_else(|| self.object(ObjectKind::MaterializedView, name))
    }

    /// What became of a name that is no longer there.
    pub fn gone(&self, name: &ObjName) -> Option<&Gone> {
        self.gone.get(&self.key(name))
    }

    /// True when SQL that was not understood, or an operation that failed, may have made it.
    pub fn is_opaque(&self, name: &ObjName) -> bool {
        self.opaque.contains(&self.key(name))
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
        self.move_grants(GrantOn::Table, name, gone.renamed_to.as_ref());
        let old = self.gone.insert(key.clone(), gone);
        self.journal.push(Change::Gone(key, old));
    }

    /// Puts an object in place, new or changed.
    pub fn put_object(&mut self, object: Object) {
        let key = self.object_key(&object);
        let old = self.set_object(key.clone(), Some(Arc::new(object)));
        self.journal.push(Change::Object(key, old));
    }

    /// Takes an object away and notes where; all of its name, where there are several.
    pub fn remove_object(&mut self, kind: ObjectKind, name: &ObjName, gone: Gone) {
        let named: Vec<Arc<Object>> = self.objects_named(kind, name).cloned().collect();
        named.iter().for_each(|object| self.remove(object, gone.clone()));
    }

    /// Takes this very object away and notes where.
    pub fn remove(&mut self, object: &Object, gone: Gone) {
        let key = self.object_key(object);
        let name = key.1.clone();
        let old = self.set_object(key.clone(), None);
        self.journal.push(Change::Object(key, old));
        if self.object(object.kind, &object.name).is_none() {
            self.take_grants(object, &gone);
        }
        let old = self.gone.insert(name.clone(), gone);
        self.journal.push(Change::Gone(name, old));
    }

    fn object_key(&self, object: &Object) -> ObjectKey {
        (object.kind, self.key(&object.name), object.signature.clone())
    }

    /// The grants on an object go with the last of its name.
    fn take_grants(&mut self, object: &Object, gone: &Gone) {
        match object.kind {
            ObjectKind::View | ObjectKind::MaterializedView => {
                self.move_grants(GrantOn::Table, &object.name, gone.renamed_to.as_ref());
            }
            ObjectKind::Schema => {
                self.move_grants(GrantOn::Schema, &object.name, gone.renamed_to.as_ref());
            }
            ObjectKind::Sequence => {
                self.move_grants(GrantOn::Sequence, &object.name, gone.renamed_to.as_ref());
            }
            ObjectKind::Function | ObjectKind::Procedure => {
                self.move_grants(GrantOn::Function, &object.name, gone.renamed_to.as_ref());
            }
            ObjectKind::Extension | ObjectKind::Enum | ObjectKind::Type | ObjectKind::Trigger => {}
        }
    }

    /// Who may do what with an object, as far as revisions said it.
    pub fn grants(&self, on: GrantOn, name: &ObjName) -> &[Grant] {
        self.grants.get(&(on, self.key(name))).map_or(&[], |grants| grants.as_slice())
    }

    /// Says who may do what with an object.
    pub fn put_grants(&mut self, on: GrantOn, name: &ObjName, grants: Vec<Grant>) {
        let key = (on, self.key(name));
        let old = match grants.is_empty() {
            true => self.grants.remove(&key),
            false => self.grants.insert(key.clone(), Arc::new(grants)),
        };
        self.journal.push(Change::Grants(key, old));
    }

    /// Grants go with what they are on, and follow it to its new name.
    fn move_grants(&mut self, on: GrantOn, from: &ObjName, to: Option<&ObjName>) {
        let grants = self.grants(on, from).to_vec();
        if !grants.is_empty() {
            self.put_grants(on, from, Vec::new());
            if let Some(to) = to {
                self.put_grants(on, to, grants);
            }
        }
    }

    /// From here on nothing is known of this name.
    pub fn make_opaque(&mut self, name: &ObjName) {
        let key = self.key(name);
        if self.opaque.insert(key.clone()) {
            self.journal.push(Change::Opaque(key));
        }
    }

    /// From here on anything may be there: SQL has run that can do what it likes.
    pub fn make_wild(&mut self, span: Span) {
        let old = self.wild.replace(span);
        self.journal.push(Change::Wild(old));
    }

    /// What was said by [`make_wild`](Self::make_wild) is taken back.
    pub fn make_tame(&mut self) {
        self.wild = None;
    }

    /// The SQL that may have made anything, if some has run.
    pub fn wild(&self) -> Option<Span> {
        self.wild
    }

    /// Forgets the way back: what follows is a new step.
    pub fn commit(&mut self) {
        if !self.keeps {
            self.journal.clear();
        }
        self.since = self.journal.len();
    }

    /// Takes back every write since the last [`commit`](Self::commit).
    pub fn roll_back(&mut self) {
        self.take_back(self.since);
    }

    /// Takes back every write that stands in the journal behind this place.
    fn take_back(&mut self, to: usize) {
        while self.journal.len() > to {
            let Some(change) = self.journal.pop() else { return };
            match change {
                Change::Table(key, old) => {
                    self.set_table(key, old);
                }
                Change::Object(key, old) => {
                    self.set_object(key, old);
                }
                Change::Grants(key, Some(old)) => {
                    self.grants.insert(key, old);
                }
                Change::Grants(key, None) => {
                    self.grants.remove(&key);
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
                Change::Wild(old) => self.wild = old,
            }
        }
    }

    /// The writes since the last [`commit`](Self::commit).
    fn step(&self) -> &[Change] {
        self.journal.get(self.since..).unwrap_or_default()
    }

    /// The table as it was at the last [`commit`](Self::commit).
    pub fn table_before(&self, name: &ObjName) -> Option<&Arc<Table>> {
        let key = self.key(name);
        let first = self.step().iter().find_map(|change| match change {
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
        for change in self.step() {
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
    pub fn object_before(&self, kind: ObjectKind, name: &ObjName) -> Option<Arc<Object>> {
        let key = self.key(name);
        let touched = self.step().iter().any(
            |change| matches!(change, Change::Object((k, named, _), _) if *k == kind && *named == key),
        );
        match touched {
            true => self
                .objects_touched()
                .into_iter()
                .find(|object| object.kind == kind && self.key(&object.name) == key),
            false => self.object(kind, name).cloned(),
        }
    }

    /// The objects written to since the last [`commit`](Self::commit), as they were before.
    pub fn objects_touched(&self) -> Vec<Arc<Object>> {
        let mut seen: Vec<&ObjectKey> = Vec::new();
        let mut found = Vec::new();
        for change in self.step() {
            if let Change::Object(key, old) = change
                && !seen.contains(&key)
            {
                seen.push(key);
                found.extend(old.clone());
            }
        }
        found
    }

    /// The objects of a kind that are there and were not at the last [`commit`](Self::commit),
    /// sorted by name.
    pub fn objects_made(&self, kind: ObjectKind) -> Vec<Arc<Object>> {
        let mut first: BTreeMap<&ObjectKey, bool> = BTreeMap::new();
        for change in self.step() {
            if let Change::Object(key, old) = change
                && key.0 == kind
            {
                first.entry(key).or_insert(old.is_none());
            }
        }
        let new = first.into_iter().filter(|(_, new)| *new).map(|(key, _)| key);
        let mut found: Vec<_> = new.filter_map(|key| self.objects.get(key)).cloned().collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }

    fn write_table(&mut self, key: Key, new: Option<Arc<Table>>) {
        let old = self.set_table(key.clone(), new);
        self.journal.push(Change::Table(key, old));
    }

    /// Replaces an object and keeps the reverse indexes true.
    fn set_object(&mut self, key: ObjectKey, new: Option<Arc<Object>>) -> Option<Arc<Object>> {
        let old = self.objects.remove(&key);
        if let Some(old) = &old {
            self.speakers.remove(&key, old, self.dialect.name);
        }
        for read in old.iter().flat_map(|old| &old.depends_on) {
            let read = self.key(read);
            if let Some(readers) = self.readers.get_mut(&read) {
                readers.retain(|reader| *reader != key);
            }
        }
        if let Some(new) = new {
            for read in &new.depends_on {
                let read = self.key(read);
                let readers = self.readers.entry(read).or_default();
                if !readers.contains(&key) {
                    readers.push(key.clone());
                }
            }
            self.speakers.add(&key, &new, self.dialect.name);
            self.objects.insert(key, new);
        }
        old
    }

    /// Replaces a table and keeps the reverse indexes true.
    fn set_table(&mut self, key: Key, new: Option<Arc<Table>>) -> Option<Arc<Table>> {
        let old = self.tables.remove(&key);
        if let Some(old) = &old {
            self.speakers.remove_table(&key, old, self.dialect.name);
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
            for name in old.constraints.iter().filter_map(|c| c.name.as_ref()) {
                let name = self.key(&old.sibling(name));
                if self.constraint_owner.get(&name) == Some(&key) {
                    self.constraint_owner.remove(&name);
                }
            }
        }
        if let Some(new) = new {
            self.speakers.add_table(&key, &new, self.dialect.name);
            for (_, fk) in new.foreign_keys() {
                let target = self.key(&fk.table);
                self.referenced_by.entry(target).or_default().insert(key.clone());
            }
            for index in &new.indexes {
                let index = self.key(&new.sibling(&index.name));
                self.index_owner.insert(index, key.clone());
            }
            for name in new.constraints.iter().filter_map(|c| c.name.as_ref()) {
                let name = self.key(&new.sibling(name));
                self.constraint_owner.insert(name, key.clone());
            }
            self.tables.insert(key, new);
        }
        old
    }
}
