//! What raw SQL changes, and whether it is there.

use super::Writer;
use crate::ops::sql_names::{Place, check_column_of, check_relation};
use crate::source::Spanned;
use crate::sql::raw::effect::{
    ConstraintDef, ConstraintKind, Effect, KeyPart, NamePart, NamePath, ObjectKind,
};

/// What a statement needs to be there: a table or view, and columns of it.
fn needs(effect: &Effect) -> Option<(&NamePath, Vec<&NamePart>)> {
    let relation = |kind: ObjectKind| {
        matches!(kind, ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView)
    };
    Some(match effect {
        Effect::AddConstraint { table, constraint } => (table, columns_of(constraint)),
        Effect::AddColumn { table, .. }
        | Effect::DropConstraint { table, .. }
        | Effect::RenameConstraint { table, .. }
        | Effect::ValidateConstraint { table, .. }
        | Effect::DropColumn { table, if_exists: true, .. }
        | Effect::CreateTrigger { table: Some(table), .. } => (table, Vec::new()),
        Effect::DropColumn { table, column, .. }
        | Effect::RenameColumn { table, from: column, .. }
        | Effect::AlterColumn { table, column, .. }
        | Effect::RedefineColumn { table, column, .. } => (table, vec![column]),
        Effect::CreateIndex(index) => {
            (&index.table, parts_of(&index.parts).chain(&index.include).collect())
        }
        Effect::Drop { kind, name, if_exists: false, .. }
        | Effect::Rename { kind, name, .. }
        | Effect::SetSchema { kind, name, .. }
            if relation(*kind) =>
        {
            (name, Vec::new())
        }
        _ => return None,
    })
}

fn parts_of(parts: &[KeyPart]) -> impl Iterator<Item = &NamePart> {
    parts.iter().filter_map(|part| part.column.as_ref())
}

/// The columns of its own table that a constraint is on.
fn columns_of(constraint: &ConstraintDef) -> Vec<&NamePart> {
    match &constraint.kind {
        ConstraintKind::PrimaryKey(parts) | ConstraintKind::Unique { columns: parts, .. } => {
            parts_of(parts).collect()
        }
        ConstraintKind::ForeignKey(key) => key.columns.iter().collect(),
        ConstraintKind::Check(_)
        | ConstraintKind::Exclude(_)
        | ConstraintKind::UsingIndex { .. } => Vec::new(),
    }
}

impl Writer<'_, '_> {
    /// Warns of a table or view that is not there, and reports E0302 for a column that a known
    /// table or view does not have.
    pub(super) fn judge(&mut self, effect: &Effect, at: &Place<'_>) {
        let Some((path, columns)) = needs(effect) else { return };
        if !check_relation(self.cx, at, path) {
            return;
        }
        for column in columns {
            let span = at.span(self.cx, &vec![column.clone()]);
            let column = Spanned::new(self.ident(column), span);
            check_column_of(self.cx, path, column);
        }
    }
}
