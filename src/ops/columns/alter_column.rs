//! `alter_column`

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::{Catalog, Column, ConstraintKind, Identity, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0401};
use crate::dialect::{Autoincrement, Enums};
use crate::env::Env;
use crate::lower::{Lower, columns};
use crate::ops::keyable;
use crate::ops::keys;
use crate::ops::programs::follow;
use crate::ops::shape::column::{check_word, enum_check, enum_check_name};
use crate::ops::shape::type_spec::is_serial;
use crate::ops::shape::{IdentityDef, SchemaRef, TypeSpec};
use crate::ops::sql_names;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::types::{Kind, Type};
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};
use crate::syntax::de::present;

/// Changes a column. What is left out stays as it is; the rest of the definition comes from the
/// simulated schema.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlterColumn {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The column, by the name that it has.
    pub column: Spanned<Ident>,
    /// The name that it gets.
    #[serde(default)]
    pub new_name: Option<Spanned<Ident>>,
    /// The type that it gets.
    #[serde(default, rename = "type")]
    pub ty: Option<TypeSpec>,
    /// How the values that are there become values of the new type: an SQL expression, such as
    /// `state::integer`. PostgreSQL.
    #[serde(default)]
    pub using: Option<SqlExpr>,
    /// Whether it may be null from now on.
    #[serde(default)]
    pub nullable: Option<bool>,
    /// The default that it gets: a literal, or `{sql: …}`; `null` drops the default.
    #[serde(default, deserialize_with = "present")]
    pub default: Option<Spanned<Value>>,
    /// The comment that it gets; `null` drops the comment.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub comment: Option<Option<String>>,
    /// True to let the column number itself, false to stop it.
    #[serde(default)]
    pub autoincrement: Option<bool>,
    /// The identity that it gets: `always`, `by_default` or a mapping; `null` takes it away.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub identity: Option<Option<IdentityDef>>,
    /// The collation that it gets; `null` means the type's own.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub collation: Option<Option<Ident>>,
}

impl AlterColumn {
    /// Changes nothing yet.
    pub fn none(table: Spanned<Ident>, schema: SchemaRef, column: Spanned<Ident>) -> Self {
        AlterColumn {
            table,
            schema,
            column,
            new_name: None,
            ty: None,
            using: None,
            nullable: None,
            default: None,
            comment: None,
            autoincrement: None,
            identity: None,
            collation: None,
        }
    }

    fn says_nothing(&self) -> bool {
        self.new_name.is_none()
            && self.ty.is_none()
            && self.nullable.is_none()
            && self.default.is_none()
            && self.comment.is_none()
            && self.autoincrement.is_none()
            && self.identity.is_none()
            && self.collation.is_none()
    }

    /// The column as it will be.
    fn changed(&self, cx: &mut Apply<'_>, old: &Column, table: &ObjName) -> Option<Column> {
        let mut new = old.clone();
        if let Some(spec) = &self.ty {
            let mut ty = spec.resolve(cx, table.schema.as_ref())?;
            cx.require_enum(&mut ty, spec.span)?;
            cx.check_type(&ty, spec.span)?;
            new.ty = numbering_kept(&old.ty, ty);
        }
        if let Some(collation) = &self.collation {
            cx.check_collation(self.column.span)?;
            new.collation = collation.clone();
        }
        if let Some(nullable) = self.nullable {
            new.nullable = nullable;
        }
        if let Some(default) = &self.default {
            cx.check_default(&default.value, &new, default.span)?;
            new.default = Some(default.value.clone()).filter(|value| *value != Value::Null);
            new.default_name = None;
        } else if self.ty.is_some()
            && let Some(default) = new.default.clone()
        {
            let span = self.ty.as_ref().map_or(cx.span, |ty| ty.span);
            cx.check_default(&default, &new, span)?;
        }
        if let Some(comment) = &self.comment {
            cx.check_comment(comment.as_deref(), true, self.column.span)?;
            new.comment = comment.clone();
        }
        self.change_identity(cx, &mut new)?;
        if new.identity.is_some() && cx.env.dialect.autoincrement == Autoincrement::RowId {
            new.ty = Type::Portable(Kind::Integer, Vec::new()); // No other type numbers rows.
        }
        if let Some(name) = &self.new_name {
            cx.check_name(name);
            new.name = name.value.clone();
        }
        Some(new)
    }

