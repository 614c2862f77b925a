//! The indexes that some servers make for foreign keys by themselves.
//!
//! A foreign key whose columns no key of its table begins with gets one, which goes again
//! silently once another key will do. So they follow from the table and are not kept in it
//! (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>).

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
            let taken = |name: &Ident| {
                self.indexes.iter().any(|index| same(&index.name, name))
                    || self.constraints.iter().any(|c| {
                        matches!(c.kind, ConstraintKind::Unique { .. })
                            && c.name.as_ref().is_some_and(|n| same(n, name))
                    })
                    || kept.iter().any(|other| same(&other.name, name))
            };
            let name = match (&constraint.name, fk.columns.first()) {
                (Some(name), _) if constraint.named => name.clone(),
                (_, Some(first)) => numbered(first, taken),
                (_, None) => continue,
            };
            kept.push(KeptIndex { name, columns: fk.columns.clone() });
        }
        kept
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

/// The first of `name`, `name_2`, `name_3` … that is free.
pub fn numbered(name: &Ident, taken: impl Fn(&Ident) -> bool) -> Ident {
    let more = (2u32..).map(|n| Ident::new(format!("{}_{n}", name.as_str())));
    std::iter::once(name.clone())
        .chain(more)
        .find(|name| !taken(name))
        .unwrap_or_else(|| name.clone())
}

fn begins(key: &[Ident], columns: &[Ident], same: impl Fn(&Ident, &Ident) -> bool) -> bool {
    key.len() >= columns.len() && key.iter().zip(columns).all(|(a, b)| same(a, b))
}
