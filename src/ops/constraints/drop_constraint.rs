//! `drop_constraint`

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::again::again;
use super::create_check_constraint::CreateCheckConstraint;
use super::create_exclude_constraint::CreateExcludeConstraint;
use super::create_foreign_key::CreateForeignKey;
use super::create_primary_key::CreatePrimaryKey;
use super::create_unique_constraint::CreateUniqueConstraint;
use crate::catalog::{Catalog, Constraint, ConstraintKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0107, E0303, E0314, E0401};
use crate::env::Env;
use crate::lower::{Lower, constraints};
use crate::ops::keys;
use crate::ops::shape::SchemaRef;
use crate::ops::shape::constraint::{ExcludeElementDef, Initially};
use crate::ops::{Apply, Inverse, Op, Operation, Touches, find_constraint};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::stmt::UnnamedKind;
use crate::syntax::schema::with_aliases;

/// Drops a constraint of a table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropConstraint {
    /// The constraint; may be left out for a primary key (`type: primary_key`).
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Its kind, which is only needed for what no revision has made.
    #[serde(default, rename = "type")]
    pub ty: Option<ConstraintType>,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop what depends on it as well, such as foreign keys on a primary key; that is an error
    /// otherwise.
    #[serde(default)]
    pub cascade: bool,
    /// A constraint of the kind and columns that are meant, when it has no name.
    #[serde(skip)]
    pub like: Option<Box<Constraint>>,
}

impl DropConstraint {
    /// Drops this constraint of a table.
    pub fn named(name: Spanned<Ident>, table: &crate::sql::ObjName) -> Self {
        DropConstraint {
            table: Spanned::new(table.name.clone(), name.span),
            name: Some(name),
            schema: table.schema.clone().into(),
            ty: None,
            if_exists: false,
            cascade: false,
            like: None,
        }
    }
}

/// The kind of a constraint, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "constraint_type", transform = with_aliases::<ConstraintType>)]
#[allow(missing_docs)] // The words of the format.
pub enum ConstraintType {
    #[serde(alias = "foreignkey")]
    ForeignKey,
    Unique,
    #[serde(alias = "primary")]
    PrimaryKey,
    Check,
    Exclude,
}

impl ConstraintType {
    /// As a statement says it.
    fn word(self) -> UnnamedKind {
        match self {
            ConstraintType::ForeignKey => UnnamedKind::ForeignKey,
            ConstraintType::Unique => UnnamedKind::Unique,
            ConstraintType::PrimaryKey => UnnamedKind::PrimaryKey,
            ConstraintType::Check | ConstraintType::Exclude => UnnamedKind::Check,
        }
    }

    fn is(self, kind: &ConstraintKind) -> bool {
        matches!(
            (self, kind),
            (ConstraintType::ForeignKey, ConstraintKind::ForeignKey(_))
                | (ConstraintType::Unique, ConstraintKind::Unique { .. })
                | (ConstraintType::PrimaryKey, ConstraintKind::PrimaryKey(_))
                | (ConstraintType::Check, ConstraintKind::Check(_))
                | (ConstraintType::Exclude, ConstraintKind::Exclusion(_))
        )
    }
}