    fn change_identity(&self, cx: &mut Apply<'_>, new: &mut Column) -> Option<()> {
        let wanted = match (&self.identity, self.autoincrement) {
            (Some(_), Some(_)) => {
                return cx.fail(
                    Diagnostic::error(E0110, "`identity` and `autoincrement` exclude each other")
                        .at(self.column.span),
                );
            }
            (Some(identity), None) => identity.clone().map(|IdentityDef(identity)| identity),
            (None, Some(true)) => Some(Identity { always: false, sequence: Default::default() }),
            (None, Some(false)) => None,
            (None, None) => return Some(()),
        };
        let numbering = cx.env.dialect.autoincrement;
        if wanted.is_some() && new.identity.is_none() && numbering == Autoincrement::KeptIdentity {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{title} cannot give an existing column an identity"),
                )
                .at(self.column.span)
                .help("make a new column with `identity:`, move the values, drop the old one"),
            );
        }
        if wanted != new.identity && numbering == Autoincrement::FixedIdentity {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{title} cannot give an existing column an identity or take it away"),
                )
                .at(self.column.span)
                .help("make a new column with `identity:`, move the values, drop the old one"),
            );
        }
        if let (Some(wanted), Autoincrement::Word) = (&wanted, cx.env.dialect.autoincrement) {
            check_word(cx, wanted, self.column.span)?;
        }
        if wanted.is_some() {
            new.nullable = false;
            if new.default.is_some() {
                return cx.fail(
                    Diagnostic::error(E0110, "a column with a default cannot number itself")
                        .at(self.column.span)
                        .help("add `default: null` to drop the default"),
                );
            }
        }
        new.identity = wanted;
        Some(())
    }

    /// A column of the primary key stays NOT NULL.
    fn check_key(&self, cx: &mut Apply<'_>, table: &Table, old: &Column) -> Option<()> {
        let Some((key, columns)) = table.primary_key() else { return Some(()) };
        if self.nullable != Some(true) || !columns.contains(&old.name) {
            return Some(());
        }
        let name = self.column.as_str();
        cx.fail(
            Diagnostic::error(
                E0110,
                format!("the column `{name}` is in the primary key and cannot be nullable"),
            )
            .at(self.column.span)
            .also(key.span, "the primary key is here")
            .help("leave `nullable: true` out, or drop the primary key first"),
        )
    }

    /// Checks the keys and foreign keys on a column whose type has changed.
    fn check_type_of_keys(
        &self,
        cx: &mut Apply<'_>,
        table: &ObjName,
        column: &Ident,
    ) -> Option<()> {
        let table = cx.catalog.table(table).cloned()?;
        let on = |columns: &[Ident]| columns.iter().any(|c| cx.env.same(c, column));
        let constraints: Vec<_> =
            table.constraints.iter().filter(|c| on(c.columns())).cloned().collect();
        let is_on = |index: &&crate::catalog::Index| {
            crate::ops::columns::drop_column::index_is_on(index, column, cx.env)
        };
        let indexes: Vec<_> = table.indexes.iter().filter(is_on).cloned().collect();
        let span = self.ty.as_ref().map_or(self.column.span, |ty| ty.span);
        for mut constraint in constraints {
            constraint.span = span;
            keys::check_constraint(cx, &table, &constraint)?;
        }
        for mut index in indexes {
            index.span = span;
            keys::check_index(cx, &table, &index)?;
        }
        crate::ops::constraints::reference::check_joined(cx, &table, column, span)
    }

    fn check_new_name(&self, cx: &mut Apply<'_>, table: &Table) -> Option<()> {
        let Some(name) = &self.new_name else { return Some(()) };
        let taken = table.column(name, |a, b| cx.env.same(a, b));
        match taken.filter(|column| !cx.env.same(&column.name, &self.column)) {
            Some(_) if cx.is_in_doubt(table) || cx.doubts(table, name) => None,
            Some(first) => cx.exists("a column", name.as_str(), name.span, first.span),
            None => Some(()),
        }
    }
}

