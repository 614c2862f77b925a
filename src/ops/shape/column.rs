//! A column as it is written, and the column that it becomes.

use serde::Deserialize;

use super::type_spec::is_serial;
use super::{CheckDef, IndexDef, KeyDef, ReferencesDef, TypeSpec};
use crate::catalog::{
    Check, Column, ComputedColumn, Constraint, ConstraintKind, Identity, Index, SequenceOptions,
    Table,
};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0401, E0406, E0407};
use crate::dialect::{Autoincrement, Computed, Enums, Schemas, Version};
use crate::ops::Apply;
use crate::source::{Span, Spanned};
use crate::sql::types::{Kind, Type};
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};
use crate::syntax::Here;

/// A column as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDef {
    /// Its name.
    pub name: Spanned<Ident>,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeSpec,
    /// Whether it may be null; true unless it is a key or numbers itself.
    #[serde(default)]
    pub nullable: Option<bool>,
    /// Its default: a literal, or `{sql: …}`.
    #[serde(default)]
    pub default: Option<Spanned<Value>>,
    /// True for a primary key of this column alone.
    #[serde(default)]
    pub primary_key: bool,
    /// True for a unique constraint on this column alone.
    #[serde(default)]
    pub unique: bool,
    /// True for an index on this column alone.
    #[serde(default)]
    pub index: bool,
    /// True for the dialect's own way of numbering rows.
    #[serde(default)]
    pub autoincrement: bool,
    /// GENERATED … AS IDENTITY.
    #[serde(default)]
    pub identity: Option<IdentityDef>,
    /// The expression that the column is computed by.
    #[serde(default)]
    pub computed: Option<ComputedDef>,
    /// The column that it refers to.
    #[serde(default)]
    pub references: Option<Spanned<ReferencesDef>>,
    /// Its comment.
    #[serde(default)]
    pub comment: Option<String>,
    /// Its collation.
    #[serde(default)]
    pub collation: Option<Ident>,
    /// A condition on this column.
    #[serde(default)]
    pub check: Option<SqlExpr>,
    /// The name of the default, where defaults are constraints; from the simulated schema.
    #[serde(skip)]
    pub default_name: Option<Ident>,
}

/// A computed column as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComputedDef {
    /// The expression.
    pub sql: SqlExpr,
    /// True when the value is kept on disk.
    #[serde(default)]
    pub stored: bool,
}

/// An identity as it is written: `always`, `by_default`, or a mapping.
#[derive(Clone, Debug)]
pub struct IdentityDef(pub Identity);

impl<'de> Deserialize<'de> for IdentityDef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "snake_case")]
        enum Generation {
            Always,
            ByDefault,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Mapping {
            generation: Option<Generation>,
            start: Option<i64>,
            increment: Option<i64>,
            min: Option<i64>,
            max: Option<i64>,
            cache: Option<i64>,
            cycle: Option<bool>,
        }
        let here = Here::deserialize(deserializer)?;
        if here.node.as_scalar().is_some() {
            let generation: Generation = here.decode(&here.node)?;
            let always = matches!(generation, Generation::Always);
            return Ok(IdentityDef(Identity { always, sequence: SequenceOptions::default() }));
        }
        let mapping: Mapping = here.decode(&here.node)?;
        Ok(IdentityDef(Identity {
            always: matches!(mapping.generation, Some(Generation::Always)),
            sequence: SequenceOptions {
                start: mapping.start,
                increment: mapping.increment,
                min: mapping.min,
                max: mapping.max,
                cache: mapping.cache,
                cycle: mapping.cycle,
            },
        }))
    }
}

/// What a written column becomes: itself, and the table's constraints and indexes
/// that were written at it.
#[derive(Debug)]
pub struct Resolved {
    /// The column.
    pub column: Column,
    /// Its constraints.
    pub constraints: Vec<Constraint>,
    /// Its indexes.
    pub indexes: Vec<Index>,
}