/// The operation that adds a constraint of the catalog again.
pub fn restore(table: &Table, constraint: &Constraint, env: &Env) -> Op {
    let constraint = &again(table, constraint, env);
    let span = constraint.span;
    let spanned = |name: &Ident| Spanned::new(name.clone(), span);
    let name = constraint.name.as_ref().filter(|_| constraint.named).map(spanned);
    let schema: SchemaRef = table.name.schema.clone().into();
    let table_name = spanned(&table.name.name);
    let deferrable = constraint.deferral.map(|d| d.deferrable);
    let initially = constraint.deferral.map(|d| match d.initially_deferred {
        true => Initially::Deferred,
        false => Initially::Immediate,
    });
    match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => Op::from(CreatePrimaryKey {
            name,
            table: table_name,
            schema,
            columns: columns.iter().map(spanned).collect(),
            deferrable,
            initially,
        }),
        ConstraintKind::Unique { columns, nulls_not_distinct } => {
            Op::from(CreateUniqueConstraint {
                name,
                table: table_name,
                schema,
                columns: columns.iter().map(spanned).collect(),
                deferrable,
                initially,
                nulls_not_distinct: *nulls_not_distinct,
            })
        }
        ConstraintKind::ForeignKey(fk) => Op::from(CreateForeignKey::of(table, constraint, fk)),
        ConstraintKind::Check(check) => Op::from(CreateCheckConstraint {
            name,
            table: table_name,
            schema,
            sql: check.sql.clone(),
            not_valid: !constraint.validated,
        }),
        ConstraintKind::Exclusion(exclusion) => Op::from(CreateExcludeConstraint {
            name,
            table: table_name,
            schema,
            using: exclusion.method.clone(),
            elements: exclusion
                .elements
                .iter()
                .map(|element| ExcludeElementDef {
                    column: element.column.as_ref().map(spanned),
                    sql: element.sql.clone(),
                    with: element.operator.clone(),
                })
                .collect(),
            condition: exclusion.condition.clone(),
        }),
    }
}

impl DropConstraint {
    /// The constraint that is meant: by its name, else the one of the same kind on
    /// the same columns.
    fn find<'t>(&self, table: &'t Table, env: &Env) -> Option<&'t Constraint> {
        let same = |a: &[Ident], b: &[Ident]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| env.same(a, b))
        };
        let by_name = self.name.as_ref().and_then(|name| find_constraint(table, name, env));
        by_name.or_else(|| {
            let like = self.like.as_ref()?;
            table.constraints.iter().rfind(|c| match (&c.kind, &like.kind) {
                (ConstraintKind::PrimaryKey(_), ConstraintKind::PrimaryKey(_)) => true,
                (
                    ConstraintKind::Unique { columns: a, .. },
                    ConstraintKind::Unique { columns: b, .. },
                ) => same(a, b),
                (ConstraintKind::ForeignKey(a), ConstraintKind::ForeignKey(b)) => {
                    same(&a.columns, &b.columns) && a.table == b.table
                }
                (ConstraintKind::Check(a), ConstraintKind::Check(b)) => a.sql == b.sql,
                (ConstraintKind::Exclusion(a), ConstraintKind::Exclusion(b)) => a == b,
                _ => false,
            })
        })
    }
}

