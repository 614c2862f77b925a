//! Constraints as they are written, and the constraints that they become.

use schemars::JsonSchema;
use serde::Deserialize;

use super::SchemaRef;
use crate::catalog::{
    Action, Check, Constraint, ConstraintKind, Deferral, Exclusion, ExclusionElement, ForeignKey,
    Table,
};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0310, E0401, E0406};
use crate::dialect::{AutomaticNames, DialectName};
use crate::ops::Apply;
use crate::ops::constraints::reference;
use crate::source::{Span, Spanned};
use crate::sql::naming::{self, Named};
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::schema::with_aliases;

/// When a deferrable constraint is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "initially", transform = with_aliases::<Initially>)]
pub enum Initially {
    /// At the end of the transaction.
    #[serde(alias = "DEFERRED")]
    Deferred,
    /// After each statement.
    #[serde(alias = "IMMEDIATE")]
    Immediate,
}

/// A primary key or a unique constraint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "key")]
pub struct KeyDef {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// Its columns in order.
    pub columns: Vec<Spanned<Ident>>,
    /// Nulls count as equal, so that there is at most one. PostgreSQL from 15.
    #[serde(default)]
    pub nulls_not_distinct: bool,
    /// DEFERRABLE: the check may wait for the end of the transaction. PostgreSQL, SQLite (foreign
    /// keys) and Oracle.
    #[serde(default)]
    pub deferrable: Option<bool>,
    /// When a deferrable constraint is checked: `immediate` (after each statement) or `deferred`
    /// (at the end of the transaction).
    #[serde(default)]
    pub initially: Option<Initially>,
}

/// A foreign key.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "foreign_key")]
pub struct ForeignKeyDef {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
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
}

/// What a foreign key refers to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "foreign_key_target")]
pub struct TargetDef {
    /// The table that is referred to.
    pub table: Spanned<Ident>,
    /// Its columns, in the order of those that refer; its primary key when left out.
    #[serde(default)]
    pub columns: Vec<Spanned<Ident>>,
    /// Its schema; that of the table that refers when left out.
    #[serde(default)]
    pub schema: SchemaRef,
}

impl TargetDef {
    /// What a foreign key of the catalog refers to.
    pub fn of(fk: &ForeignKey, span: Span) -> Self {
        TargetDef {
            table: Spanned::new(fk.table.name.clone(), span),
            columns: fk.target_columns.iter().map(|c| Spanned::new(c.clone(), span)).collect(),
            schema: fk.table.schema.clone().into(),
        }
    }
}

/// A foreign key of one column.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "references")]
pub struct ReferencesDef {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The table that is referred to.
    pub table: Spanned<Ident>,
    /// Its column; its primary key when left out.
    #[serde(default)]
    pub column: Option<Spanned<Ident>>,
    /// Its schema; that of the table that refers when left out.
    #[serde(default)]
    pub schema: SchemaRef,
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
}

/// How a foreign key of several columns is compared where some are null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "match", transform = with_aliases::<Matching>)]
pub enum Matching {
    /// All columns are null, or none.
    #[serde(alias = "FULL")]
    Full,
    /// A word of the standard that no server implements.
    #[serde(alias = "PARTIAL")]
    Partial,
    /// Any column may be null.
    #[serde(alias = "SIMPLE")]
    Simple,
}

impl Matching {
    fn sql(self) -> &'static str {
        match self {
            Matching::Full => "FULL",
            Matching::Partial => "PARTIAL",
            Matching::Simple => "SIMPLE",
        }
    }
}

/// A check constraint.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "check")]
pub struct CheckDef {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The condition that every row must meet: `age >= 0`.
    pub sql: SqlExpr,
    /// The column that it was written at.
    #[serde(skip)]
    pub column: Option<Spanned<Ident>>,
}

/// An exclusion constraint. PostgreSQL.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "exclusion")]
pub struct ExcludeDef {
    /// Its name; the naming convention or the server gives one when left out.
    #[serde(default)]
    pub name: Option<Spanned<Ident>>,
    /// The index method; `gist` as a rule.
    #[serde(default)]
    pub using: Option<String>,
    /// What is compared, and how: `[{column: period, with: "&&"}]`.
    pub elements: Vec<ExcludeElementDef>,
    /// Only rows that meet this condition are compared.
    #[serde(default, rename = "where")]
    pub condition: Option<SqlExpr>,
}

/// One comparison of an exclusion constraint; it has either `column` or `sql`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "exclusion_element")]
pub struct ExcludeElementDef {
    /// The column.
    #[serde(default)]
    pub column: Option<Spanned<Ident>>,
    /// An expression instead of a column.
    #[serde(default)]
    pub sql: Option<SqlExpr>,
    /// The operator under which no two rows may match: `&&`, `=`.
    pub with: String,
}

