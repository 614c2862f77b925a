//! What a foreign key refers to: that it is there, and that it fits.

use std::sync::Arc;

use crate::catalog::{ForeignKey, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0310, E0311, E0312, E0313, E0407};
use crate::dialect::{ForeignKeys, storage};
use crate::env::Env;
use crate::ops::Apply;
use crate::source::{Span, Spanned};
use crate::sql::Ident;
use crate::sql::types::{Kind, Type};

/// Checks a foreign key of `table`, which may be on its way into the catalog.
///
/// Reports E0310 for a missing table or column, E0311 for another number of columns,
/// E0312 for types that cannot be compared, E0313 for columns that are no key.
pub fn check(cx: &mut Apply<'_>, table: &Table, fk: &ForeignKey, span: Span) -> Option<()> {
    let to_itself = cx.catalog.key(&fk.table) == cx.catalog.key(&table.name);
    let target = match to_itself {
        true => Arc::new(table.clone()),
        false => cx.table_named(&fk.table, span, E0310)?,
    };
    let key = target.primary_key().map(|(_, columns)| columns.to_vec());
    let doubts = |table: &Table, columns: &[Ident]| columns.iter().any(|c| cx.doubts(table, c));
    let doubtful = doubts(table, &fk.columns)
        || doubts(&target, &fk.target_columns)
        || fk.target_columns.is_empty() && doubts(&target, key.as_deref().unwrap_or_default());
    if !target.complete || doubtful {
        return check_named(cx, &target, fk, span);
    }
    let columns = match (fk.target_columns.is_empty(), key) {
        (false, _) => fk.target_columns.clone(),
        (true, Some(key)) => key,
        (true, None) => {
            return cx.fail(
                Diagnostic::error(
                    E0313,
                    format!("the table `{}` has no primary key to refer to", target.name.shown()),
                )
                .at(span)
                .also(target.span, "the table is made here")
                .help("name the columns: `references: {table: …, columns: [...]}`"),
            );
        }
    };
    for name in &columns {
        if target.column(name, |a, b| cx.env.same(a, b)).is_none() {
            let diagnostic = cx.missing_column(&target, &Spanned::new(name.clone(), span), E0310);
            return cx.fail(diagnostic);
        }
    }
    if columns.len() != fk.columns.len() {
        return cx.fail(
            Diagnostic::error(
                E0311,
                format!(
                    "the foreign key has {} and refers to {}",
                    count(fk.columns.len()),
                    count(columns.len())
                ),
            )
            .at(span),
        );
    }
    check_types(cx, table, fk, &target, &columns, span)?;
    check_key(cx, &target, &columns, span)
}

/// Reports E0407 where the statement must name the columns and they are not known.
fn check_named(cx: &mut Apply<'_>, target: &Table, fk: &ForeignKey, span: Span) -> Option<()> {
    let named = !fk.target_columns.is_empty() || target.primary_key().is_some();
    if named || cx.env.dialect.foreign_keys == ForeignKeys::Comparable || cx.report.is_doubtful() {
        return Some(());
    }
    let (title, shown) = (cx.env.dialect.title, target.name.shown());
    cx.fail(
        Diagnostic::error(
            E0407,
            format!("{title} must be told the columns that are referred to, and the key of `{shown}` is not known"),
        )
        .at(span)
        .help("name them: `references: {table: …, columns: [...]}`"),
    )
}

fn count(columns: usize) -> String {
    if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") }
}

fn check_types(
    cx: &mut Apply<'_>,
    table: &Table,
    fk: &ForeignKey,
    target: &Table,
    columns: &[Ident],
    span: Span,
) -> Option<()> {
    for (own, other) in fk.columns.iter().zip(columns) {
        let own = table.column(own, |a, b| cx.env.same(a, b));
        let other = target.column(other, |a, b| cx.env.same(a, b));
        let (Some(own), Some(other)) = (own, other) else { continue };
        if !comparable(cx.env, &own.ty, &other.ty) {
            let what = |c: &crate::catalog::Column, t: &Table| {
                format!("`{}.{}` is `{}`", t.name.shown(), c.name.as_str(), c.ty.shown())
            };
            return cx.fail(
                Diagnostic::error(E0312, "a foreign key joins columns of different types")
                    .label(span, what(own, table))
                    .also(other.span, what(other, target))
                    .help(format!(
                        "give `{}` the type `{}`",
                        own.name.as_str(),
                        other.ty.plain().shown()
                    )),
            );
        }
    }
    Some(())
}

