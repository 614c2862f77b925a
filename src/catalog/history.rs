//! Looking back over more than one step: what several steps changed, the way back over all
//! of them, and which names were asked for on the way.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Catalog, Change, Grant, GrantOn, Key, Object, ObjectKind, Table};

/// Anything that a catalog holds.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A table.
    Table(Arc<Table>),
    /// Anything else that has a name.
    Object(Arc<Object>),
    /// The privileges on something.
    Grants(Arc<Vec<Grant>>),
}

impl Thing {
    fn table(&self) -> Option<Arc<Table>> {
        match self {
            Thing::Table(table) => Some(Arc::clone(table)),
            _ => None,
        }
    }

    fn object(&self) -> Option<Arc<Object>> {
        match self {
            Thing::Object(object) => Some(Arc::clone(object)),
            _ => None,
        }
    }

    fn grants(&self) -> Option<Arc<Vec<Grant>>> {
        match self {
            Thing::Grants(grants) => Some(Arc::clone(grants)),
            _ => None,
        }
    }
}

/// What a thing is, and what tells it from others of its kind and name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// A table.
    Table,
    /// Anything else that has a name, with its signature.
    Object(ObjectKind, String),
    /// The privileges on something.
    Grants(GrantOn),
}

/// Something that was written to.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Its name.
    pub key: Key,
    /// What it is.
    pub what: What,
    /// The place of the first write in the journal.
    pub first: usize,
    /// As it was.
    pub before: Option<Thing>,
    /// As it is now.
    pub after: Option<Thing>,
}

impl Catalog {
    /// From here on every step stays in the journal, until [`forget`](Self::forget).
    pub fn keep_journal(&mut self) {
        self.keeps = true;
    }

    /// True where every step stays in the journal.
    pub fn keeps_journal(&self) -> bool {
        self.keeps
    }

    /// This point, for [`rewind`](Self::rewind) and [`touched_since`](Self::touched_since).
    pub fn mark(&self) -> usize {
        self.journal.len()
    }

    /// Takes back everything since a mark.
    pub fn rewind(&mut self, mark: usize) {
        self.take_back(mark);
        self.since = self.journal.len();
    }

    /// Gives up the way back.
    pub fn forget(&mut self) {
        self.journal.clear();
        self.since = 0;
    }

    /// What was written to since a mark, each once, in the order of the first writes.
    pub fn touched_since(&self, mark: usize) -> Vec<Touched> {
        let mut seen: FxHashSet<(What, &Key)> = FxHashSet::default();
        let mut found = Vec::new();
        for (first, change) in self.journal.iter().enumerate().skip(mark) {
            let (what, key) = match change {
                Change::Table(key, _) => (What::Table, key),
                Change::Object((kind, key, signature), _) => {
                    (What::Object(*kind, signature.clone()), key)
                }
                Change::Grants((on, key), _) => (What::Grants(*on), key),
                Change::Gone(..) | Change::Opaque(_) | Change::Wild(_) => continue,
            };
            if !seen.insert((what.clone(), key)) {
                continue;
            }
            let (before, after) = match change {
                Change::Table(key, old) => {
                    (old.clone().map(Thing::Table), self.tables.get(key).cloned().map(Thing::Table))
                }
                Change::Object(key, old) => (
                    old.clone().map(Thing::Object),
                    self.objects.get(key).cloned().map(Thing::Object),
                ),
                Change::Grants(key, old) => (
                    old.clone().map(Thing::Grants),
                    self.grants.get(key).cloned().map(Thing::Grants),
                ),
                Change::Gone(..) | Change::Opaque(_) | Change::Wild(_) => continue,
            };
            found.push(Touched { key: key.clone(), what, first, before, after });
        }
        found
    }

    /// What was written to since the last [`commit`](Self::commit), each once.
    pub fn touched(&self) -> Vec<Touched> {
        self.touched_since(self.since)
    }

    /// Makes something be again as it was before it was written to.
    pub fn put_back(&mut self, touched: &Touched) {
        let key = touched.key.clone();
        match (&touched.what, &touched.before) {
            (What::Table, before) => {
                let table = before.as_ref().and_then(Thing::table);
                self.write_table(key, table);
            }
            (What::Object(kind, signature), before) => {
                let key = (*kind, key, signature.clone());
                let object = before.as_ref().and_then(Thing::object);
                let old = self.set_object(key.clone(), object);
                self.journal.push(Change::Object(key, old));
            }
            (What::Grants(on), before) => {
                let key = (*on, key);
                let old = match before.as_ref().and_then(Thing::grants) {
                    Some(grants) => self.grants.insert(key.clone(), grants),
                    None => self.grants.remove(&key),
                };
                self.journal.push(Change::Grants(key, old));
            }
        }
    }

    /// The names that were written to since a mark, or about which nothing is known any more.
    pub fn names_since(&self, mark: usize) -> FxHashSet<Key> {
        let name = |change: &Change| match change {
            Change::Table(key, _) | Change::Gone(key, _) | Change::Opaque(key) => Some(key.clone()),
            Change::Object((_, key, _), _) | Change::Grants((_, key), _) => Some(key.clone()),
            Change::Wild(_) => None,
        };
        self.journal.iter().skip(mark).filter_map(name).collect()
    }

    /// True when SQL that was not understood, or an operation that failed, may have made it.
    pub fn is_opaque_key(&self, key: &Key) -> bool {
        self.opaque.contains(key)
    }

    /// Begins to note which names are asked for.
    pub fn watch(&mut self) {
        *self.asked.get_mut() = Some(FxHashSet::default());
    }

    /// Ends it, with the names.
    pub fn watched(&mut self) -> FxHashSet<Key> {
        self.asked.get_mut().take().unwrap_or_default()
    }

    pub(super) fn note_asked(&self, key: &Key) {
        if let Ok(mut asked) = self.asked.try_borrow_mut()
            && let Some(asked) = asked.as_mut()
            && !asked.contains(key)
        {
            asked.insert(key.clone());
        }
    }
}