impl ColumnDef {
    /// The definition of a column of the catalog.
    pub fn of(column: &Column) -> Self {
        ColumnDef {
            name: Spanned::new(column.name.clone(), column.span),
            ty: TypeSpec::exact(column.ty.clone(), column.span),
            nullable: Some(column.nullable),
            default: column.default.clone().map(|value| Spanned::new(value, column.span)),
            primary_key: false,
            unique: false,
            index: false,
            autoincrement: false,
            identity: column.identity.clone().map(IdentityDef),
            computed: column.computed.clone().map(|c| ComputedDef { sql: c.sql, stored: c.stored }),
            references: None,
            comment: column.comment.clone(),
            collation: column.collation.clone(),
            check: None,
            default_name: column.default_name.clone(),
        }
    }

    /// The column, constraints and indexes in the dialect of this compile. Reports
    /// what the dialect cannot say; none then.
    pub fn resolve(&self, cx: &mut Apply<'_>, table: &ObjName) -> Option<Resolved> {
        let span = self.name.span;
        let ty = self.ty.resolve(cx, table.schema.as_ref());
        self.check_combinations(cx)?;
        let mut ty = ty?;
        cx.check_name(&self.name);
        cx.require_enum(&mut ty, self.ty.span)?;
        let (ty, identity) = self.numbering(cx, ty)?;
        cx.check_type(&ty, self.ty.span)?;
        let computed = self.computed(cx)?;
        if self.collation.is_some() {
            cx.check_collation(span)?;
        }
        let numbers = identity.is_some() || is_serial(&ty);
        let mut column = Column {
            nullable: self.nullable.unwrap_or(!self.primary_key && !numbers),
            default: self.default.as_ref().map(|value| value.value.clone()),
            default_name: self.default_name.clone(),
            identity,
            computed,
            comment: self.comment.clone(),
            collation: self.collation.clone(),
            ..Column::new(self.name.value.clone(), ty, span)
        };
        if self.primary_key {
            column.nullable = false;
        }
        if let Some(default) = &self.default {
            cx.check_default(&default.value, &column, default.span)?;
        }
        self.check_details(cx, &column)?;
        let constraints = self.constraints(cx, table, &column)?;
        let mut indexes = Vec::new();
        if self.index {
            indexes.push(IndexDef::on_column(&self.name).resolve(cx, table)?);
        }
        Some(Resolved { column, constraints, indexes })
    }

    /// The identity: written as such, as `autoincrement`, or as a serial type where
    /// the dialect has none.
    fn numbering(&self, cx: &mut Apply<'_>, ty: Type) -> Option<(Type, Option<Identity>)> {
        let by_default = Identity { always: false, sequence: SequenceOptions::default() };
        let native_serial = cx.env.dialect.serial_types;
        let (ty, identity) = match &self.identity {
            Some(IdentityDef(identity)) => (ty, Some(identity.clone())),
            None if is_serial(&ty) && !native_serial => (ty.plain(), Some(by_default)),
            None if self.autoincrement && !is_serial(&ty) => (ty, Some(by_default)),
            None => (ty, None),
        };
        let Some(found) = &identity else { return Some((ty, None)) };
        let span = self.name.span;
        if !matches!(ty.kind(), Some(Kind::SmallInt | Kind::Integer | Kind::BigInt | Kind::Numeric))
            && !matches!(ty, Type::Native(_))
        {
            cx.report.push(
                Diagnostic::error(
                    E0110,
                    format!("a column of type `{}` cannot number itself", ty.shown()),
                )
                .at(self.ty.span)
                .help("use `integer` or `bigint`"),
            );
            return None;
        }
        match cx.env.dialect.autoincrement {
            Autoincrement::Identity | Autoincrement::KeptIdentity => {}
            Autoincrement::Word => check_word(cx, found, span)?,
            Autoincrement::FixedIdentity => {
                let s = &found.sequence;
                if s.min.is_some() || s.max.is_some() || s.cache.is_some() || s.cycle.is_some() {
                    let title = cx.env.dialect.title;
                    cx.report.push(
                        Diagnostic::error(E0401, format!("an identity on {title} has only `start` and `increment`"))
                            .at(span)
                            .help("leave `min`, `max`, `cache` and `cycle` out, or put them under `only:` for another dialect"),
                    );
                    return None;
                }
            }
            Autoincrement::RowId => {
                if found.sequence != SequenceOptions::default() {
                    let title = cx.env.dialect.title;
                    cx.report.push(
                        Diagnostic::error(
                            E0401,
                            format!("{title} numbers rows from 1 by 1; it has no options for it"),
                        )
                        .at(span)
                        .help("write `autoincrement: true`"),
                    );
                    return None;
                }
                // Only INTEGER, to the letter, makes the column the row id:
                // https://www.sqlite.org/lang_createtable.html#rowid
                return Some((Type::Portable(Kind::Integer, Vec::new()), identity));
            }
        }
        Some((ty, identity))
    }

