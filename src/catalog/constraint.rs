//! Constraints of a table.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::source::Span;
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::schema::with_aliases;

/// A constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct Constraint {
    /// Its name: given, made by the naming convention, or foretold from the
    /// server's own rule; none where the server's choice cannot be known.
    pub name: Option<Ident>,
    /// True when a script writes the name; false when the server chooses it.
    pub named: bool,
    /// What it demands.
    pub kind: ConstraintKind,
    /// DEFERRABLE and INITIALLY.
    pub deferral: Option<Deferral>,
    /// False while NOT VALID.
    pub validated: bool,
    /// Where it was made.
    pub span: Span,
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq)]
pub enum ConstraintKind {
    /// PRIMARY KEY.
    PrimaryKey(Vec<Ident>),
    /// UNIQUE.
    Unique {
        /// Its columns.
        columns: Vec<Ident>,
        /// True when nulls count as equal.
        nulls_not_distinct: bool,
    },
    /// FOREIGN KEY.
    ForeignKey(ForeignKey),
    /// CHECK.
    Check(Check),
    /// EXCLUDE.
    Exclusion(Exclusion),
}

/// A check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The condition.
    pub sql: SqlExpr,
    /// The column whose enum it stands for, where enums are checks.
    pub enum_column: Option<Ident>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The columns that refer.
    pub columns: Vec<Ident>,
    /// The table that is referred to.
    pub table: ObjName,
    /// The columns that are referred to; empty means its primary key.
    pub target_columns: Vec<Ident>,
    /// ON DELETE.
    pub on_delete: Option<Action>,
    /// ON UPDATE.
    pub on_update: Option<Action>,
    /// MATCH, in capitals.
    pub matching: Option<&'static str>,
}

/// What a foreign key does to the rows that refer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "foreign_key_action", transform = with_aliases::<Action>)]
pub enum Action {
    /// Refuse the change, at the end of the statement or transaction.
    #[serde(alias = "no action", alias = "NO ACTION")]
    NoAction,
    /// Refuse the change at once.
    #[serde(alias = "RESTRICT")]
    Restrict,
    /// Delete or change them as well.
    #[serde(alias = "CASCADE")]
    Cascade,
    /// Set their columns to null.
    #[serde(alias = "set null", alias = "SET NULL")]
    SetNull,
    /// Set their columns to the default.
    #[serde(alias = "set default", alias = "SET DEFAULT")]
    SetDefault,
}

impl Action {
    /// All of them.
    pub const ALL: [Action; 5] =
        [Action::NoAction, Action::Restrict, Action::Cascade, Action::SetNull, Action::SetDefault];

    /// The words in a statement.
    pub fn sql(self) -> &'static str {
        match self {
            Action::NoAction => "NO ACTION",
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        }
    }
}

/// When a constraint is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deferral {
    /// DEFERRABLE.
    pub deferrable: bool,
    /// INITIALLY DEFERRED.
    pub initially_deferred: bool,
}

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// The index method.
    pub method: Option<String>,
    /// What is compared, and how.
    pub elements: Vec<ExclusionElement>,
    /// The condition of a partial one.
    pub condition: Option<SqlExpr>,
}

/// One element of an exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExclusionElement {
    /// The column, unless it is an expression.
    pub column: Option<Ident>,
    /// The expression, unless it is a column.
    pub sql: Option<SqlExpr>,
    /// The operator.
    pub operator: String,
}

impl Constraint {
    /// The table's own columns that it speaks of by name.
    pub fn columns(&self) -> &[Ident] {
        match &self.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => columns,
            ConstraintKind::ForeignKey(fk) => &fk.columns,
            ConstraintKind::Check(_) | ConstraintKind::Exclusion(_) => &[],
        }
    }

    /// The same, to be changed.
    pub(super) fn columns_mut(&mut self) -> &mut [Ident] {
        match &mut self.kind {
            ConstraintKind::PrimaryKey(columns) | ConstraintKind::Unique { columns, .. } => columns,
            ConstraintKind::ForeignKey(fk) => &mut fk.columns,
            ConstraintKind::Check(_) | ConstraintKind::Exclusion(_) => &mut [],
        }
    }

    /// The table and columns that it refers to.
    pub fn referred(&self) -> Option<(&Ident, &[Ident])> {
        match &self.kind {
            ConstraintKind::ForeignKey(fk) => Some((&fk.table.name, &fk.target_columns)),
            _ => None,
        }
    }

    /// The kind's key in a naming convention.
    pub fn convention_key(&self) -> &'static str {
        match &self.kind {
            ConstraintKind::PrimaryKey(_) => "pk",
            ConstraintKind::Unique { .. } => "uq",
            ConstraintKind::ForeignKey(_) => "fk",
            ConstraintKind::Check(_) => "ck",
            ConstraintKind::Exclusion(_) => "ex",
        }
    }

    /// What people call this kind of constraint.
    pub fn kind_name(&self) -> &'static str {
        match &self.kind {
            ConstraintKind::PrimaryKey(_) => "primary key",
            ConstraintKind::Unique { .. } => "unique constraint",
            ConstraintKind::ForeignKey(_) => "foreign key",
            ConstraintKind::Check(_) => "check constraint",
            ConstraintKind::Exclusion(_) => "exclusion constraint",
        }
    }
}
