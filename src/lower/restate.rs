//! ALTER COLUMN that restates type and nullability, and refuses a column on which
//! anything hangs: what does is taken off first and put back after
//! (<https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql#alter-column>).

use super::columns::{self, Pair};
use super::{Lower, constraints, indexes};
use crate::catalog::{Column, Constraint, ConstraintKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0407;
use crate::sql::raw::mentions;
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Changes a column.
pub(super) fn alter(
    lower: &mut Lower<'_>,
    before: &Table,
    pair: &Pair<'_>,
    using: Option<&SqlExpr>,
) {
    if using.is_some() {
        columns::refuse_using(lower);
        return;
    }
    let restates = pair.ty() || pair.nullable();
    let had_default = pair.old.is_none_or(|old| old.default.is_some());
    if restates && pair.new.ty == crate::sql::types::Type::Native(String::new()) {
        if lower.report.is_doubtful() {
            return; // It may be unknown because what makes it is wrong.
        }
        lower.report.push(
            Diagnostic::error(
                E0407,
                format!("the type of `{}` is not known here", pair.new.name.as_str()),
            )
            .at(lower.origin.span)
            .help("give `type` as well; it is repeated in the statement"),
        );
        return;
    }
    if !restates {
        if pair.default() {
            if had_default {
                columns::drop_default(lower, pair.table, &with_old_default(pair));
            }
            columns::set_default(lower, pair.table, pair.new);
        }
        return;
    }
    let renamed = pair.old.is_some_and(|old| old.name != pair.new.name);
    let hanging = Hanging::on(lower, before, pair, renamed);
    hanging.take_off(lower);
    if had_default {
        columns::drop_default(lower, pair.table, &with_old_default(pair));
    }
    statement(lower, pair.table, pair.new);
    columns::set_default(lower, pair.table, pair.new);
    hanging.put_back(lower, pair.table);
}

/// The checks that keep a column from being renamed, and those that come and go with its
/// type: the caller takes them off first and puts them back last.
pub(super) fn held_checks(
    lower: &Lower<'_>,
    table: &Table,
    column: &Ident,
    renamed: bool,
    other_type: bool,
) -> Vec<Constraint> {
    let dialect = lower.env.dialect.name;
    let is_held = |c: &&Constraint| match &c.kind {
        ConstraintKind::Check(check) => {
            let of_enum = check.enum_column.as_ref() == Some(column);
            (renamed && (of_enum || mentions(&check.sql, column, dialect)))
                || (other_type && of_enum)
        }
        _ => false,
    };
    table.constraints.iter().filter(is_held).cloned().collect()
}

/// The new column with the name of the old default.
fn with_old_default(pair: &Pair<'_>) -> Column {
    let default_name = pair.old.and_then(|old| old.default_name.clone());
    Column { default_name, ..pair.new.clone() }
}

/// The statement alone.
pub(super) fn statement(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    let spec = lower.column_spec(table, column);
    lower.push(stmt::RestateColumn {
        table: table.name.clone(),
        column: column.name.clone(),
        ty: spec.ty,
        collation: spec.collation,
        nullable: column.nullable,
    });
}

/// What hangs on a column, as it was before the change and, by position, as it is after.
pub(super) struct Hanging {
    table: ObjName,
    /// Other tables' foreign keys to a key that holds the column.
    incoming: Vec<(ObjName, Constraint)>,
    /// The table's own constraints, as they were and as they are.
    own: Vec<(Constraint, Constraint)>,
    /// The names of the table's own indexes.
    indexes: Vec<Ident>,
}

impl Hanging {
    /// What hangs on the column that changes, but for what the caller holds: checks that keep
    /// it from being `renamed`, and those that come and go with its type.
    pub(super) fn on(lower: &Lower<'_>, before: &Table, pair: &Pair<'_>, renamed: bool) -> Hanging {
        let (now, after) = (&pair.new.name, pair.table);
        let dialect = lower.env.dialect.name;
        let other_type = pair.old.is_some_and(|old| old.ty != pair.new.ty);
        let held = held_checks(lower, after, now, renamed, other_type);
        let is_on = |c: &Constraint| match &c.kind {
            ConstraintKind::Check(check) => {
                let of_enum = check.enum_column.as_ref() == Some(now);
                (of_enum || mentions(&check.sql, now, dialect)) && !held.contains(c)
            }
            ConstraintKind::ForeignKey(fk) if fk.table == after.name => {
                let key = after.primary_key().map_or(&[][..], |(_, columns)| columns);
                let targets = if fk.target_columns.is_empty() { key } else { &fk.target_columns };
                fk.columns.contains(now) || targets.contains(now)
            }
            _ => c.columns().contains(now),
        };
        // Columns keep their places, so a constraint of the new table stands where its
        // old form stood; checks for an enum come last and are new when the type is.
        let own: Vec<(Constraint, Constraint)> = after
            .constraints
            .iter()
            .filter(|c| {
                is_on(c)
                    && before
                        .constraints
                        .iter()
                        .any(|b| b.name == c.name && b.kind_name() == c.kind_name())
            })
            .map(|c| (c.clone(), c.clone()))
            .collect();
        let keys: Vec<&[Ident]> = own
            .iter()
            .filter(|(c, _)| {
                matches!(c.kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique { .. })
            })
            .map(|(c, _)| c.columns())
            .collect();
        let mut incoming = Vec::new();
        for other in
            lower.catalog.referencing(&after.name).into_iter().filter(|t| t.name != after.name)
        {
            for (constraint, fk) in other.foreign_keys().filter(|(_, fk)| fk.table == after.name) {
                let targets = &fk.target_columns;
                if targets.contains(now) || (targets.is_empty() && !keys.is_empty()) {
                    incoming.push((other.name.clone(), constraint.clone()));
                }
            }
        }
        let indexes =
            columns::indexes_on(lower, after, now).into_iter().map(|i| i.name.clone()).collect();
        Hanging { table: after.name.clone(), incoming, own, indexes }
    }

    /// Drops it all.
    pub(super) fn take_off(&self, lower: &mut Lower<'_>) {
        for (table, constraint) in &self.incoming {
            constraints::drop(lower, table, None, Some(constraint), false, false);
        }
        let foreign_key = |c: &Constraint| matches!(c.kind, ConstraintKind::ForeignKey(_));
        let (first, then): (Vec<_>, Vec<_>) = self.own.iter().partition(|(c, _)| foreign_key(c));
        for (constraint, _) in first.into_iter().chain(then) {
            constraints::drop(lower, &self.table, None, Some(constraint), false, false);
        }
        for index in &self.indexes {
            indexes::drop(lower, Some(self.table.clone()), None, index, false, false);
        }
    }

    /// Makes it all again.
    pub(super) fn put_back(&self, lower: &mut Lower<'_>, after: &Table) {
        for index in &self.indexes {
            if let Some(index) = after.indexes.iter().find(|i| i.name == *index) {
                indexes::create(lower, after, index, false, false);
            }
        }
        let foreign_key = |c: &Constraint| matches!(c.kind, ConstraintKind::ForeignKey(_));
        let (last, first): (Vec<_>, Vec<_>) = self.own.iter().partition(|(_, c)| foreign_key(c));
        for (_, constraint) in first.into_iter().chain(last) {
            constraints::add(lower, after, constraint);
        }
        for (table, constraint) in &self.incoming {
            if let Some(table) = lower.after(table) {
                constraints::add(lower, &table, constraint);
            }
        }
    }
}