impl Operation for DropConstraint {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        if self.name.is_none() && self.like.is_none() {
            return cx.fail(
                Diagnostic::error(E0107, "the key `name` is missing")
                    .at(self.table.span)
                    .help("add `name: …`"),
            );
        }
        if self.cascade && !cx.env.dialect.drop_cascade {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no DROP CONSTRAINT … CASCADE"))
                    .at(self.table.span)
                    .help("drop the foreign keys that refer to the key first"),
            );
        }
        let found = match (self.find(&table, cx.env).cloned(), &self.name) {
            (Some(found), _) => found,
            (None, _) if self.if_exists => return Some(()),
            (None, Some(name)) => match cx.constraint(&table, name)? {
                Some(found) => found,
                None => return Some(()),
            },
            (None, None) if !table.complete => return Some(()),
            (None, None) => {
                let shown = table.name.shown();
                return cx.fail(
                    Diagnostic::error(E0303, format!("the table `{shown}` has no such constraint"))
                        .at(self.table.span),
                );
            }
        };
        if let (Some(ty), Some(name)) = (self.ty, &self.name)
            && !ty.is(&found.kind)
        {
            return cx.fail(
                Diagnostic::error(E0303, format!("`{}` is a {}", name.as_str(), found.kind_name()))
                    .at(name.span)
                    .also(found.span, "it was made here")
                    .help("leave `type` out; the compiler knows"),
            );
        }
        self.check_uses(cx, &table, &found)?;
        let mut new = Table::clone(&table);
        if let Some(at) = new.constraints.iter().position(|c| *c == found) {
            new.constraints.remove(at);
        }
        let span = self.name.as_ref().map_or(self.table.span, |name| name.span);
        keys::check_foreign_keys(cx, &table, &new, span)?;
        keys::check_numbering(cx, &new, span)?;
        cx.catalog.put_table(new);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        let Some(table) = before.table(&name) else { return Inverse::nothing() };
        let found = self.find(table, env);
        match found {
            Some(constraint) => {
                let uses =
                    if self.cascade { uses(before, table, constraint, env) } else { Vec::new() };
                let keys = uses.iter().map(|(other, used)| restore(other, used, env));
                Inverse::Ops(std::iter::once(restore(table, constraint, env)).chain(keys).collect())
            }
            None if self.if_exists && table.complete => Inverse::nothing(),
            None => Inverse::impossible("the definition of the constraint is not known"),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let table = lower.env.qualify(self.schema.get(), &self.table);
        let before = lower.before(&table);
        let after = lower.after(&table);
        let gone = before.as_ref().and_then(|before| {
            let after = after?;
            before.constraints.iter().find(|c| !after.constraints.contains(c)).cloned()
        });
        if let (None, Some(name)) = (&gone, &self.name)
            && lower.env.dialect.drop_constraint != crate::dialect::DropConstraint::ByName
        {
            if self.if_exists && !lower.env.dialect.if_exists_in_alter {
                return lower.without_if_exists(before.as_deref(), "ALTER TABLE");
            }
            let kind = self.ty.map(ConstraintType::word);
            constraints::drop_unseen(lower, &table, name, kind, self.if_exists, self.cascade);
            return;
        }
        let if_exists = self.if_exists && (lower.env.dialect.if_exists_in_alter || gone.is_none());
        constraints::drop(
            lower,
            &table,
            self.name.as_deref(),
            gone.as_ref(),
            if_exists,
            self.cascade,
        );
        constraints::drop_kept_indexes(lower, &table);
    }
}

impl DropConstraint {
    /// Foreign keys that need the key that goes.
    fn check_uses(&self, cx: &mut Apply<'_>, table: &Table, found: &Constraint) -> Option<()> {
        let uses = uses(cx.catalog, table, found, cx.env);
        if uses.is_empty() {
            return Some(());
        }
        if self.cascade {
            for (other, used) in &uses {
                cx.catalog.change_table(&other.name, |t| t.constraints.retain(|c| c != used));
            }
            return Some(());
        }
        let span = self.name.as_ref().map_or(self.table.span, |name| name.span);
        let mut diagnostic = Diagnostic::error(
            E0314,
            format!("the {} of `{}` is still referred to", found.kind_name(), table.name.shown()),
        )
        .at(span);
        for (other, constraint) in uses {
            diagnostic = diagnostic.also(
                constraint.span,
                format!("`{}` refers to it with this foreign key", other.name.shown()),
            );
        }
        let help = match cx.env.dialect.drop_cascade {
            true => "drop those first, or write `cascade: true`",
            false => "drop those first",
        };
        cx.fail(diagnostic.help(help))
    }
}

/// The foreign keys that need a key, with their tables.
fn uses(
    catalog: &Catalog,
    table: &Table,
    found: &Constraint,
    env: &Env,
) -> Vec<(Arc<Table>, Constraint)> {
    let (ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. }) =
        &found.kind
    else {
        return Vec::new();
    };
    let is_primary = matches!(found.kind, ConstraintKind::PrimaryKey(_));
    let is_key = |c: &Constraint| {
        matches!(c.kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique { .. })
    };
    let same = |targets: &[Ident]| {
        targets.len() == columns.len()
            && targets.iter().all(|t| columns.iter().any(|c| env.same(c, t)))
    };
    let another = table.constraints.iter().any(|c| c != found && is_key(c) && same(c.columns()));
    let mut uses = Vec::new();
    for other in catalog.referencing(&table.name) {
        for (constraint, fk) in other.foreign_keys().filter(|(_, fk)| fk.table == table.name) {
            let implicit = fk.target_columns.is_empty();
            if implicit && is_primary || same(&fk.target_columns) && !another {
                uses.push((Arc::clone(other), constraint.clone()));
            }
        }
    }
    uses
}
