//! What raw SQL changes, and whether it is there.

use super::Writer;
use crate::ops::programs::reading::relation;
use crate::ops::sql_names::{Place, check_relation};
use crate::source::Spanned;
use crate::sql::raw::effect::{Effect, NamePart, NamePath, ObjectKind};

/// What a statement needs to be there: a table or view, and perhaps a column of it.
fn needs(effect: &Effect) -> Option<(&NamePath, Option<&NamePart>)> {
    let relation = |kind: ObjectKind| {
        matches!(kind, ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView)
    };
    Some(match effect {
        Effect::AddColumn { table, .. }
        | Effect::AddConstraint { table, .. }
        | Effect::DropConstraint { table, .. }
        | Effect::RenameConstraint { table, .. }
        | Effect::ValidateConstraint { table, .. }
        | Effect::DropColumn { table, if_exists: true, .. }
        | Effect::CreateTrigger { table: Some(table), .. } => (table, None),
        Effect::DropColumn { table, column, .. }
        | Effect::RenameColumn { table, from: column, .. }
        | Effect::AlterColumn { table, column, .. }
        | Effect::RedefineColumn { table, column, .. } => (table, Some(column)),
        Effect::CreateIndex(index) => (&index.table, None),
        Effect::Drop { kind, name, if_exists: false, .. }
        | Effect::Rename { kind, name, .. }
        | Effect::SetSchema { kind, name, .. }
            if relation(*kind) =>
        {
            (name, None)
        }
        _ => return None,
    })
}

impl Writer<'_, '_> {
    /// Warns of a table or view that is not there, and reports E0302 for a column that a known
    /// table does not have.
    pub(super) fn judge(&mut self, effect: &Effect, at: &Place<'_>) {
        let Some((path, column)) = needs(effect) else { return };
        if !check_relation(self.cx, at, path) {
            return;
        }
        let name = relation(path, self.cx.catalog, self.cx.env);
        if let (Some(column), Some(table)) = (column, self.cx.catalog.table(&name).cloned()) {
            let span = at.span(self.cx, &vec![column.clone()]);
            let column = Spanned::new(self.ident(column), span);
            self.cx.column(&table, &column);
        }
    }
}
