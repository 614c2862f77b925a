//! `create_foreign_key`

use schemars::JsonSchema;
use serde::Deserialize;

use super::{add, reference};
use crate::catalog::{Action, Catalog, Constraint, ConstraintKind, ForeignKey, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::constraint::{Initially, Matching, TargetDef, names};
use crate::ops::shape::{ForeignKeyDef, SchemaRef};
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Adds a foreign key.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateForeignKey {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table that refers.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The columns that refer.
    pub columns: Vec<Spanned<Ident>>,
    /// What they refer to: `{table: owner, columns: [id]}`.
    pub references: TargetDef,
    /// What happens to the rows that refer when the row that they refer to is deleted; nothing may
    /// happen (`no_action`) when left out.
    #[serde(default)]
    pub on_delete: Option<Spanned<Action>>,
    /// What happens to the rows that refer when the key that they refer to changes. Not on Oracle.
    #[serde(default)]
    pub on_update: Option<Spanned<Action>>,
    /// MATCH: how a key of several columns is compared where some are null. PostgreSQL and
    /// SQLite.
    #[serde(default, rename = "match")]
    pub matching: Option<Matching>,
    /// DEFERRABLE: the check may wait for the end of the transaction. PostgreSQL, SQLite (foreign
    /// keys) and Oracle.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// When a deferrable constraint is checked: `immediate` (after each statement) or `deferred`
    /// (at the end of the transaction).
    #[serde(default)]
    pub initially: Option<Initially>,
    /// Do not check the rows that are there; `validate_constraint` does it later. PostgreSQL, SQL
    /// Server and Oracle.
    #[serde(default)]
    pub not_valid: bool,
    /// The constraint whole, when it comes from the simulated schema.
    #[serde(skip)]
    pub exact: Option<Box<Constraint>>,
}

impl CreateForeignKey {
    /// Adds a foreign key of the catalog again.
    pub fn of(table: &Table, constraint: &Constraint, fk: &ForeignKey) -> Self {
        let spanned = |name: &Ident| Spanned::new(name.clone(), constraint.span);
        CreateForeignKey {
            name: constraint.name.as_ref().map(spanned),
            table: spanned(&table.name.name),
            schema: table.name.schema.clone().into(),
            columns: fk.columns.iter().map(spanned).collect(),
            references: TargetDef::of(fk, constraint.span),
            on_delete: None,
            on_update: None,
            matching: None,
            deferrable: None,
            initially: None,
            not_valid: !constraint.validated,
            exact: Some(Box::new(constraint.clone())),
        }
    }

    fn def(&self) -> ForeignKeyDef {
        ForeignKeyDef {
            name: self.name.clone(),
            columns: self.columns.clone(),
            references: self.references.clone(),
            on_delete: self.on_delete,
            on_update: self.on_update,
            matching: self.matching,
            deferrable: self.deferrable,
            initially: self.initially,
        }
    }
}

/// Reports E0401 where a constraint cannot be added without a look at the rows.
pub fn check_not_valid(cx: &mut Apply<'_>, table: &Spanned<Ident>) -> Option<()> {
    if cx.env.dialect.not_valid {
        return Some(());
    }
    let title = cx.env.dialect.title;
    cx.fail(
        Diagnostic::error(E0401, format!("{title} always checks the rows that are there"))
            .at(table.span)
            .help("leave `not_valid` out for this dialect"),
    )
}

impl Operation for CreateForeignKey {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.columns(&table, &self.columns)?;
        if self.not_valid {
            check_not_valid(cx, &self.table)?;
        }
        let mut constraint = match &self.exact {
            Some(constraint) => Constraint::clone(constraint),
            None => self.def().resolve(cx, &table.name)?,
        };
        constraint.validated = !self.not_valid;
        if let ConstraintKind::ForeignKey(fk) = &constraint.kind {
            reference::check(cx, &table, fk, constraint.span)?;
        }
        add::apply(cx, &table, constraint)
    }

    fn invert(&self, _: &Catalog, env: &Env) -> Inverse {
        let own = env.qualify(self.schema.get(), &self.table);
        let schema = self.references.schema.get().or(own.schema.as_ref());
        let kind = ConstraintKind::ForeignKey(ForeignKey {
            columns: names(&self.columns),
            table: env.qualify(schema, &self.references.table),
            target_columns: names(&self.references.columns),
            on_delete: None,
            on_update: None,
            matching: None,
        });
        let like = add::like(kind, &self.table);
        add::invert(&self.table, &self.schema, self.name.as_ref(), like)
    }

    fn touches(&self, env: &Env) -> Touches {
        let own = env.qualify(self.schema.get(), &self.table);
        let schema = self.references.schema.get().or(own.schema.as_ref());
        Touches { reads: vec![env.qualify(schema, &self.references.table)], writes: vec![own] }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        add::lower(lower, &self.table, &self.schema);
    }
}
