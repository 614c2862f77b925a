//! Constraints of tables that exist.

use super::{Lower, columns};
use crate::catalog::{Check, Constraint, ConstraintKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0407;
use crate::dialect::{AlterColumn, AlterConstraint, AutomaticNames, DropConstraint, ForeignKeys};
use crate::ops::find_constraint;
use crate::sql::raw::mentions;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment, UnnamedKind};

/// ADD CONSTRAINT.
pub fn add(lower: &mut Lower<'_>, table: &Table, constraint: &Constraint) {
    if lower.env.dialect.alter_constraint == AlterConstraint::Rebuild {
        lower.rebuild(&table.name);
        return;
    }
    let statement = add_statement(lower, table, constraint);
    lower.push(statement);
}

/// Puts constraints back that were taken off meanwhile. A name that the server counted is left
/// to it where it will count to the same, and written where it would count on.
pub(super) fn put_back(lower: &mut Lower<'_>, off: &[(ObjName, Constraint)]) {
    for (at, (name, constraint)) in off.iter().enumerate() {
        let Some(table) = lower.after(name) else { continue };
        let waiting = off.get(at..).unwrap_or_default();
        let named = constraint.named || !counts_to_same(lower, &table, constraint, waiting);
        add(lower, &table, &Constraint { named, ..constraint.clone() });
    }
}

fn counts_to_same(
    lower: &Lower<'_>,
    table: &Table,
    constraint: &Constraint,
    waiting: &[(ObjName, Constraint)],
) -> bool {
    let AutomaticNames::Numbered { checks_by_table } = lower.env.dialect.automatic_names else {
        return true;
    };
    let mut there = table.clone();
    there.constraints.retain(|c| !waiting.iter().any(|(name, w)| *name == table.name && w == c));
    let same = |a: &Ident, b: &Ident| lower.env.same(a, b);
    constraint.name.is_none()
        || there.counted_name(&constraint.kind, checks_by_table, same) == constraint.name
}

/// Makes the columns NOT NULL that an operation made so, where the server does not do it
/// by itself when they become a primary key.
pub fn require_not_null(lower: &mut Lower<'_>, table: &ObjName) {
    // Where columns are modified, a key's NOT NULL goes with the key; the columns keep it here.
    if !matches!(lower.env.dialect.alter_column, AlterColumn::Restate | AlterColumn::Modify) {
        return;
    }
    let (Some(before), Some(after)) = (lower.before(table), lower.after(table)) else { return };
    for column in after.columns.iter().filter(|column| !column.nullable) {
        let was = before.columns.iter().find(|old| old.name == column.name);
        if was.is_some_and(|old| old.nullable) {
            columns::set_nullable(lower, &after, column);
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
        (Some(name), known) => {
            let kind = known.and_then(|constraint| kind_to_say(lower, constraint));
            lower.push(stmt::DropConstraint {
                table: table.clone(),
                name: name.clone(),
                if_exists,
                cascade,
                kind,
            });
        }
        (None, Some(constraint)) if lower.env.dialect.automatic_names == AutomaticNames::Random => {
            let mut statement = drop_unnamed(lower, table, constraint);
            statement.cascade = cascade;
            lower.push(statement);
        }
        (None, _) => unknown(lower, table),
    }
}

/// Drops a constraint that is known, and nothing else.
pub(super) fn drop_one(lower: &mut Lower<'_>, table: &ObjName, constraint: &Constraint) {
    match drop_statement(lower, table, constraint) {
        Some(statement) => lower.push(statement),
        None => unknown(lower, table),
    }
}

/// The statement that drops a constraint by its name.
pub(super) fn drop_statement(
    lower: &Lower<'_>,
    table: &ObjName,
    constraint: &Constraint,
) -> Option<stmt::DropConstraint> {
    Some(stmt::DropConstraint {
        table: table.clone(),
        name: constraint.name.clone()?,
        if_exists: false,
        cascade: false,
        kind: kind_to_say(lower, constraint),
    })
}

/// What a constraint is, where DROP says so.
fn kind_to_say(lower: &Lower<'_>, constraint: &Constraint) -> Option<UnnamedKind> {
    match lower.env.dialect.drop_constraint {
        DropConstraint::ByName => None,
        DropConstraint::ByKind { .. } => Some(kind_of(constraint)),
    }
}

fn kind_of(constraint: &Constraint) -> UnnamedKind {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(_) => UnnamedKind::PrimaryKey,
        ConstraintKind::Unique { .. } => UnnamedKind::Unique,
        ConstraintKind::ForeignKey(_) => UnnamedKind::ForeignKey,
        ConstraintKind::Check(_) | ConstraintKind::Exclusion(_) => UnnamedKind::Check,
    }
}

