//! A constraint that is made again is called what it was.
//!
//! In: a table, and a constraint that it had and gets again. Out: the constraint, with its name written
//! where the server, left to itself, would choose another one: tables and columns are renamed, and
//! the names that were made from theirs stay.

use crate::catalog::{Constraint, ConstraintKind, Table};
use crate::dialect::AutomaticNames;
use crate::env::Env;
use crate::ops::shape::sole_column;
use crate::sql::{Ident, naming};

/// The constraint as it comes back to a table; that it is among the table's own does not matter.
pub fn again(table: &Table, constraint: &Constraint, env: &Env) -> Constraint {
    let written = !constraint.named
        && constraint.name.is_some()
        && chosen(table, constraint, env) != constraint.name;
    Constraint { named: constraint.named || written, ..constraint.clone() }
}

/// The name that the server would choose; that of the constraint where nobody can tell.
fn chosen(table: &Table, constraint: &Constraint, env: &Env) -> Option<Ident> {
    match env.dialect.automatic_names {
        AutomaticNames::Numbered { checks_by_table } => {
            let mut others = table.clone();
            others.constraints.retain(|other| other != constraint);
            others.counted_name(&constraint.kind, checks_by_table, |a, b| env.same(a, b))
        }
        AutomaticNames::TableColumnsLabel => {
            let (columns, label) = words(constraint, env);
            Some(naming::automatic(&table.name.name, &columns, label, |_| false))
        }
        AutomaticNames::None | AutomaticNames::Random => constraint.name.clone(),
    }
}

/// What PostgreSQL makes a name of, beside the table's.
fn words(constraint: &Constraint, env: &Env) -> (String, &'static str) {
    let joined =
        |columns: &[Ident]| columns.iter().map(Ident::as_str).collect::<Vec<_>>().join("_");
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => (String::new(), "pkey"),
        ConstraintKind::Unique { columns, .. } => (joined(columns), "key"),
        ConstraintKind::ForeignKey(fk) => (joined(&fk.columns), "fkey"),
        ConstraintKind::Check(check) => {
            let text = check.sql.pick(env.dialect.name);
            let column = text.and_then(|text| sole_column(text.as_str(), env.dialect.name));
            (column.map_or(String::new(), |column| column.as_str().to_owned()), "check")
        }
        ConstraintKind::Exclusion(exclusion) => {
            let columns: Vec<Ident> =
                exclusion.elements.iter().filter_map(|element| element.column.clone()).collect();
            (joined(&columns), "excl")
        }
    }
}
