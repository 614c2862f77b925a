//! Columns that can have no key or index, or have theirs already.
//!
//! In: a table, and a key or index that comes to it. Out: a diagnostic where the server would
//! refuse it.

use super::Apply;
use crate::catalog::{Column, Constraint, ConstraintKind, Index, IndexPart, IndexTarget, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::source::Span;
use crate::sql::Ident;

/// Reports E0401 for an index on columns that can have none, or have one already where the server
/// refuses a second.
pub fn check_index(cx: &mut Apply<'_>, table: &Table, index: &Index) -> Option<()> {
    check_columns_are_free(cx, table, index)?;
    let columns: Vec<Ident> = index.parts.iter().filter_map(column_of).collect();
    check_keyable(cx, table, &columns, "index", index.span)
}

fn column_of(part: &IndexPart) -> Option<Ident> {
    match &part.target {
        IndexTarget::Column(name) => Some(name.clone()),
        IndexTarget::Expression(_) => None,
    }
}

/// Reports E0401 for a key of columns that can be none, or are one already where the server
/// refuses a second.
pub fn check_constraint(cx: &mut Apply<'_>, table: &Table, new: &Constraint) -> Option<()> {
    let (ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. }) = &new.kind
    else {
        return Some(());
    };
    check_keyable(cx, table, columns, new.kind_name(), new.span)?;
    let same = |c: &&Constraint| {
        matches!(c.kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique { .. })
            && c.columns().iter().map(Ident::as_str).eq(columns.iter().map(Ident::as_str))
    };
    match table.constraints.iter().find(same) {
        Some(first) if !cx.env.dialect.same_columns_indexed_twice => {
            let (title, kind, span) = (cx.env.dialect.title, first.kind_name(), first.span);
            cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{title} takes no second key on the same columns"),
                )
                .at(new.span)
                .also(span, format!("this {kind} has them already"))
                .help("leave the second one out for this dialect"),
            )
        }
        _ => Some(()),
    }
}

/// Reports E0401 where a key or an index is on a column and cannot be on its new type.
pub fn check_column(cx: &mut Apply<'_>, table: &Table, column: &Column, span: Span) -> Option<()> {
    let own = std::slice::from_ref(&column.name);
    for constraint in &table.constraints {
        let is_key = matches!(
            constraint.kind,
            ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique { .. }
        );
        if is_key && constraint.columns().contains(&column.name) {
            check_keyable(cx, table, own, constraint.kind_name(), span)?;
        }
    }
    for index in &table.indexes {
        if index.parts.iter().filter_map(column_of).any(|name| name == column.name) {
            check_keyable(cx, table, own, "index", span)?;
        }
    }
    Some(())
}

/// Reports E0401 for an index on the columns of another, or of a key, where the server refuses it.
fn check_columns_are_free(cx: &mut Apply<'_>, table: &Table, index: &Index) -> Option<()> {
    if cx.env.dialect.same_columns_indexed_twice {
        return Some(());
    }
    let Some(columns) = columns_in_order(index) else { return Some(()) };
    let same = |others: &[Ident]| {
        others.len() == columns.len() && others.iter().zip(&columns).all(|(a, b)| cx.env.same(a, b))
    };
    let key = table.constraints.iter().find(|c| match &c.kind {
        ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => {
            same(columns)
        }
        _ => false,
    });
    let other = table.indexes.iter().find(|other| {
        other.name != index.name && columns_in_order(other).is_some_and(|columns| same(&columns))
    });
    let (what, first) = match (key, other) {
        (Some(key), _) => (key.kind_name(), key.span),
        (None, Some(other)) => ("index", other.span),
        (None, None) => return Some(()),
    };
    let title = cx.env.dialect.title;
    cx.fail(
        Diagnostic::error(E0401, format!("{title} takes no second index on the same columns"))
            .at(index.span)
            .also(first, format!("this {what} has them already"))
            .help("leave the index out for this dialect"),
    )
}

/// Reports E0401 for a key or an index on a column whose type can have none.
fn check_keyable(
    cx: &mut Apply<'_>,
    table: &Table,
    columns: &[Ident],
    what: &str,
    span: Span,
) -> Option<()> {
    let d = cx.env.dialect;
    let spelled = |name: &Ident| {
        let column = table.column(name, |a, b| cx.env.same(a, b))?;
        let text = d.type_text(&column.ty, cx.env.version).ok()?;
        let keyless = d.keyless_types.iter().find(|ty| text.eq_ignore_ascii_case(ty))?;
        Some((column.clone(), *keyless))
    };
    let Some((column, ty)) = columns.iter().find_map(spelled) else { return Some(()) };
    let name = column.name.as_str();
    cx.fail(
        Diagnostic::error(E0401, format!("{} makes no {what} of `{name}`, which is {ty}", d.title))
            .at(span)
            .also(column.span, "the column is made here")
            .help("give it a type with a length, such as `varchar(255)`, or leave it out for this dialect"),
    )
}

/// The columns of an index that is on nothing else.
fn columns_in_order(index: &Index) -> Option<Vec<Ident>> {
    let column = |part: &IndexPart| match &part.target {
        IndexTarget::Column(name) if !part.descending => Some(name.clone()),
        _ => None,
    };
    index.parts.iter().map(column).collect()
}
