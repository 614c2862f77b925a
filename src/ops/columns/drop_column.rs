//! `drop_column`

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::add_column::AddColumn;
use crate::catalog::{Catalog, Constraint, ConstraintKind, IndexTarget, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0314, E0401};
use crate::env::Env;
use crate::lower::{Lower, columns, programs};
use crate::ops::constraints::again::again;
use crate::ops::constraints::drop_constraint::restore;
use crate::ops::keys;
use crate::ops::other::sequences;
use crate::ops::programs::readers;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::raw::mentions;
use crate::sql::{Ident, ObjName};

/// Drops a column with the indexes and constraints of its own table that are on it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropColumn {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The column.
    pub column: Spanned<Ident>,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop what other tables and views hold on to it as well; that is an error otherwise.
    #[serde(default)]
    pub cascade: bool,
}

impl DropColumn {
    /// Drops this column.
    pub fn short(table: Spanned<Ident>, schema: SchemaRef, column: Spanned<Ident>) -> Self {
        DropColumn { table, schema, column, if_exists: false, cascade: false }
    }
}

/// True for a constraint that is on this column.
pub fn is_on(constraint: &Constraint, column: &Ident, env: &Env) -> bool {
    let named = |name: &Ident| env.same(name, column);
    match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => {
            columns.iter().any(named)
        }
        ConstraintKind::ForeignKey(fk) => fk.columns.iter().any(named),
        ConstraintKind::Check(check) => {
            check.enum_column.as_ref().is_some_and(named)
                || mentions(&check.sql, column, env.dialect.name)
        }
        ConstraintKind::Exclusion(exclusion) => exclusion.elements.iter().any(|element| {
            element.column.as_ref().is_some_and(named)
                || element.sql.as_ref().is_some_and(|sql| mentions(sql, column, env.dialect.name))
        }),
    }
}

/// True for an index that is on this column.
pub fn index_is_on(index: &crate::catalog::Index, column: &Ident, env: &Env) -> bool {
    index.uses(column, |sql, column| mentions(sql, column, env.dialect.name))
        || index
            .parts
            .iter()
            .any(|part| matches!(&part.target, IndexTarget::Column(c) if env.same(c, column)))
}

/// The foreign keys that refer to a column, with their tables.
fn users(
    catalog: &Catalog,
    table: &Table,
    column: &Ident,
    env: &Env,
) -> Vec<(Arc<Table>, Constraint)> {
    let key = table.primary_key().map_or(&[][..], |(_, columns)| columns);
    let mut found = Vec::new();
    for other in catalog.referencing(&table.name) {
        for (constraint, fk) in other.foreign_keys().filter(|(_, fk)| fk.table == table.name) {
            let targets = if fk.target_columns.is_empty() { key } else { &fk.target_columns };
            if targets.iter().any(|target| env.same(target, column)) {
                found.push((Arc::clone(other), constraint.clone()));
            }
        }
    }
    found
}

