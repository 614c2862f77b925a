//! What raw SQL changes and speaks of, and whether it is there.

use super::Writer;
use crate::ops::sql_names::{Place, check_column_of, check_expression_of, check_relation};
use crate::sql::raw::effect::{
    ColumnDef, ConstraintDef, ConstraintKind, Effect, IndexDef, KeyPart, NamePart, NamePath,
    ObjectKind,
};

/// What a statement needs to be there before it: a table or view, and a column of it.
fn needs(effect: &Effect) -> Option<(&NamePath, Option<&NamePart>)> {
    let relation = |kind: ObjectKind| {
        matches!(kind, ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView)
    };
    Some(match effect {
        Effect::AddConstraint { table, .. }
        | Effect::AddColumn { table, .. }
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
        | Effect::Comment { kind, name, column: false, .. }
            if relation(*kind) =>
        {
            (name, None)
        }
        _ => return None,
    })
}

fn columns_of(parts: &[KeyPart]) -> impl Iterator<Item = &NamePart> {
    parts.iter().filter_map(|part| part.column.as_ref())
}

impl Writer<'_, '_> {
    /// Warns of a table or view that is not there, and reports E0302 for a column that a known
    /// table or view does not have. False where nothing more can be said of the effect.
    pub(super) fn judge(&mut self, effect: &Effect, at: &Place<'_>) -> bool {
        if let Effect::CreateTable(def) = effect {
            // With IF NOT EXISTS another table may be there.
            return self.cx.catalog.table(&self.name(&def.name)).is_none();
        }
        let Some((path, column)) = needs(effect) else { return true };
        if !check_relation(self.cx, at, path) {
            return false;
        }
        column.into_iter().for_each(|column| self.column_is_there(path, column, at));
        true
    }

    /// The same for what an effect writes: keys, indexes and expressions. The schema is that behind
    /// the whole statement.
    pub(super) fn judge_written(&mut self, effect: &Effect, at: &Place<'_>) {
        match effect {
            Effect::CreateTable(def) => {
                def.columns.iter().for_each(|column| self.judge_column(&def.name, column, at));
                let constraints = def.constraints.iter();
                constraints.for_each(|constraint| self.judge_constraint(&def.name, constraint, at));
                def.indexes.iter().for_each(|index| self.judge_index(&def.name, index, at));
            }
            Effect::AddColumn { table, column, .. } => self.judge_column(table, column, at),
            Effect::RedefineColumn { table, definition, .. } => {
                self.judge_column(table, definition, at);
            }
            Effect::AddConstraint { table, constraint } => {
                self.judge_constraint(table, constraint, at);
            }
            Effect::CreateIndex(index) => self.judge_index(&index.table, index, at),
            Effect::Comment { name, column: true, .. } => {
                if let Some((_, table)) = name.split_last() {
                    check_column_of(self.cx, at, &table.to_vec(), name);
                }
            }
            _ => {}
        }
    }

    fn judge_column(&mut self, table: &NamePath, column: &ColumnDef, at: &Place<'_>) {
        if let Some(generated) = &column.generated {
            check_expression_of(self.cx, at, table, &generated.sql);
        }
        for constraint in &column.constraints {
            self.judge_constraint(table, constraint, at);
        }
    }

    fn judge_constraint(&mut self, table: &NamePath, constraint: &ConstraintDef, at: &Place<'_>) {
        match &constraint.kind {
            ConstraintKind::PrimaryKey(parts) | ConstraintKind::Unique { columns: parts, .. } => {
                columns_of(parts).for_each(|column| self.column_is_there(table, column, at));
            }
            ConstraintKind::ForeignKey(key) => {
                key.columns.iter().for_each(|column| self.column_is_there(table, column, at));
                let ahead = self.cx.env.dialect.foreign_keys_ahead;
                if ahead || check_relation(self.cx, at, &key.table) {
                    let columns = key.references.iter();
                    columns.for_each(|column| self.column_is_there(&key.table, column, at));
                }
            }
            ConstraintKind::Check(sql) => check_expression_of(self.cx, at, table, sql),
            ConstraintKind::Exclude(_) | ConstraintKind::UsingIndex { .. } => {}
        }
    }

    fn judge_index(&mut self, table: &NamePath, index: &IndexDef, at: &Place<'_>) {
        for column in columns_of(&index.parts).chain(&index.include) {
            self.column_is_there(table, column, at);
        }
        let expressions = index.parts.iter().filter(|part| part.column.is_none());
        let expressions = expressions.map(|part| &part.value).chain(&index.condition);
        expressions.for_each(|sql| check_expression_of(self.cx, at, table, sql));
    }

    fn column_is_there(&mut self, table: &NamePath, column: &NamePart, at: &Place<'_>) {
        check_column_of(self.cx, at, table, &vec![column.clone()]);
    }
}