    /// What only some dialects or versions ask of a column.
    fn check_details(&self, cx: &mut Apply<'_>, column: &Column) -> Option<()> {
        let (d, version, span) = (cx.env.dialect, cx.env.version, self.name.span);
        cx.check_comment(column.comment.as_deref(), true, span)?;
        if column.computed.is_some() && !column.nullable && !d.computed_not_null {
            return cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{} has no NOT NULL on a computed column", d.title),
                )
                .at(span)
                .help("leave `nullable: false` out, or add a `check:`"),
            );
        }
        let is_timestamp = column.ty.kind() == Some(Kind::Timestamp)
            || matches!(&column.ty, Type::Native(text) if text.to_ascii_uppercase().starts_with("TIMESTAMP"));
        if version < d.plain_timestamps_since
            && is_timestamp
            && !column.nullable
            && column.default.is_none()
        {
            cx.report.push(
                Diagnostic::warning(
                    E0406,
                    format!("{} {version} gives `{}` a default of its own, and may set it at every UPDATE", d.title, column.name.as_str()),
                )
                .at(span)
                .help("write a `default:`, or use `datetime`"),
            );
        }
        Some(())
    }

    fn computed(&self, cx: &mut Apply<'_>) -> Option<Option<ComputedColumn>> {
        let Some(def) = &self.computed else { return Some(None) };
        cx.pick_expression(&def.sql, self.name.span)?;
        if let Computed::Stored { virtual_since } = cx.env.dialect.computed
            && !def.stored
            && cx.env.version < virtual_since
        {
            let Version(major, ..) = virtual_since;
            cx.report.push(
                Diagnostic::error(
                    E0401,
                    format!(
                        "{} {} has only stored computed columns",
                        cx.env.dialect.title, cx.env.version
                    ),
                )
                .at(self.name.span)
                .help(format!(
                    "add `stored: true`, or set `dialect_version` to {major} if that is what runs"
                )),
            );
            return None;
        }
        if cx.env.dialect.computed == Computed::Virtual && def.stored {
            let title = cx.env.dialect.title;
            cx.report.push(
                Diagnostic::error(E0401, format!("{title} has only virtual computed columns"))
                    .at(self.name.span)
                    .help("leave `stored` out for this dialect"),
            );
            return None;
        }
        Some(Some(ComputedColumn { sql: def.sql.clone(), stored: def.stored }))
    }

    fn check_combinations(&self, cx: &mut Apply<'_>) -> Option<()> {
        let several = [
            ("default", self.default.is_some()),
            ("autoincrement", self.autoincrement),
            ("identity", self.identity.is_some()),
            ("computed", self.computed.is_some()),
        ];
        let said: Vec<&str> = several.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
        if let [first, second, ..] = said.as_slice()
            && said != ["autoincrement", "identity"]
        {
            cx.report.push(
                Diagnostic::error(
                    E0110,
                    format!("a column cannot have both `{first}` and `{second}`"),
                )
                .at(self.name.span)
                .help("each says where the value comes from when a row gives none; keep one"),
            );
            return None;
        }
        if self.nullable == Some(true)
            && (self.primary_key || self.identity.is_some() || self.autoincrement)
        {
            cx.report.push(
                Diagnostic::error(E0110, "a key or self-numbering column cannot be nullable")
                    .at(self.name.span)
                    .help("leave `nullable: true` out"),
            );
            return None;
        }
        Some(())
    }

    fn constraints(
        &self,
        cx: &mut Apply<'_>,
        table: &ObjName,
        column: &Column,
    ) -> Option<Vec<Constraint>> {
        let mut found = Vec::new();
        let span = self.name.span;
        if self.primary_key {
            found.push(KeyDef::on_column(&self.name).primary_key(cx, table)?);
        }
        if self.unique {
            found.push(KeyDef::on_column(&self.name).unique(cx, table)?);
        }
        if let Some(references) = &self.references {
            found.push(references.value.of_column(&self.name).resolve(cx, table)?);
        }
        if let Some(sql) = &self.check {
            found.push(CheckDef::of_column(sql, &self.name).resolve(cx, table)?);
        }
        if let Some(check) = enum_check(cx, column) {
            found.push(Constraint {
                name: match &column.ty {
                    Type::Enum(e) => e.name.as_ref().map(|name| name.name.clone()),
                    _ => None,
                },
                named: matches!(&column.ty, Type::Enum(e) if e.name.is_some()),
                kind: ConstraintKind::Check(check),
                deferral: None,
                validated: true,
                span,
            });
        }
        Some(found)
    }
}

