//! Constraints of tables that exist.

use super::{Lower, restate};
use crate::catalog::{Check, Constraint, ConstraintKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0407;
use crate::dialect::{AlterColumn, AlterConstraint, AutomaticNames};
use crate::ops::find_constraint;
use crate::sql::raw::mentions;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, UnnamedKind};

/// ADD CONSTRAINT.
pub fn add(lower: &mut Lower<'_>, table: &Table, constraint: &Constraint) {
    if lower.env.dialect.alter_constraint == AlterConstraint::Rebuild {
        lower.rebuild(&table.name);
        return;
    }
    let statement = add_statement(lower, table, constraint);
    lower.push(statement);
}

/// Makes the columns NOT NULL that an operation made so, where the server does not do it
/// by itself when they become a primary key.
pub fn require_not_null(lower: &mut Lower<'_>, table: &ObjName) {
    if lower.env.dialect.alter_column != AlterColumn::Restate {
        return;
    }
    let (Some(before), Some(after)) = (lower.before(table), lower.after(table)) else { return };
    for column in after.columns.iter().filter(|column| !column.nullable) {
        let was = before.columns.iter().find(|old| old.name == column.name);
        if was.is_some_and(|old| old.nullable) {
            restate::statement(lower, &after, column);
        }
    }
}

/// The statement alone.
pub(super) fn add_statement(
    lower: &Lower<'_>,
    table: &Table,
    constraint: &Constraint,
) -> stmt::AddConstraint {
    stmt::AddConstraint {
        table: table.name.clone(),
        constraint: lower.constraint_spec(constraint),
        not_valid: !constraint.validated,
    }
}

/// DROP CONSTRAINT, by its name or by what the server's catalog says of it.
pub fn drop(
    lower: &mut Lower<'_>,
    table: &ObjName,
    name: Option<&Ident>,
    known: Option<&Constraint>,
    if_exists: bool,
    cascade: bool,
) {
    if lower.env.dialect.alter_constraint == AlterConstraint::Rebuild {
        if known.is_some() {
            lower.rebuild(table);
        } else if !if_exists {
            unknown(lower, table);
        }
        return;
    }
    let known_name = known.and_then(|constraint| constraint.name.as_ref());
    match (known_name.or(name), known) {
        (Some(name), _) => {
            lower.push(stmt::DropConstraint {
                table: table.clone(),
                name: name.clone(),
                if_exists,
                cascade,
            });
        }
        (None, Some(constraint)) if lower.env.dialect.automatic_names == AutomaticNames::Random => {
            let statement = drop_unnamed(lower, table, constraint);
            lower.push(statement);
        }
        (None, _) => unknown(lower, table),
    }
}

fn unknown(lower: &mut Lower<'_>, table: &ObjName) {
    if lower.report.is_doubtful() {
        return; // It may be unknown because what makes it is wrong.
    }
    lower.report.push(
        Diagnostic::error(
            E0407,
            format!("the constraint of `{}` to drop is not known", table.shown()),
        )
        .at(lower.origin.span)
        .help("give it a name where it is made"),
    );
}

/// The statement that finds the name in the server's catalog.
pub(super) fn drop_unnamed(
    lower: &Lower<'_>,
    table: &ObjName,
    constraint: &Constraint,
) -> stmt::DropUnnamedConstraint {
    let (kind, columns) = match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => (UnnamedKind::PrimaryKey, columns.clone()),
        ConstraintKind::Unique { columns, .. } => (UnnamedKind::Unique, columns.clone()),
        ConstraintKind::ForeignKey(fk) => (UnnamedKind::ForeignKey, fk.columns.clone()),
        ConstraintKind::Check(check) => (UnnamedKind::Check, columns_of(lower, table, check)),
        ConstraintKind::Exclusion(_) => (UnnamedKind::Check, Vec::new()),
    };
    stmt::DropUnnamedConstraint {
        table: table.clone(),
        table_literal: lower.name_literal(table),
        kind,
        columns: columns.iter().map(|name| lower.ident_literal(name)).collect(),
    }
}

/// The table's columns that a check speaks of.
fn columns_of(lower: &Lower<'_>, table: &ObjName, check: &Check) -> Vec<Ident> {
    let Some(table) = lower.before(table).or_else(|| lower.after(table)) else { return Vec::new() };
    let dialect = lower.env.dialect.name;
    let names = table.columns.iter().map(|column| column.name.clone());
    names.filter(|name| mentions(&check.sql, name, dialect)).collect()
}

/// RENAME CONSTRAINT.
pub fn rename(lower: &mut Lower<'_>, table: &ObjName, from: &Ident, to: &Ident) {
    match lower.env.dialect.alter_constraint {
        AlterConstraint::Rebuild => {
            lower.rebuild(table);
        }
        AlterConstraint::Native => rename_native(lower, table, from, to),
    }
}

/// By its name; one that cannot be known is dropped and made again.
fn rename_native(lower: &mut Lower<'_>, table: &ObjName, from: &Ident, to: &Ident) {
    let (before, after) = (lower.before(table), lower.after(table));
    let old = before.as_ref().and_then(|before| find_constraint(before, from, lower.env));
    let known = old.map_or(Some(from), |old| old.name.as_ref());
    if let Some(from) = known.cloned() {
        let (table, to) = (table.clone(), to.clone());
        return lower.push(stmt::RenameConstraint { table, from, to });
    }
    drop(lower, table, None, old, false, false);
    if let Some(after) = after
        && let Some(new) = find_constraint(&after, to, lower.env)
    {
        add(lower, &after, new);
    }
}