impl Operation for DropColumn {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        let known = table.column(&self.column, |a, b| cx.env.same(a, b)).cloned();
        if known.is_none() && self.if_exists {
            return Some(());
        }
        let Some(column) = cx.column(&table, &self.column)? else { return Some(()) };
        if self.cascade && !cx.env.dialect.drop_cascade {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no DROP COLUMN … CASCADE"))
                    .at(self.column.span)
                    .help("drop what other tables hold on to the column first"),
            );
        }
        if table.complete && table.columns.len() == 1 {
            return cx.fail(
                Diagnostic::error(
                    E0110,
                    format!("`{}` is the last column of its table", column.name.as_str()),
                )
                .at(self.column.span)
                .help("add another column first, or use `drop_table`"),
            );
        }
        let mut new = Table::clone(&table);
        new.columns.retain(|c| !cx.env.same(&c.name, &column.name));
        let gone: Vec<Constraint> =
            table.constraints.iter().filter(|c| is_on(c, &column.name, cx.env)).cloned().collect();
        new.constraints.retain(|c| !is_on(c, &column.name, cx.env));
        new.indexes.retain(|index| !index_is_on(index, &column.name, cx.env));
        self.check_uses(cx, &table, &column.name, &gone)?;
        self.check_computed(cx, &new, &column.name)?;
        keys::check_foreign_keys(cx, &table, &new, self.column.span)?;
        keys::check_numbering(cx, &new, self.column.span)?;
        let readers = readers::of_column(cx.catalog, &table.name, &column.name, cx.env);
        if !self.cascade {
            let what = format!("the column `{}.{}`", table.name.shown(), column.name.as_str());
            readers::refuse(cx, &what, self.column.span, &readers)?;
        }
        let along = cx.catalog.with_readers(readers);
        readers::remove(cx, &along);
        cx.catalog.put_table(new);
        let span = self.column.span;
        sequences::go_with(cx, &table.name, Some(&column.name), self.cascade, span)
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        let Some(table) = before.table(&name) else { return Inverse::nothing() };
        let Some(column) = table.column(&self.column, |a, b| env.same(a, b)) else {
            return match table.complete || self.if_exists {
                true => Inverse::nothing(),
                false => Inverse::impossible(format!(
                    "the definition of `{}.{}` is not known",
                    name.shown(),
                    self.column.as_str()
                )),
            };
        };
        let mut back = AddColumn::of(table, column);
        let enum_check =
            |c: &Constraint| matches!(&c.kind, ConstraintKind::Check(c) if c.enum_column.is_some());
        let own =
            table.constraints.iter().filter(|c| is_on(c, &column.name, env) && !enum_check(c));
        back.constraints = own.map(|constraint| again(table, constraint, env)).collect();
        let own = table.indexes.iter().filter(|index| index_is_on(index, &column.name, env));
        back.indexes = own.cloned().collect();
        let owned = sequences::owned(before, &table.name, Some(&column.name), env);
        let (mut ops, then) = sequences::restore(before, &owned);
        ops.push(back.into());
        ops.extend(then);
        if self.cascade {
            let users = users(before, table, &column.name, env).into_iter();
            ops.extend(
                users
                    .filter(|(other, _)| other.name != table.name)
                    .map(|(t, c)| restore(&t, &c, env)),
            );
            let along = readers::of_column(before, &name, &column.name, env);
            ops.extend(readers::make_again(before, &before.with_readers(along)));
        }
        Inverse::Ops(ops)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        programs::drop_readers(lower, &name);
        columns::drop(lower, &name, &self.column, self.if_exists, self.cascade);
    }
}

impl DropColumn {
    /// Foreign keys of other tables that refer to the column.
    fn check_uses(
        &self,
        cx: &mut Apply<'_>,
        table: &Table,
        column: &Ident,
        gone: &[Constraint],
    ) -> Option<()> {
        let mut uses: Vec<(ObjName, Constraint)> = Vec::new();
        for (other, constraint) in users(cx.catalog, table, column, cx.env) {
            if other.name != table.name || !gone.contains(&constraint) {
                uses.push((other.name.clone(), constraint));
            }
        }
        if uses.is_empty() {
            return Some(());
        }
        if self.cascade {
            for (other, used) in &uses {
                cx.catalog.change_table(other, |t| t.constraints.retain(|c| c != used));
            }
            return Some(());
        }
        let shown = format!("{}.{}", table.name.shown(), column.as_str());
        let mut diagnostic =
            Diagnostic::error(E0314, format!("the column `{shown}` is still referred to"))
                .at(self.column.span);
        for (other, constraint) in uses {
            diagnostic = diagnostic.also(
                constraint.span,
                format!("`{}` refers to it with this foreign key", other.shown()),
            );
        }
        let help = match cx.env.dialect.drop_cascade {
            true => "drop those first, or write `cascade: true`",
            false => "drop those first",
        };
        cx.fail(diagnostic.help(help))
    }

    /// Computed columns of the same table that are made from the column.
    fn check_computed(&self, cx: &mut Apply<'_>, table: &Table, column: &Ident) -> Option<()> {
        let user = table.columns.iter().find(|c| {
            c.computed
                .as_ref()
                .is_some_and(|computed| mentions(&computed.sql, column, cx.env.dialect.name))
        });
        let Some(user) = user else { return Some(()) };
        let diagnostic = Diagnostic::error(
            E0314,
            format!(
                "the column `{}` is still used by the computed column `{}`",
                column.as_str(),
                user.name.as_str()
            ),
        )
        .at(self.column.span)
        .also(user.span, "computed from it here")
        .help("drop the computed column first");
        cx.fail(diagnostic)
    }
}