impl KeyDef {
    /// A key of one column.
    pub fn on_column(column: &Spanned<Ident>) -> Self {
        KeyDef {
            name: None,
            columns: vec![column.clone()],
            nulls_not_distinct: false,
            deferrable: None,
            initially: None,
        }
    }

    /// As a primary key.
    pub fn primary_key(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Constraint> {
        let columns = names(&self.columns);
        let (name, named) =
            choose_name(cx, table, "pk", &columns, None, self.name.as_ref(), ("", "pkey"));
        self.build(cx, ConstraintKind::PrimaryKey(columns), name, named)
    }

    /// As a unique constraint.
    pub fn unique(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Constraint> {
        let columns = names(&self.columns);
        if self.nulls_not_distinct {
            cx.check_nulls_not_distinct(self.span(cx))?;
        }
        let joined = joined(&columns);
        let (name, named) =
            choose_name(cx, table, "uq", &columns, None, self.name.as_ref(), (&joined, "key"));
        let kind = ConstraintKind::Unique { columns, nulls_not_distinct: self.nulls_not_distinct };
        self.build(cx, kind, name, named)
    }

    fn build(
        &self,
        cx: &mut Apply<'_>,
        kind: ConstraintKind,
        name: Option<Ident>,
        named: bool,
    ) -> Option<Constraint> {
        let span = self.span(cx);
        if self.columns.is_empty() {
            cx.report.push(Diagnostic::error(E0110, "a key needs at least one column").at(span));
            return None;
        }
        let allowed = cx.env.dialect.deferrable_keys;
        let deferral = deferral(cx, self.deferrable, self.initially, allowed, span)?;
        Some(Constraint { name, named, kind, deferral, validated: true, span })
    }

    fn span(&self, cx: &Apply<'_>) -> Span {
        let first = self.columns.first().map(|column| column.span);
        self.name.as_ref().map(|name| name.span).or(first).unwrap_or(cx.span)
    }
}

impl ReferencesDef {
    /// The foreign key of a column that carries this.
    pub fn of_column(&self, column: &Spanned<Ident>) -> ForeignKeyDef {
        ForeignKeyDef {
            name: self.name.clone(),
            columns: vec![column.clone()],
            references: TargetDef {
                table: self.table.clone(),
                columns: self.column.iter().cloned().collect(),
                schema: self.schema.clone(),
            },
            on_delete: self.on_delete,
            on_update: self.on_update,
            matching: self.matching,
            deferrable: self.deferrable,
            initially: self.initially,
        }
    }
}

impl ForeignKeyDef {
    /// The constraint. The table that is referred to is checked where the whole
    /// table is known, since it may be the table itself.
    ///
    /// Reports what [`build`](Self::build) and [`check_target`](Self::check_target) report.
    pub fn resolve(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Constraint> {
        let made = self.build(cx, table);
        self.check_target(cx, table)?;
        made
    }

    /// The constraint, whatever it refers to.
    ///
    /// Reports everything in it that the dialect cannot say.
    pub fn build(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Constraint> {
        let fk = self.foreign_key(cx, table);
        let referred = (&fk.table.name, fk.target_columns.as_slice());
        let (joined, given) = (joined(&fk.columns), self.name.as_ref());
        let automatic = (joined.as_str(), "fkey");
        let (name, named) =
            choose_name(cx, table, "fk", &fk.columns, Some(referred), given, automatic);
        let span = self.references.table.span;
        let d = cx.env.dialect;
        let said = [
            (&self.on_delete, "ON DELETE", d.actions),
            (&self.on_update, "ON UPDATE", d.update_actions),
        ];
        let mut good = true;
        for (action, event, allowed) in said {
            if let Some(action) = action {
                good &= check_action(cx, action, event, allowed).is_some();
            }
        }
        if self.matching.is_some() && !cx.env.dialect.match_clause {
            let title = cx.env.dialect.title;
            cx.report.push(
                Diagnostic::error(E0401, format!("{title} has no MATCH in a foreign key"))
                    .at(span)
                    .help("leave `match` out; `simple` is what it does"),
            );
            good = false;
        }
        let allowed = cx.env.dialect.deferrable;
        let deferral = deferral(cx, self.deferrable, self.initially, allowed, span)?;
        let kind = ConstraintKind::ForeignKey(fk);
        good.then_some(Constraint { name, named, kind, deferral, validated: true, span })
    }

    fn foreign_key(&self, cx: &Apply<'_>, table: &ObjName) -> ForeignKey {
        ForeignKey {
            columns: names(&self.columns),
            table: self.target(cx, table),
            target_columns: names(&self.references.columns),
            on_delete: self.on_delete.as_ref().map(|action| action.value),
            on_update: self.on_update.as_ref().map(|action| action.value),
            matching: self.matching.map(Matching::sql),
        }
    }

    /// Checks what is referred to from a table that is on its way into the catalog. Whether the columns
    /// of the table itself are a key is judged only where its keys are known.
    ///
    /// Reports what [`check_target`](Self::check_target) and [`reference::check`] report.
    pub fn check(&self, cx: &mut Apply<'_>, table: &Table, keys_known: bool) -> Option<()> {
        let fk = self.foreign_key(cx, &table.name);
        if cx.catalog.key(&fk.table) != cx.catalog.key(&table.name) {
            self.check_target(cx, &table.name)?;
        } else {
            self.check_columns(cx, table)?;
            if !keys_known {
                return Some(());
            }
        }
        reference::check(cx, table, &fk, self.references.table.span)
    }

    /// Reports E0310 for columns that a table which is there does not have.
    pub fn check_target(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<()> {
        let target = self.target(cx, table);
        match cx.catalog.table(&target).cloned() {
            Some(target) => self.check_columns(cx, &target),
            None => Some(()),
        }
    }

    fn check_columns(&self, cx: &mut Apply<'_>, target: &Table) -> Option<()> {
        let missing = |name: &&Spanned<Ident>| {
            target.column(name, |a, b| cx.env.same(a, b)).is_none() && !cx.doubts(target, name)
        };
        if !target.complete {
            return Some(());
        }
        let missing: Vec<_> = self.references.columns.iter().filter(missing).collect();
        for name in &missing {
            let diagnostic = cx.missing_column(target, name, E0310);
            cx.report.push(diagnostic);
        }
        missing.is_empty().then_some(())
    }

    /// A table without a schema of its own is looked for beside the referring table.
    fn target(&self, cx: &Apply<'_>, table: &ObjName) -> ObjName {
        let schema = self.references.schema.get().or(table.schema.as_ref());
        cx.env.qualify(schema, &self.references.table)
    }
}

impl CheckDef {
    /// A check written at a column.
    pub fn of_column(sql: &SqlExpr, column: &Spanned<Ident>) -> Self {
        CheckDef { name: None, sql: sql.clone(), column: Some(column.clone()) }
    }

    /// The constraint.
    pub fn resolve(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Constraint> {
        let fallback = self.name.as_ref().map(|name| name.span);
        let span = fallback.or(self.column.as_ref().map(|column| column.span)).unwrap_or(cx.span);
        let text = cx.pick_expression(&self.sql, span)?;
        check_checks(cx, span)?;
        let column = sole_column(text.as_str(), cx.env.dialect.name);
        let column = column.as_ref().map_or("", Ident::as_str);
        let own: Vec<Ident> = self.column.iter().map(|column| column.value.clone()).collect();
        let (name, named) =
            choose_name(cx, table, "ck", &own, None, self.name.as_ref(), (column, "check"));
        Some(Constraint {
            name,
            named,
            kind: ConstraintKind::Check(Check { sql: self.sql.clone(), enum_column: None }),
            deferral: None,
            validated: true,
            span,
        })
    }
}

/// Reports E0406 where the server reads over checks.
fn check_checks(cx: &mut Apply<'_>, span: Span) -> Option<()> {
    let (d, version) = (cx.env.dialect, cx.env.version);
    if version >= d.checks_since {
        return Some(());
    }
    cx.fail(
        Diagnostic::error(
            E0406,
            format!("{} {version} reads over check constraints and does not keep them", d.title),
        )
        .at(span)
        .help(format!(
            "it keeps them since {}; set `dialect_version` if that is what runs, or put the check behind `except:`",
            d.checks_since
        )),
    )
}

/// The one column that a condition speaks of; PostgreSQL names an unnamed check by it.
pub fn sole_column(sql: &str, dialect: DialectName) -> Option<Ident> {
    let mut columns = crate::sql::raw::columns_in_expression(sql, dialect)?;
    columns.sort();
    columns.dedup();
    match columns.as_slice() {
        [one] => Some(Ident::from(one.as_str())),
        _ => None,
    }
}

impl ExcludeDef {
    /// The constraint.
    pub fn resolve(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Constraint> {
        let span = self.name.as_ref().map_or(cx.span, |name| name.span);
        if !cx.env.dialect.exclusion_constraints {
            let title = cx.env.dialect.title;
            cx.report.push(
                Diagnostic::error(E0401, format!("{title} has no exclusion constraints"))
                    .at(span)
                    .help("put it in a `create_exclude_constraint` with `only: postgres`"),
            );
            return None;
        }
        let mut elements = Vec::new();
        for element in &self.elements {
            if element.column.is_some() == element.sql.is_some() {
                cx.report.push(
                    Diagnostic::error(E0110, "an element has either `column` or `sql`").at(span),
                );
                return None;
            }
            elements.push(ExclusionElement {
                column: element.column.as_ref().map(|column| column.value.clone()),
                sql: element.sql.clone(),
                operator: element.with.clone(),
            });
        }
        let columns: Vec<Ident> = elements.iter().filter_map(|e| e.column.clone()).collect();
        let joined = joined(&columns);
        let (name, named) =
            choose_name(cx, table, "ex", &columns, None, self.name.as_ref(), (&joined, "excl"));
        let exclusion =
            Exclusion { method: self.using.clone(), elements, condition: self.condition.clone() };
        let kind = ConstraintKind::Exclusion(exclusion);
        Some(Constraint { name, named, kind, deferral: None, validated: true, span })
    }
}

/// The names without their places.
pub fn names(columns: &[Spanned<Ident>]) -> Vec<Ident> {
    columns.iter().map(|column| column.value.clone()).collect()
}

fn joined(columns: &[Ident]) -> String {
    columns.iter().map(Ident::as_str).collect::<Vec<_>>().join("_")
}

/// The name: given, by the convention, or as the server would choose it; and
/// whether a script writes it.
fn choose_name(
    cx: &mut Apply<'_>,
    table: &ObjName,
    kind: &str,
    columns: &[Ident],
    referred: Option<(&Ident, &[Ident])>,
    given: Option<&Spanned<Ident>>,
    automatic: (&str, &str),
) -> (Option<Ident>, bool) {
    let thing = Named {
        kind,
        schema: cx.env.own_schema(table),
        table: &table.name,
        columns,
        referred,
        name: given.map(|name| &name.value),
    };
    if let Some(name) = cx.env.naming.name(thing, cx.env.dialect.longest_name(cx.env.version)) {
        cx.check_name(&Spanned::new(name.clone(), given.map_or(cx.span, |name| name.span)));
        return (Some(name), true);
    }
    if cx.env.dialect.automatic_names != AutomaticNames::TableColumnsLabel {
        return (None, false);
    }
    let taken = |name: &Ident| cx.is_name_taken(table, name);
    (Some(naming::automatic(&table.name, automatic.0, automatic.1, taken)), false)
}

fn check_action(
    cx: &mut Apply<'_>,
    action: &Spanned<Action>,
    event: &str,
    allowed: &[Action],
) -> Option<()> {
    if allowed.contains(&action.value) {
        return Some(());
    }
    let (title, words) = (cx.env.dialect.title, action.value.sql());
    let elsewhere = cx.env.dialect.actions.contains(&action.value);
    let message = match elsewhere {
        true => format!("{title} has no {event} {words} in a foreign key"),
        false => format!("{title} has no {words} in a foreign key"),
    };
    let mut diagnostic = Diagnostic::error(E0401, message).at(action.span);
    if action.value == Action::Restrict {
        diagnostic = diagnostic.help("`no_action` refuses the same statements there");
    } else if elsewhere {
        diagnostic = diagnostic.help(
            "leave it out for this dialect, with `only:` and `except:`; a trigger can do the same",
        );
    }
    cx.report.push(diagnostic);
    None
}

/// DEFERRABLE and INITIALLY together; `initially: deferred` alone means both.
fn deferral(
    cx: &mut Apply<'_>,
    deferrable: Option<bool>,
    initially: Option<Initially>,
    allowed: bool,
    span: Span,
) -> Option<Option<Deferral>> {
    let deferred = initially == Some(Initially::Deferred);
    let deferral = match (deferrable, initially) {
        (None, None) => return Some(None),
        (Some(false), _) if deferred => {
            cx.report.push(
                Diagnostic::error(
                    E0110,
                    "a constraint that is not deferrable cannot be initially deferred",
                )
                .at(span),
            );
            return None;
        }
        (deferrable, _) => {
            Deferral { deferrable: deferrable.unwrap_or(deferred), initially_deferred: deferred }
        }
    };
    if deferral.deferrable && !allowed {
        let title = cx.env.dialect.title;
        let what = if cx.env.dialect.deferrable { "keys" } else { "constraints" };
        cx.report.push(
            Diagnostic::error(E0401, format!("{title} has no deferrable {what}"))
                .at(span)
                .help("leave `deferrable` and `initially` out for this dialect"),
        );
        return None;
    }
    Some(Some(deferral))
}