/// Reports E0401 for options that AUTO_INCREMENT does not have.
pub fn check_word(cx: &mut Apply<'_>, identity: &Identity, span: Span) -> Option<()> {
    let s = &identity.sequence;
    let plain = s.min.is_none() && s.max.is_none() && s.cache.is_none() && s.cycle != Some(true);
    if plain && s.increment.is_none_or(|step| step == 1) && s.start.is_none_or(|start| start > 0) {
        return Some(());
    }
    let title = cx.env.dialect.title;
    cx.fail(
        Diagnostic::error(E0401, format!("{title} numbers a column upwards, one by one"))
            .at(span)
            .help("leave everything but `start` out, or put the identity under `only:` for another dialect"),
    )
}

/// The check that stands for an enum where the dialect has none.
pub fn enum_check(cx: &Apply<'_>, column: &Column) -> Option<Check> {
    let Type::Enum(enumeration) = &column.ty else { return None };
    if cx.env.dialect.enums != Enums::Check {
        return None;
    }
    let values: Vec<String> =
        enumeration.values.iter().map(|value| cx.env.dialect.quoted_text(value)).collect();
    let name = cx.env.dialect.quoted(&column.name);
    Some(Check {
        sql: SqlExpr::internal(format!("{name} IN ({})", values.join(", "))),
        enum_column: Some(column.name.clone()),
    })
}

/// The name of the check that stands for an enum: the enum's, and the table's and
/// column's behind it where another column of the enum has taken that.
pub fn enum_check_name(cx: &Apply<'_>, table: &Table, wanted: &Ident, column: &Ident) -> Ident {
    let has = |table: &Table, name: &Ident| {
        table.constraints.iter().any(|c| c.name.as_ref().is_some_and(|n| cx.env.same(n, name)))
    };
    let in_schema = |name: &Ident| {
        cx.env.dialect.schemas != Schemas::AttachedDatabases
            && cx.catalog.tables().any(|other| {
                other.name.schema == table.name.schema
                    && other.name != table.name
                    && has(other, name)
            })
    };
    if !has(table, wanted) && !in_schema(wanted) {
        return wanted.clone();
    }
    Ident::new(format!("{}_{}_{}", wanted.as_str(), table.name.name.as_str(), column.as_str()))
}

impl Apply<'_> {
    /// Sees to it that the type behind an enum exists where enums are types: made
    /// before its first use, and once.
    pub fn require_enum(&mut self, ty: &mut Type, span: Span) -> Option<()> {
        let enumeration = match ty {
            Type::Enum(enumeration) => enumeration,
            Type::Array(element) => match element.as_mut() {
                Type::Enum(enumeration) => enumeration,
                _ => return Some(()),
            },
            _ => return Some(()),
        };
        let Some(name) = enumeration.name.clone() else {
            if self.env.dialect.enums == Enums::Type {
                let title = self.env.dialect.title;
                self.report.push(
                    Diagnostic::error(
                        E0407,
                        format!("an enum is a type of its own on {title} and needs a name"),
                    )
                    .at(span)
                    .help("write `type: {enum: [a, b], name: mood}`"),
                );
                return None;
            }
            return Some(());
        };
        self.ensure_enum(&name, &enumeration.values, span)
    }
}
