//! Things with all their names in the one case that means the same: what two of them are compared
//! in. In: a thing. Out: the same, for words only.

use std::sync::Arc;

use super::{Constraint, ConstraintKind, IndexTarget, Table, Thing};
use crate::dialect::{Dialect, NameMatch};
use crate::sql::{Ident, ObjName};

impl Thing {
    /// The thing as the dialect reads its names, where it reads `NAME` and `name` alike but not
    /// those that need quotes.
    pub fn folded(&self, dialect: &Dialect) -> Thing {
        match self {
            Thing::Table(table) if dialect.names == NameMatch::Folded => {
                let mut own = Table::clone(table);
                own.fold(&|name| dialect.folded(name));
                Thing::Table(Arc::new(own))
            }
            other => other.clone(),
        }
    }
}

impl Table {
    fn fold(&mut self, fold: &dyn Fn(&Ident) -> Ident) {
        for column in &mut self.columns {
            column.name = fold(&column.name);
        }
        for constraint in &mut self.constraints {
            fold_constraint(constraint, fold);
        }
        for index in &mut self.indexes {
            index.name = fold(&index.name);
            fold_all(&mut index.include, fold);
            for part in &mut index.parts {
                if let IndexTarget::Column(column) = &mut part.target {
                    *column = fold(column);
                }
            }
        }
        if let Some(partition) = &mut self.partition {
            fold_name(&mut partition.parent, fold);
        }
    }
}

fn fold_constraint(constraint: &mut Constraint, fold: &dyn Fn(&Ident) -> Ident) {
    constraint.name = constraint.name.as_ref().map(fold);
    match &mut constraint.kind {
        ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => {
            fold_all(columns, fold);
        }
        ConstraintKind::ForeignKey(fk) => {
            fold_all(&mut fk.columns, fold);
            fold_all(&mut fk.target_columns, fold);
            fold_name(&mut fk.table, fold);
        }
        ConstraintKind::Check(check) => {
            check.enum_column = check.enum_column.as_ref().map(fold);
        }
        // Of PostgreSQL alone, where names are what they are.
        ConstraintKind::Exclusion(_) => {}
    }
}

fn fold_all(names: &mut [Ident], fold: &dyn Fn(&Ident) -> Ident) {
    names.iter_mut().for_each(|name| *name = fold(name));
}

fn fold_name(name: &mut ObjName, fold: &dyn Fn(&Ident) -> Ident) {
    name.schema = name.schema.as_ref().map(fold);
    name.name = fold(&name.name);
}