/// True for types that a server compares without a cast; a dialect's own types
/// are not judged.
pub fn comparable(env: &Env, a: &Type, b: &Type) -> bool {
    let text = |ty: &Type| env.dialect.type_text(ty, env.version).ok();
    if let (ForeignKeys::SameAndIndexed, Some(a), Some(b)) =
        (env.dialect.foreign_keys, text(a), text(b))
    {
        return storage::of(&a).class == storage::of(&b).class;
    }
    let family = |ty: &Type| match ty {
        Type::Portable(kind, _) => Some(match kind {
            Kind::SmallInt | Kind::Integer | Kind::BigInt | Kind::Serial | Kind::BigSerial => 1,
            Kind::Numeric | Kind::Real | Kind::Float | Kind::Double => 1,
            Kind::Char | Kind::Varchar | Kind::NChar | Kind::NVarchar | Kind::Text => 2,
            Kind::Date | Kind::DateTime | Kind::DateTimeTz | Kind::Timestamp => 3,
            Kind::Time => 4,
            Kind::Binary | Kind::Varbinary | Kind::Blob => 5,
            Kind::Uuid => 6,
            Kind::Boolean => 7,
            Kind::Interval => 8,
            Kind::Json | Kind::Jsonb | Kind::Xml => return None,
        }),
        _ => None,
    };
    match (family(a), family(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Checks the foreign keys on a column whose type has changed, where they ask for the same types.
///
/// Reports E0312 for those that no longer join the same types.
pub fn check_joined(cx: &mut Apply<'_>, table: &Table, column: &Ident, span: Span) -> Option<()> {
    if cx.env.dialect.foreign_keys != ForeignKeys::SameAndIndexed {
        return Some(());
    }
    let mut found: Vec<(Table, Table, ForeignKey, Span)> = Vec::new();
    for other in cx.catalog.referencing(&table.name) {
        for (constraint, fk) in other.foreign_keys().filter(|(_, fk)| fk.table == table.name) {
            found.push((Table::clone(other), table.clone(), fk.clone(), constraint.span));
        }
    }
    for (constraint, fk) in table.foreign_keys().filter(|(_, fk)| fk.table != table.name) {
        if let Some(target) = cx.catalog.table(&fk.table) {
            found.push((table.clone(), Table::clone(target), fk.clone(), constraint.span));
        }
    }
    for (own, target, fk, made) in found {
        let key = target.primary_key().map(|(_, columns)| columns.to_vec()).unwrap_or_default();
        let columns = if fk.target_columns.is_empty() { key } else { fk.target_columns.clone() };
        for (a, b) in fk.columns.iter().zip(&columns) {
            let types = (
                own.column(a, |x, y| cx.env.same(x, y)).map(|c| c.ty.clone()),
                target.column(b, |x, y| cx.env.same(x, y)).map(|c| c.ty.clone()),
            );
            let touched = (own.name == table.name && cx.env.same(a, column))
                || (target.name == table.name && cx.env.same(b, column));
            let (Some(x), Some(y)) = types else { continue };
            let known = !cx.doubts(&own, a) && !cx.doubts(&target, b);
            if touched && known && !comparable(cx.env, &x, &y) {
                let message = format!(
                    "a foreign key would join `{}.{}`, `{}`, and `{}.{}`, `{}`",
                    own.name.shown(),
                    a.as_str(),
                    x.shown(),
                    target.name.shown(),
                    b.as_str(),
                    y.shown()
                );
                return cx.fail(
                    Diagnostic::error(E0312, message)
                        .at(span)
                        .also(made, "the foreign key is here")
                        .help(
                            "drop the foreign key first, change both columns, and create it again",
                        ),
                );
            }
        }
    }
    Some(())
}

fn check_key(cx: &mut Apply<'_>, target: &Table, columns: &[Ident], span: Span) -> Option<()> {
    let loose = cx.env.dialect.foreign_keys_to_indexes_until;
    let begun = loose.is_some_and(|until| cx.env.version < until)
        && target.has_key_on(columns, |a, b| cx.env.same(a, b));
    if begun || target.is_key(columns, |a, b| cx.env.same(a, b)) {
        return Some(());
    }
    let list: Vec<String> = columns.iter().map(|c| format!("`{}`", c.as_str())).collect();
    let shown = target.name.shown();
    cx.fail(
        Diagnostic::error(
            E0313,
            format!("a foreign key refers to {} of `{shown}`, which is not a key", list.join(", ")),
        )
        .at(span)
        .also(target.span, "the table is made here")
        .help("add a unique constraint on those columns first, or refer to the primary key"),
    )
}
