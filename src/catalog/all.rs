//! Everything that a catalog holds, in one list: to compare two of them, or to write one down.

use std::collections::BTreeMap;

use super::{Catalog, Grant, GrantOn, Key, Thing, What};
use crate::sql::ObjName;

impl Catalog {
    /// Every table, object and set of privileges, under what it is and its name.
    pub fn things(&self) -> BTreeMap<(What, Key), Thing> {
        let tables = self
            .tables
            .iter()
            .map(|(key, table)| ((What::Table, key.clone()), Thing::Table(table.clone())));
        let objects = self.objects.iter().map(|((kind, key, signature), object)| {
            ((What::Object(*kind, signature.clone()), key.clone()), Thing::Object(object.clone()))
        });
        let grants = self.grants.iter().map(|((on, key), grants)| {
            ((What::Grants(*on), key.clone()), Thing::Grants(grants.clone()))
        });
        tables.chain(objects).chain(grants).collect()
    }

    /// All privileges, sorted by what they are on; the names are folded as the dialect folds them.
    pub fn all_grants(&self) -> Vec<(GrantOn, ObjName, Vec<Grant>)> {
        let all = self.grants.iter();
        let mut all: Vec<_> =
            all.map(|((on, key), grants)| (*on, key.0.clone(), grants.to_vec())).collect();
        all.sort();
        all
    }
}