/// A serial column stays one when its integer type changes: its sequence is a default
/// that the server keeps.
fn numbering_kept(old: &Type, new: Type) -> Type {
    let serial = |kind| Type::Portable(kind, Vec::new());
    match (is_serial(old), new.plain().kind()) {
        (true, Some(Kind::Integer)) => serial(Kind::Serial),
        (true, Some(Kind::BigInt)) => serial(Kind::BigSerial),
        _ => new.plain(),
    }
}

/// Gives a column another name in its table, in the foreign keys that refer to it,
/// and in the expressions that speak of it.
pub fn rename(cx: &mut Apply<'_>, table: &mut Table, from: &Ident, to: &Ident) {
    table.rename_column(from, to);
    let quoted = cx.env.dialect.quoted(to);
    let dialect = cx.env.dialect.name;
    let in_sql =
        |sql: &mut SqlExpr| *sql = crate::sql::raw::rename_identifier(sql, from, &quoted, dialect);
    for column in &mut table.columns {
        if let Some(computed) = &mut column.computed {
            in_sql(&mut computed.sql);
        }
    }
    for constraint in &mut table.constraints {
        match &mut constraint.kind {
            ConstraintKind::Check(check) => {
                in_sql(&mut check.sql);
                if check.enum_column.as_ref() == Some(from) {
                    check.enum_column = Some(to.clone());
                }
            }
            ConstraintKind::Exclusion(exclusion) => {
                exclusion.condition.iter_mut().for_each(in_sql);
                for element in &mut exclusion.elements {
                    element.sql.iter_mut().for_each(in_sql);
                    if element.column.as_ref() == Some(from) {
                        element.column = Some(to.clone());
                    }
                }
            }
            _ => {}
        }
    }
    for index in &mut table.indexes {
        index.condition.iter_mut().for_each(in_sql);
        for part in &mut index.parts {
            if let crate::catalog::IndexTarget::Expression(sql) = &mut part.target {
                in_sql(sql);
            }
        }
    }
    follow::column_renamed(cx, table, from, to);
    crate::ops::other::sequences::follow_column(cx, &table.name, from, to);
    let others: Vec<ObjName> =
        cx.catalog.referencing(&table.name).iter().map(|t| t.name.clone()).collect();
    for other in others.iter().filter(|other| **other != table.name) {
        cx.catalog.change_table(other, |other| {
            for constraint in &mut other.constraints {
                if let ConstraintKind::ForeignKey(fk) = &mut constraint.kind
                    && fk.table == table.name
                {
                    fk.target_columns
                        .iter_mut()
                        .filter(|c| *c == from)
                        .for_each(|c| *c = to.clone());
                }
            }
        });
    }
}

/// Puts the check that stands for an enum in line with the column's new type.
fn follow_enum(cx: &Apply<'_>, table: &mut Table, column: &Column) {
    if cx.env.dialect.enums != Enums::Check {
        return;
    }
    table.constraints.retain(|c| {
        !matches!(&c.kind, ConstraintKind::Check(check) if check.enum_column.as_ref() == Some(&column.name))
    });
    let Some(check) = enum_check(cx, column) else { return };
    let name = match &column.ty {
        Type::Enum(e) => {
            e.name.as_ref().map(|name| enum_check_name(cx, table, &name.name, &column.name))
        }
        _ => None,
    };
    table.constraints.push(crate::catalog::Constraint {
        named: name.is_some(),
        name,
        kind: ConstraintKind::Check(check),
        deferral: None,
        validated: true,
        span: column.span,
    });
}

