//! MODIFY with the properties that change, and only those: NOT NULL is refused on a column
//! that is NOT NULL already (ORA-01442), NULL on one that is not (ORA-01451)
//! (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html>).
//!
//! A type that the server does not change under rows that are there goes by way of a new
//! column: see `copy_column`.

use super::columns::Pair;
use super::retypes::Way;
use super::{Lower, copy_column, retypes};
use crate::catalog::{Column, Constraint, ConstraintKind, Identity, Index, IndexTarget, Table};
use crate::sql::raw::mentions;
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment, IdentitySpec, Tolerated};

/// Changes nothing yet.
pub(super) fn none(table: ObjName, column: Ident) -> stmt::ModifyProperties {
    stmt::ModifyProperties {
        table,
        column,
        ty: None,
        collation: None,
        default: None,
        identity: None,
        nullable: None,
    }
}

/// What stands behind DEFAULT.
pub(super) fn default(lower: &Lower<'_>, value: &Value, column: &Column) -> Option<Fragment> {
    lower.default(value, column).default.map(Fragment::new)
}

/// Changes a column.
pub(super) fn alter(
    lower: &mut Lower<'_>,
    before: &Table,
    pair: &Pair<'_>,
    using: Option<&SqlExpr>,
) {
    let (table, column) = (&pair.table.name, &pair.new.name);
    let drops_identity = pair.identity() && pair.new.identity.is_none();
    if drops_identity {
        lower.push(stmt::DropIdentity { table: table.clone(), column: column.clone() });
    }
    let mut statement = none(table.clone(), column.clone());
    if other_type(lower, pair) || using.is_some() {
        match retypes::way(lower, pair, using) {
            Way::Copy(source) => return copy_column::copy(lower, before, pair, source),
            Way::Refused => return,
            Way::InPlace => statement.ty = Some(lower.ty(&pair.new.ty.plain())),
        }
    }
    if pair.old.is_some_and(|old| old.collation != pair.new.collation) {
        let own = lower.env.dialect.own_collation.map(Fragment::new);
        statement.collation = lower.column_spec(pair.table, pair.new).collation.or(own);
        statement.ty.get_or_insert_with(|| lower.ty(&pair.new.ty.plain()));
    }
    if pair.default() && !drops_identity {
        let new = pair.new.default.as_ref().and_then(|value| default(lower, value, pair.new));
        statement.default = Some(new.unwrap_or_else(|| Fragment::new("NULL")));
    }
    if pair.identity() && !drops_identity {
        let old = pair.old.and_then(|old| old.identity.as_ref());
        statement.identity = pair.new.identity.as_ref().map(|new| changed(lower, old, new));
    }
    let known = pair.old.is_some() && !drops_identity;
    if known && pair.nullable() {
        statement.nullable = Some(pair.new.nullable);
    }
    let says_something = statement.ty.is_some()
        || statement.default.is_some()
        || statement.identity.is_some()
        || statement.nullable.is_some();
    if says_something {
        lower.push(statement);
    }
    // Without its identity a column may be null; of one that was never seen, nothing is known.
    if !known && (drops_identity || pair.nullable()) {
        tolerantly_nullable(lower, table, pair.new);
    }
}

/// True where the server would have to change the column's type. Types that are spelled alike
/// are one.
fn other_type(lower: &Lower<'_>, pair: &Pair<'_>) -> bool {
    match pair.old {
        Some(old) => lower.ty(&old.ty.plain()) != lower.ty(&pair.new.ty.plain()),
        None => pair.ty(),
    }
}

/// Lets a column be null, or not, as it now is and was not.
pub(super) fn nullable(lower: &mut Lower<'_>, table: &ObjName, column: &Column) {
    let nullable = Some(column.nullable);
    lower.push(stmt::ModifyProperties { nullable, ..none(table.clone(), column.name.clone()) });
}

/// The same where it may be so already.
fn tolerantly_nullable(lower: &mut Lower<'_>, table: &ObjName, column: &Column) {
    let nullable = Some(column.nullable);
    let modify = stmt::ModifyProperties { nullable, ..none(table.clone(), column.name.clone()) };
    let fault = match column.nullable {
        true => Tolerated::NullableAlready,
        false => Tolerated::NotNullAlready,
    };
    lower.push(stmt::Tolerating { statement: Box::new(modify.into()), fault });
}

/// Gives a column another length.
pub(super) fn retype(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    let ty = Some(lower.ty(&column.ty));
    lower.push(stmt::ModifyProperties { ty, ..none(table.name.clone(), column.name.clone()) });
}

/// An identity with the options that change: the others stay as they are, and so does the
/// number that comes next.
fn changed(lower: &Lower<'_>, old: Option<&Identity>, new: &Identity) -> IdentitySpec {
    let (Some(old), Some(facts)) = (old, &lower.env.dialect.objects.sequences) else {
        return lower.identity_spec(new);
    };
    let (a, b) = (&old.sequence, &new.sequence);
    let numbers = [
        ("START WITH", a.start, b.start, None),
        ("INCREMENT BY", a.increment, b.increment, Some("INCREMENT BY 1")),
        ("MINVALUE", a.min, b.min, Some(facts.no_min)),
        ("MAXVALUE", a.max, b.max, Some(facts.no_max)),
        ("CACHE", a.cache, b.cache, Some(facts.default_cache)),
    ];
    let mut options: Vec<String> = numbers
        .into_iter()
        .filter(|(_, old, new, _)| old != new)
        .filter_map(|(words, _, new, otherwise)| match new {
            Some(number) => Some(lower.sequence_option(words, number)),
            None => otherwise.map(str::to_owned),
        })
        .collect();
    if a.cycle.unwrap_or(false) != b.cycle.unwrap_or(false) {
        options.push(lower.cycle(b.cycle.unwrap_or(false)));
    }
    IdentitySpec { options, ..lower.identity_spec(new) }
}

/// True for a constraint that speaks of other columns of its table beside this one, or
/// refers to this one: the column cannot go before it.
pub(super) fn is_shared(
    lower: &Lower<'_>,
    table: &Table,
    constraint: &Constraint,
    column: &Ident,
) -> bool {
    let dialect = lower.env.dialect.name;
    match &constraint.kind {
        ConstraintKind::Check(check) => table
            .columns
            .iter()
            .any(|other| other.name != *column && mentions(&check.sql, &other.name, dialect)),
        ConstraintKind::ForeignKey(fk) => fk.columns.len() > 1 || !fk.columns.contains(column),
        _ => constraint.columns().len() > 1,
    }
}

/// True for an index that holds an expression.
pub(super) fn has_expression(index: &Index) -> bool {
    index.parts.iter().any(|part| matches!(part.target, IndexTarget::Expression(_)))
}
