//! What the operations that add a constraint have in common.

use crate::catalog::{Constraint, Table};
use crate::lower::{Lower, constraints};
use crate::ops::constraints::drop_constraint::DropConstraint;
use crate::ops::shape::SchemaRef;
use crate::ops::tables::create_table::push_constraint;
use crate::ops::{Apply, Inverse};
use crate::source::Spanned;
use crate::sql::Ident;

/// Puts a constraint into its table.
pub fn apply(cx: &mut Apply<'_>, table: &Table, constraint: Constraint) -> Option<()> {
    let mut table = table.clone();
    push_constraint(cx, &mut table, constraint)?;
    cx.catalog.put_table(table);
    Some(())
}

/// Drops the constraint that an operation adds: by its name, or as the one of its
/// kind on these columns.
pub fn invert(
    table: &Spanned<Ident>,
    schema: &SchemaRef,
    name: Option<&Spanned<Ident>>,
    like: Constraint,
) -> Inverse {
    Inverse::one(DropConstraint {
        name: name.cloned(),
        table: table.clone(),
        schema: schema.clone(),
        ty: None,
        if_exists: false,
        cascade: false,
        like: Some(Box::new(like)),
    })
}

/// Pushes the statement for the constraint that the operation added.
pub fn lower(lower: &mut Lower<'_>, table: &Spanned<Ident>, schema: &SchemaRef) {
    let name = lower.env.qualify(schema.get(), table);
    let Some(after) = lower.after(&name) else { return };
    let known = lower.before(&name).map_or(0, |before| before.constraints.len());
    for constraint in after.constraints.iter().skip(known) {
        constraints::add(lower, &after, constraint);
    }
}

/// A constraint that stands for another in a look-up by kind and columns.
pub fn like(kind: crate::catalog::ConstraintKind, table: &Spanned<Ident>) -> Constraint {
    Constraint { name: None, named: false, kind, deferral: None, validated: true, span: table.span }
}
