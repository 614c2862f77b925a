//! Which views, triggers and tables speak of a word, understood or not: so that whoever asks for
//! the users of a name need not look at all there is.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Catalog, Column, Key, Object, ObjectKey, ObjectKind, Table};
use crate::dialect::DialectName;
use crate::sql::raw::{TokenKind, mentions_text, tokens, words_of};
use crate::sql::types::{EnumType, Type};
use crate::sql::value::Value;
use crate::sql::{Ident, ObjName};

/// The words of all views and triggers, kept by `Catalog::set_object`, and of all tables, kept
/// by `Catalog::set_table`.
#[derive(Clone, Debug, Default)]
pub(super) struct Speakers {
    /// By the word in small letters.
    by_word: FxHashMap<String, FxHashSet<Arc<ObjectKey>>>,
    /// Those whose SQL is lexically broken: they may speak of anything.
    unclear: FxHashSet<Arc<ObjectKey>>,
    /// The tables by the words of their columns' types and defaults, in small letters.
    tables: FxHashMap<String, FxHashSet<Key>>,
}

/// The words of an object in small letters, with the functions that it calls; none where they
/// cannot be told.
fn words(object: &Object, dialect: DialectName) -> Option<FxHashSet<String>> {
    let called = object.calls.iter().map(|name| name.name.as_str().to_lowercase());
    let mut all: FxHashSet<String> = called.collect();
    for text in object.texts() {
        all.extend(words_of(text, dialect)?.into_iter().map(|word| word.to_lowercase()));
    }
    Some(all)
}

/// The name of a type that is none of the portable ones, without schema and quotes.
fn own_type(ty: &Type) -> Option<&str> {
    match ty {
        Type::Enum(EnumType { name, .. }) => name.as_ref().map(|name| name.name.as_str()),
        Type::Array(element) => own_type(element),
        Type::Native(text) => {
            let text = text.trim_end_matches(['[', ']', ' ']);
            text.rsplit('.').next().map(|own| own.trim_matches('"'))
        }
        Type::Portable(..) => None,
    }
}

/// The words of a column's type and of its default: names, and what a text may name, as in
/// `nextval('crm.numbers')`.
fn words_of_column(column: &Column, dialect: DialectName) -> Vec<String> {
    let mut words: Vec<String> = own_type(&column.ty).into_iter().map(str::to_lowercase).collect();
    let Some(Value::Sql(sql)) = &column.default else { return words };
    let text = sql.pick(dialect).map_or("", |text| text.as_str());
    for token in tokens(text, dialect).map_while(Result::ok) {
        let word = text.get(token.range).unwrap_or_default();
        let inner = match token.kind {
            TokenKind::Word | TokenKind::QuotedIdent => word,
            TokenKind::String => word.trim_matches('\''),
            _ => continue,
        };
        let last = inner.rsplit('.').next().unwrap_or(inner);
        let bare = |word: &str| word.trim_matches(['"', '`', '[', ']']).to_lowercase();
        words.extend([bare(inner), bare(last)]);
    }
    words
}

fn is_listed(object: &Object) -> bool {
    object.kind.is_view() || object.kind == ObjectKind::Trigger
}

impl Speakers {
    pub(super) fn add(&mut self, key: &ObjectKey, object: &Object, dialect: DialectName) {
        if !is_listed(object) {
            return;
        }
        let key = Arc::new(key.clone());
        match words(object, dialect) {
            Some(words) => words.into_iter().for_each(|word| {
                self.by_word.entry(word).or_default().insert(Arc::clone(&key));
            }),
            None => {
                self.unclear.insert(key);
            }
        }
    }

    pub(super) fn remove(&mut self, key: &ObjectKey, object: &Object, dialect: DialectName) {
        if !is_listed(object) {
            return;
        }
        for word in words(object, dialect).into_iter().flatten() {
            if let Some(keys) = self.by_word.get_mut(&word) {
                keys.remove(key);
            }
        }
        self.unclear.remove(key);
    }

    pub(super) fn add_table(&mut self, key: &Key, table: &Table, dialect: DialectName) {
        for word in table.columns.iter().flat_map(|column| words_of_column(column, dialect)) {
            self.tables.entry(word).or_default().insert(key.clone());
        }
    }

    pub(super) fn remove_table(&mut self, key: &Key, table: &Table, dialect: DialectName) {
        for word in table.columns.iter().flat_map(|column| words_of_column(column, dialect)) {
            if let Some(keys) = self.tables.get_mut(&word) {
                keys.remove(key);
            }
        }
    }
}

impl Catalog {
    /// The triggers that run a function, sorted by name.
    pub fn triggers_running(&self, function: &ObjName) -> Vec<Arc<Object>> {
        let key = self.key(function);
        let runs = |object: &Arc<Object>| {
            object.kind == ObjectKind::Trigger
                && object.calls.iter().any(|name| self.key(name) == key)
        };
        let mut found = self.may_speak_of(&function.name);
        found.retain(runs);
        found
    }

    /// The views and triggers that have this word in whatever place, or whose words are not
    /// known; sorted by kind and name.
    pub fn may_speak_of(&self, name: &Ident) -> Vec<Arc<Object>> {
        let listed = self.speakers.by_word.get(&name.as_str().to_lowercase());
        let keys = listed.into_iter().flatten().chain(&self.speakers.unclear);
        let mut found: Vec<_> = keys.filter_map(|key| self.objects.get(&**key)).cloned().collect();
        sort(&mut found);
        found
    }

    /// The views and triggers that read this name as far as is known, or whose SQL speaks of
    /// such a name in whatever place; sorted by kind and name.
    pub fn speakers(&self, name: &ObjName) -> Vec<Arc<Object>> {
        let speaks = |object: &Arc<Object>| {
            let dialect = self.dialect.name;
            object.texts().iter().any(|text| mentions_text(text, &name.name, dialect))
        };
        let mut found = self.may_speak_of(&name.name);
        found.retain(speaks);
        found.extend(self.readers(name).into_iter().filter(|object| is_listed(object)));
        sort(&mut found);
        found.dedup_by(|a, b| super::is_same(a, b));
        found
    }

    /// The tables with a column whose type, or whose default, may be of such a name; sorted by
    /// name.
    pub fn tables_speaking_of(&self, name: &Ident) -> Vec<&Arc<Table>> {
        let keys = self.speakers.tables.get(&name.as_str().to_lowercase());
        let mut found: Vec<_> =
            keys.into_iter().flatten().filter_map(|key| self.tables.get(key)).collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    }
}

fn sort(objects: &mut [Arc<Object>]) {
    objects.sort_by(|a, b| (a.kind, &a.name, &a.signature).cmp(&(b.kind, &b.name, &b.signature)));
}
