//! ALTER TABLE of raw SQL.

use super::Writer;
use super::define;
use crate::catalog::{Column, ConstraintKind, Table};
use crate::ops::columns::alter_column;
use crate::ops::columns::drop_column::{index_is_on, is_on};
use crate::sql::Ident;
use crate::sql::raw::effect::{
    ColumnChange, ColumnDef, Dropped, Effect, NamePath, Position, Restated,
};

impl Writer<'_, '_> {
    pub(super) fn alter(&mut self, effect: &Effect) {
        match effect {
            Effect::AddColumn { table, column, position, .. } => {
                self.add_column(table, column, position.as_ref())
            }
            Effect::DropColumn { table, column, .. } => {
                let (name, env) = (self.ident(column), self.cx.env);
                self.change(table, |table| {
                    table.columns.retain(|c| !env.same(&c.name, &name));
                    table.constraints.retain(|c| !is_on(c, &name, env));
                    table.indexes.retain(|i| !index_is_on(i, &name, env));
                });
                let table = self.name(table);
                self.drop_owned_sequences(&table, Some(&name));
            }
            Effect::RenameColumn { table, from, to } => {
                let (from, to) = (self.ident(from), self.ident(to));
                self.rename_column(table, &from, &to);
            }
            Effect::AlterColumn { table, column, change } => {
                let name = self.ident(column);
                self.alter_column(table, &name, change);
            }
            Effect::RedefineColumn { table, column, definition, restated, position } => {
                let name = self.ident(column);
                self.redefine(table, &name, definition, *restated, position.as_ref());
            }
            Effect::AddConstraint { table, constraint } => {
                let name = self.name(table);
                let Some(known) = self.cx.catalog.table(&name) else { return };
                let mut known = Table::clone(known);
                self.add_constraint_to(&mut known, constraint);
                self.cx.catalog.put_table(known);
            }
            Effect::DropConstraint { table, which, .. } => self.drop_constraint(table, which),
            Effect::RenameConstraint { table, from, to } => {
                let (from, to, env) = (self.ident(from), self.ident(to), self.cx.env);
                self.change(table, |table| {
                    let named = |c: &&mut crate::catalog::Constraint| {
                        c.name.as_ref().is_some_and(|n| env.same(n, &from))
                    };
                    if let Some(constraint) = table.constraints.iter_mut().find(named) {
                        constraint.name = Some(to);
                        constraint.named = true;
                    }
                });
            }
            Effect::ValidateConstraint { table, name } => {
                let (name, env) = (self.ident(name), self.cx.env);
                self.change(table, |table| {
                    let named = |c: &&mut crate::catalog::Constraint| {
                        c.name.as_ref().is_some_and(|n| env.same(n, &name))
                    };
                    table.constraints.iter_mut().filter(named).for_each(|c| c.validated = true);
                });
            }
            _ => {}
        }
    }

    fn add_column(&mut self, table: &NamePath, def: &ColumnDef, position: Option<&Position>) {
        let name = self.name(table);
        let Some(known) = self.cx.catalog.table(&name) else { return };
        let mut known = Table::clone(known);
        let column = self.ident(&def.name);
        if known.column(&column, |a, b| self.cx.env.same(a, b)).is_some() {
            return;
        }
        self.add_column_to(&mut known, def);
        self.place(&mut known, &column, position);
        self.cx.catalog.put_table(known);
    }

    fn place(&self, table: &mut Table, column: &Ident, position: Option<&Position>) {
        let Some(position) = position else { return };
        let env = self.cx.env;
        let Some(at) = table.columns.iter().position(|c| env.same(&c.name, column)) else { return };
        let moved = table.columns.remove(at);
        let to = match position {
            Position::First => 0,
            Position::After(other) => {
                let other = self.ident(other);
                table
                    .columns
                    .iter()
                    .position(|c| env.same(&c.name, &other))
                    .map_or(table.columns.len(), |at| at + 1)
            }
        };
        table.columns.insert(to, moved);
    }