/// Drops a constraint that the simulation has not seen, by the kind that was given.
///
/// Reports E0407 where the statement must say the kind and none was given.
pub fn drop_unseen(
    lower: &mut Lower<'_>,
    table: &ObjName,
    name: &Ident,
    kind: Option<UnnamedKind>,
    if_exists: bool,
    cascade: bool,
) {
    let by_kind = match lower.env.dialect.drop_constraint {
        DropConstraint::ByName => None,
        DropConstraint::ByKind { any_since } => Some(lower.env.version >= any_since),
    };
    if by_kind == Some(false) && kind.is_none() {
        let message = format!(
            "{} {} must be told what `{}` is",
            lower.env.dialect.title,
            lower.env.version,
            name.as_str()
        );
        lower.report.push(
            Diagnostic::error(E0407, message)
                .at(lower.origin.span)
                .help("add `type:` foreign_key, unique, primary_key or check"),
        );
        return;
    }
    let kind = kind.filter(|_| by_kind.is_some());
    let (table, name) = (table.clone(), name.clone());
    lower.push(stmt::DropConstraint { table, name, if_exists, cascade, kind });
}

/// Drops the indexes that the server made for foreign keys which an operation took away: it
/// leaves them behind. One that another foreign key goes on with gets the name that it would have.
pub fn drop_kept_indexes(lower: &mut Lower<'_>, table: &ObjName) {
    if lower.env.dialect.foreign_keys != ForeignKeys::SameAndIndexed {
        return;
    }
    let (Some(before), Some(after)) = (lower.before(table), lower.after(table)) else { return };
    if !before.complete {
        return; // A key that is not known may have made an index needless.
    }
    let env = lower.env;
    let same = |a: &Ident, b: &Ident| env.same(a, b);
    let now = after.kept_indexes(same);
    for old in before.kept_indexes(same).iter().filter(|old| !now.contains(old)) {
        let from = ObjName::new(table.schema.clone(), old.name.clone());
        match now.iter().find(|new| new.columns == old.columns) {
            Some(new) if after.foreign_keys().all(|(c, _)| before.constraints.contains(c)) => {
                let (table, to) = (table.clone(), new.name.clone());
                lower.push(stmt::RenameIndex { table, from, to });
            }
            _ => super::indexes::drop(lower, Some(table.clone()), None, &old.name, false, false),
        }
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
    let condition = match &constraint.kind {
        ConstraintKind::Check(check) => Some(lower.sql(&check.sql)),
        _ => None,
    };
    let target = match &constraint.kind {
        ConstraintKind::ForeignKey(fk) => Some(fk.table.clone()),
        _ => None,
    };
    stmt::DropUnnamedConstraint {
        table: table.clone(),
        table_literal: lower.name_literal(table),
        kind,
        columns: columns.iter().map(|name| lower.ident_literal(name)).collect(),
        column_names: columns,
        condition: condition.map(|sql| Fragment::new(lower.env.dialect.quoted_text(sql.as_str()))),
        target,
        cascade: false,
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
    let anew = lower.env.dialect.drop_constraint != DropConstraint::ByName;
    if let Some(from) = known.filter(|_| !anew).cloned() {
        let (table, to) = (table.clone(), to.clone());
        return lower.push(stmt::RenameConstraint { table, from, to });
    }
    if anew && old.is_none() {
        return unknown(lower, table);
    }
    if let (Some(old), Some(after)) = (old, &after)
        && rename_key(lower, after, old, to)
    {
        return;
    }
    drop(lower, table, None, old, false, false);
    drop_kept_indexes(lower, table);
    if let Some(after) = after
        && let Some(new) = find_constraint(&after, to, lower.env)
    {
        add(lower, &after, new);
    }
}

/// A unique constraint is an index there, which has a statement for its name; the name of a
/// primary key is not kept at all.
fn rename_key(lower: &mut Lower<'_>, table: &Table, old: &Constraint, to: &Ident) -> bool {
    if lower.env.dialect.drop_constraint == DropConstraint::ByName {
        return false;
    }
    match &old.kind {
        ConstraintKind::PrimaryKey(_) => true,
        ConstraintKind::Unique { .. } => {
            let Some(from) = old.name.clone() else { return false };
            let from = ObjName::new(table.name.schema.clone(), from);
            lower.push(stmt::RenameIndex { table: table.name.clone(), from, to: to.clone() });
            true
        }
        _ => false,
    }
}
