//! The names that a server gives to unnamed constraints where it counts them
//! (<https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html>,
//! <https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html>,
//! <https://mariadb.com/docs/server/reference/sql-statements/data-definition/constraint>).

use super::{ConstraintKind, Table, numbered, with_number};
use crate::sql::Ident;

impl Table {
    /// The name that an unnamed constraint gets when it joins the table; none where what
    /// is not known of the table may have taken it.
    pub fn counted_name(
        &self,
        kind: &ConstraintKind,
        checks_by_table: bool,
        same: impl Fn(&Ident, &Ident) -> bool,
    ) -> Option<Ident> {
        match kind {
            ConstraintKind::PrimaryKey(_) => Some(Ident::from("PRIMARY")),
            _ if !self.complete => None,
            ConstraintKind::Unique { columns, .. } => {
                columns.first().map(|first| numbered(first, self.index_names(), same))
            }
            ConstraintKind::ForeignKey(_) => Some(self.after_highest("_ibfk_")),
            ConstraintKind::Check(_) if checks_by_table => Some(self.after_highest("_chk_")),
            ConstraintKind::Check(_) => {
                let names = self.constraints.iter().filter_map(|c| c.name.as_ref());
                Some(with_number("CONSTRAINT_", 1, names, same))
            }
            ConstraintKind::Exclusion(_) => None,
        }
    }

    /// The name behind the highest number that is there.
    fn after_highest(&self, label: &str) -> Ident {
        let prefix = format!("{}{label}", self.name.name.as_str());
        let number = |name: &Ident| name.as_str().strip_prefix(&prefix)?.parse::<u64>().ok();
        let names = self.constraints.iter().filter_map(|c| c.name.as_ref());
        let highest = names.filter_map(number).max().unwrap_or(0);
        Ident::new(format!("{prefix}{}", highest.saturating_add(1)))
    }

    /// Lets the names that hold the table's own follow it to its new one, as the server does
    /// with every name that looks like its own.
    pub fn rename_counted(&mut self, from: &Ident, checks_by_table: bool) {
        let to = self.name.name.clone();
        let labels: &[&str] = if checks_by_table { &["_ibfk_", "_chk_"] } else { &["_ibfk_"] };
        for constraint in &mut self.constraints {
            let Some(name) = &constraint.name else { continue };
            let counted = labels.iter().find_map(|label| {
                let number = name.as_str().strip_prefix(from.as_str())?.strip_prefix(label)?;
                number.parse::<u64>().ok().map(|n| format!("{}{label}{n}", to.as_str()))
            });
            if let Some(counted) = counted {
                constraint.name = Some(Ident::new(counted));
            }
        }
    }
}
