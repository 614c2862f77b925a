//! The indexes that some servers make for foreign keys by themselves.
//!
//! A foreign key whose columns no key of its table begins with gets one, which goes again
//! silently once another key will do. So they follow from the table and are not kept in it
//! (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>).

use std::collections::HashSet;

use super::{Constraint, ConstraintKind, Index, IndexTarget, Table};
use crate::sql::Ident;

/// An index that the server made for a foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptIndex {
    /// Its name.
    pub name: Ident,
    /// Its columns: those of the foreign key.
    pub columns: Vec<Ident>,
}

impl Table {
    /// The indexes that the server made for this table's foreign keys.
    pub fn kept_indexes(&self, same: impl Fn(&Ident, &Ident) -> bool) -> Vec<KeptIndex> {
        let mut kept: Vec<KeptIndex> = Vec::new();
        for (constraint, fk) in self.foreign_keys() {
            if self.keys().iter().any(|key| begins(key, &fk.columns, &same))
                || kept.iter().any(|other| begins(&other.columns, &fk.columns, &same))
            {
                continue;
            }
            kept.retain(|other| !begins(&fk.columns, &other.columns, &same));
            let name = match (&constraint.name, fk.columns.first()) {
                (Some(name), _) if constraint.named => name.clone(),
                (_, Some(first)) => {
                    let names = self.index_names().chain(kept.iter().map(|other| &other.name));
                    numbered(first, names, &same)
                }
                (_, None) => continue,
            };
            kept.push(KeptIndex { name, columns: fk.columns.clone() });
        }
        kept
    }

    /// The names that a server counts among those of indexes.
    pub(super) fn index_names(&self) -> impl Iterator<Item = &Ident> + Clone {
        let unique = |c: &&Constraint| matches!(c.kind, ConstraintKind::Unique { .. });
        let constraints = self.constraints.iter().filter(unique).filter_map(|c| c.name.as_ref());
        self.indexes.iter().map(|index| &index.name).chain(constraints)
    }

    /// The columns of every key of the table, in order, as far as a key holds whole columns.
    fn keys(&self) -> Vec<Vec<Ident>> {
        let constraints = self.constraints.iter().filter_map(|c| match &c.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => {
                Some(columns.clone())
            }
            _ => None,
        });
        constraints.chain(self.indexes.iter().map(Index::leading_columns)).collect()
    }

    /// True when a key of the table, not counting those that the server made, begins with
    /// these columns.
    pub fn has_key_on(&self, columns: &[Ident], same: impl Fn(&Ident, &Ident) -> bool) -> bool {
        self.keys().iter().any(|key| begins(key, columns, &same))
    }

    /// The foreign keys that would lose the last key on their columns in the table's new form.
    pub fn robbed<'t>(
        &'t self,
        new: &Table,
        same: impl Fn(&Ident, &Ident) -> bool,
    ) -> Vec<&'t Constraint> {
        let robbed = |(_, fk): &(&Constraint, &super::ForeignKey)| {
            self.has_key_on(&fk.columns, &same) && !new.has_key_on(&fk.columns, &same)
        };
        let stays = |c: &Constraint| new.constraints.contains(c);
        self.foreign_keys().filter(|(c, _)| stays(c)).filter(robbed).map(|(c, _)| c).collect()
    }
}

impl Index {
    /// The columns that it begins with and holds whole.
    fn leading_columns(&self) -> Vec<Ident> {
        let word = self.method.as_deref().unwrap_or_default();
        if word.eq_ignore_ascii_case("fulltext") || word.eq_ignore_ascii_case("spatial") {
            return Vec::new();
        }
        let whole = self.parts.iter().map_while(|part| match &part.target {
            IndexTarget::Column(name) if part.length.is_none() => Some(name.clone()),
            _ => None,
        });
        whole.collect()
    }
}

/// The first of `name`, `name_2`, `name_3` … that none of `names` is.
pub fn numbered<'n>(
    name: &Ident,
    names: impl Iterator<Item = &'n Ident> + Clone,
    same: impl Fn(&Ident, &Ident) -> bool,
) -> Ident {
    if !names.clone().any(|taken| same(taken, name)) {
        return name.clone();
    }
    with_number(&format!("{}_", name.as_str()), 2, names, same)
}

/// `prefix` and the first number, from `first` on, that make a name which none of `names` is.
pub fn with_number<'n>(
    prefix: &str,
    first: u32,
    names: impl Iterator<Item = &'n Ident> + Clone,
    same: impl Fn(&Ident, &Ident) -> bool,
) -> Ident {
    let with = |n: u32| Ident::new(format!("{prefix}{n}"));
    let number = |name: &Ident| {
        let number = name.as_str().get(prefix.len()..)?.parse().ok()?;
        same(&with(number), name).then_some(number)
    };
    // To try every number against every name would take too long where there are many.
    let taken: HashSet<u32> = names.clone().filter_map(number).collect();
    (first..)
        .filter(|n| !taken.contains(n))
        .map(with)
        .find(|name| !names.clone().any(|taken| same(taken, name)))
        .unwrap_or_else(|| with(first))
}

fn begins(key: &[Ident], columns: &[Ident], same: impl Fn(&Ident, &Ident) -> bool) -> bool {
    key.len() >= columns.len() && key.iter().zip(columns).all(|(a, b)| same(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_free_number_is_found() {
        let names =
            |list: &[&str]| -> Vec<Ident> { list.iter().map(|n| Ident::from(*n)).collect() };
        let same = |a: &Ident, b: &Ident| a.as_str().eq_ignore_ascii_case(b.as_str());
        let next = |list: &[&str]| numbered(&Ident::from("a"), names(list).iter(), same);
        assert_eq!(next(&[]).as_str(), "a");
        assert_eq!(next(&["A"]).as_str(), "a_2");
        assert_eq!(next(&["a", "A_2", "a_4", "b_3", "a_03", "a_+3"]).as_str(), "a_3");
        let digits = names(&["a1", "a12", "a4294967295", "a99999999999"]);
        assert_eq!(with_number("a1", 1, digits.iter(), same).as_str(), "a11");
    }
}