impl Operation for AlterColumn {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        let old = cx.column(&table, &self.column)?;
        if self.says_nothing() {
            return cx.fail(
                Diagnostic::error(E0110, "this changes nothing")
                    .at(self.column.span)
                    .help("say what changes: new_name, type, nullable, default, comment, autoincrement, identity or collation"),
            );
        }
        if self.using.is_some() && self.ty.is_none() {
            return cx.fail(
                Diagnostic::error(
                    E0110,
                    "`using` says how values change their type; there is no new `type`",
                )
                .at(self.column.span),
            );
        }
        if let Some(using) = &self.using {
            cx.pick_expression(using, self.column.span)?;
            sql_names::check_expression(cx, &table, using);
        }
        self.check_new_name(cx, &table)?;
        let unknown = || {
            let ty = crate::sql::types::Type::Native(String::new());
            Column::new(self.column.value.clone(), ty, self.column.span)
        };
        let (old, was_known) = match old {
            Some(column) => (column, true),
            None => (unknown(), false),
        };
        let new = self.changed(cx, &old, &table.name)?;
        self.check_key(cx, &table, &old)?;
        let name_of_table = table.name.clone();
        let mut table = Table::clone(&table);
        if !was_known {
            // What was said of the column is all that is known of it from here on.
            table.columns.push(new);
            cx.catalog.put_table(table);
            return Some(());
        }
        if old.name != new.name {
            rename(cx, &mut table, &old.name, &new.name);
        }
        if let Some(column) = table.columns.iter_mut().find(|column| column.name == new.name) {
            let computed = column.computed.clone();
            *column = Column { computed, ..new.clone() };
        }
        if old.ty != new.ty {
            follow_enum(cx, &mut table, &new);
            let span = self.ty.as_ref().map_or(cx.span, |ty| ty.span);
            keyable::check_column(cx, &table, &new, span)?;
        }
        keys::check_numbering(cx, &table, self.column.span)?;
        cx.catalog.put_table(table);
        if old.ty != new.ty || old.collation != new.collation {
            self.check_type_of_keys(cx, &name_of_table, &new.name)?;
        }
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        let table = before.table(&name);
        let Some(old) = table.and_then(|t| t.column(&self.column, |a, b| env.same(a, b))) else {
            return Inverse::impossible(format!(
                "the definition of `{}.{}` before the change is not known",
                name.shown(),
                self.column.as_str()
            ));
        };
        let now = self.new_name.as_ref().unwrap_or(&self.column).clone();
        let span = self.column.span;
        let mut back = AlterColumn::none(self.table.clone(), self.schema.clone(), now);
        back.new_name = self.new_name.as_ref().map(|_| Spanned::new(old.name.clone(), span));
        back.ty = self.ty.as_ref().map(|_| TypeSpec::exact(old.ty.clone(), span));
        let null_changes =
            self.nullable.is_some() || self.identity.is_some() || self.autoincrement.is_some();
        back.nullable = null_changes.then_some(old.nullable);
        back.default = self
            .default
            .as_ref()
            .map(|_| Spanned::new(old.default.clone().unwrap_or(Value::Null), span));
        back.comment = self.comment.as_ref().map(|_| old.comment.clone());
        if self.identity.is_some() || self.autoincrement.is_some() {
            back.identity = Some(old.identity.clone().map(IdentityDef));
        }
        back.collation = self.collation.as_ref().map(|_| old.collation.clone());
        Inverse::one(back)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let to = self.new_name.as_ref().unwrap_or(&self.column);
        let change = columns::Change {
            from: &self.column,
            to,
            using: self.using.as_ref(),
            said: columns::Said {
                ty: self.ty.is_some() || self.collation.is_some(),
                nullable: self.nullable.is_some(),
                default: self.default.is_some(),
                comment: self.comment.is_some(),
                identity: self.identity.is_some() || self.autoincrement.is_some(),
            },
        };
        columns::alter(lower, &name, change);
    }
}