    fn rename_column(&mut self, table: &NamePath, from: &Ident, to: &Ident) {
        let name = self.name(table);
        let Some(known) = self.cx.catalog.table(&name) else { return };
        let mut known = Table::clone(known);
        let own = known.column(from, |a, b| self.cx.env.same(a, b)).map(|c| c.name.clone());
        let Some(own) = own else { return };
        alter_column::rename(self.cx, &mut known, &own, to);
        self.cx.catalog.put_table(known);
    }

    fn alter_column(&mut self, table: &NamePath, name: &Ident, change: &ColumnChange) {
        let full = self.name(table);
        let ty = match change {
            ColumnChange::SetType { type_text, .. } => Some(self.ty(type_text, &full)),
            _ => None,
        };
        let env = self.cx.env;
        self.change(table, |table| {
            let Some(column) = table.columns.iter_mut().find(|c| env.same(&c.name, name)) else {
                return;
            };
            match change {
                ColumnChange::SetDefault(text) => column.default = Some(define::expression(text)),
                ColumnChange::DropDefault => column.default = None,
                ColumnChange::SetNotNull => column.nullable = false,
                ColumnChange::DropNotNull => column.nullable = true,
                ColumnChange::SetType { .. } => column.ty = ty.unwrap_or_else(|| column.ty.clone()),
                ColumnChange::AddIdentity(identity) => {
                    column.identity = Some(define::identity(identity))
                }
                ColumnChange::DropIdentity => column.identity = None,
                ColumnChange::DropExpression => column.computed = None,
            }
        });
    }

    fn redefine(
        &mut self,
        table: &NamePath,
        name: &Ident,
        def: &ColumnDef,
        restated: Restated,
        position: Option<&Position>,
    ) {
        let full = self.name(table);
        let mut new = self.column(def, &full);
        let to = new.name.clone();
        if !self.cx.env.same(name, &to) {
            self.rename_column(table, name, &to);
        }
        let Some(known) = self.cx.catalog.table(&full) else { return };
        let mut known = Table::clone(known);
        let env = self.cx.env;
        if let Some(column) = known.columns.iter_mut().find(|c| env.same(&c.name, &to)) {
            if restated != Restated::Everything {
                new = merged(column, &new, def, restated);
            }
            *column = new;
        }
        for constraint in &def.constraints {
            self.add_constraint_to(&mut known, constraint);
        }
        self.place(&mut known, &to, position);
        self.cx.catalog.put_table(known);
    }

    fn drop_constraint(&mut self, table: &NamePath, which: &Dropped) {
        let env = self.cx.env;
        let wanted: Box<dyn Fn(&crate::catalog::Constraint) -> bool> = match which {
            Dropped::Named(name) | Dropped::ForeignKey(name) | Dropped::Check(name) => {
                let name = self.ident(name);
                Box::new(move |c| c.name.as_ref().is_some_and(|n| env.same(n, &name)))
            }
            Dropped::Unique(columns) => {
                let columns: Vec<Ident> = columns.iter().map(|part| self.ident(part)).collect();
                Box::new(move |c| {
                    matches!(c.kind, ConstraintKind::Unique { .. }) && c.columns() == columns
                })
            }
            Dropped::PrimaryKey => Box::new(|c| matches!(c.kind, ConstraintKind::PrimaryKey(_))),
        };
        self.change(table, |table| table.constraints.retain(|c| !wanted(c)));
    }
}

/// A column whose definition was repeated in part: the rest stays.
fn merged(old: &Column, new: &Column, def: &ColumnDef, restated: Restated) -> Column {
    let keep_null = restated == Restated::OnlyStated && def.nullable.is_none();
    Column {
        ty: if def.type_text.trim().is_empty() { old.ty.clone() } else { new.ty.clone() },
        nullable: if keep_null { old.nullable } else { def.nullable.unwrap_or(true) },
        collation: if def.collate.is_some() || restated == Restated::TypeAndNull {
            new.collation.clone()
        } else {
            old.collation.clone()
        },
        default: if def.default.is_some() { new.default.clone() } else { old.default.clone() },
        ..old.clone()
    }
}
