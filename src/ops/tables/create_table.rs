//! `create_table`

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::options::OptionsDef;
use crate::catalog::{Catalog, Check, ConstraintKind, ObjectKind, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0107, E0110};
use crate::dialect::AutomaticNames;
use crate::env::Env;
use crate::lower::{Lower, tables};
use crate::ops::constraints::again::again;
use crate::ops::shape::column::enum_check_name;
use crate::ops::shape::{
    CheckDef, ColumnDef, ExcludeDef, ForeignKeyDef, IndexDef, KeyDef, SchemaRef,
};
use crate::ops::sql_names;
use crate::ops::tables::drop_table::DropTable;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::syntax::{Here, schema};

/// Makes a table with its columns, keys, constraints and indexes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTable {
    /// The table's name. It is never split at dots: a schema goes under `schema`.
    #[serde(default)]
    #[schemars(required)]
    pub name: Option<Spanned<Ident>>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The columns in order, each a mapping such as `{name: id, type: bigint, primary_key: true}`.
    #[serde(default)]
    pub columns: Vec<ColumnDef>,
    /// The columns of the primary key, `[id]`, or `{name: pk_account, columns: [id]}`. For one
    /// column, `primary_key: true` at the column does, too.
    #[serde(default)]
    pub primary_key: Option<KeyList>,
    /// Unique constraints, each a list of columns or `{name: uq_a, columns: [a, b]}`.
    #[serde(default)]
    pub unique: Vec<KeyList>,
    /// Foreign keys, each with its `columns` and what it `references`.
    #[serde(default)]
    pub foreign_keys: Vec<ForeignKeyDef>,
    /// Check constraints, each with the `sql` that must hold for every row.
    #[serde(default)]
    pub checks: Vec<CheckDef>,
    /// Exclusion constraints: no two rows may match in all elements. PostgreSQL.
    #[serde(default)]
    pub exclude: Vec<ExcludeDef>,
    /// Indexes that are made with the table.
    #[serde(default)]
    pub indexes: Vec<IndexDef>,
    /// A comment on the table. SQLite keeps none.
    #[serde(default)]
    pub comment: Option<String>,
    /// Do nothing where one of this name exists; that is an error otherwise.
    #[serde(default)]
    pub if_not_exists: bool,
    /// A table whose columns this one gets, too. LIKE on PostgreSQL; elsewhere they are spelled out
    /// from the simulated schema.
    #[serde(default)]
    pub like: Option<LikeDef>,
    /// Clauses behind the closing parenthesis, by dialect; each dialect reads its own.
    #[serde(default)]
    #[schemars(with = "Option<OptionsDef>")]
    pub options: OptionsDef,
    /// The table whole, when it comes from the simulated schema.
    #[serde(skip)]
    pub exact: Option<Box<Table>>,
}

/// A key as a list of columns or a mapping.
#[derive(Clone, Debug)]
pub struct KeyList(pub KeyDef);

impl<'de> Deserialize<'de> for KeyList {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        if here.node.as_mapping().is_some() {
            return here.decode(&here.node).map(KeyList);
        }
        let columns = here.decode(&here.node)?;
        Ok(KeyList(KeyDef {
            name: None,
            columns,
            nulls_not_distinct: false,
            deferrable: None,
            initially: None,
        }))
    }
}

impl JsonSchema for KeyList {
    fn schema_name() -> Cow<'static, str> {
        "key_columns".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let columns = schema::list(String::json_schema(generator));
        schema::one_of([generator.subschema_for::<KeyDef>(), columns])
    }
}

/// The table that another is made like, and what is taken along.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "like")]
pub struct LikeDef {
    /// The table whose columns are taken.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// What is taken along besides names, types and NOT NULL: `[all]`, or `defaults`, `indexes` and
    /// so on.
    #[serde(default)]
    pub including: Vec<LikePart>,
    /// What `including: [all]` leaves out.
    #[serde(default)]
    pub excluding: Vec<LikePart>,
}

/// What LIKE may take along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "like_part")]
#[allow(missing_docs)] // The words of the statement.
pub enum LikePart {
    All,
    Comments,
    Compression,
    Constraints,
    Defaults,
    Generated,
    Identity,
    Indexes,
    Statistics,
    Storage,
}

impl CreateTable {
    /// The statement that makes a table of the catalog again; on its own, if it was a partition.
    pub fn of(table: &Table) -> Self {
        CreateTable {
            name: Some(Spanned::new(table.name.name.clone(), table.span)),
            schema: table.name.schema.clone().into(),
            exact: Some(Box::new(Table { partition: None, ..table.clone() })),
            ..CreateTable::default()
        }
    }

    fn full_name(&self, env: &Env) -> Option<ObjName> {
        Some(env.qualify(self.schema.get(), self.name.as_ref()?))
    }
}

/// Constraints of a table that is made again keep the names that the server chose for them.
fn recount(cx: &Apply<'_>, table: &mut Table) {
    for constraint in std::mem::take(&mut table.constraints) {
        let constraint = again(table, &constraint, cx.env);
        table.constraints.push(constraint);
    }
}

/// Adds a constraint to a table that is being made: names are unique, and there is
/// one primary key.
pub fn push_constraint(
    cx: &mut Apply<'_>,
    table: &mut Table,
    mut constraint: crate::catalog::Constraint,
) -> Option<()> {
    sql_names::check_constraint(cx, table, &constraint);
    if let ConstraintKind::PrimaryKey(_) = constraint.kind
        && let Some((first, _)) = table.primary_key()
    {
        let span = first.span;
        let shown = table.name.shown();
        return cx.fail(
            Diagnostic::error(E0110, format!("the table `{shown}` has a primary key already"))
                .at(constraint.span)
                .also(span, "it is here")
                .help("list all its columns in one `primary_key: [a, b]`"),
        );
    }
    crate::ops::keyable::check_constraint(cx, table, &constraint)?;
    crate::ops::keys::check_constraint(cx, table, &constraint)?;
    if let (false, AutomaticNames::Numbered { checks_by_table }) =
        (constraint.named, cx.env.dialect.automatic_names)
    {
        let same = |a: &Ident, b: &Ident| cx.env.same(a, b);
        constraint.name = table.counted_name(&constraint.kind, checks_by_table, same);
        table.constraints.push(constraint);
        return Some(());
    }
    let taken = |name: &Ident| {
        table.constraints.iter().any(|c| c.name.as_ref().is_some_and(|n| cx.env.same(n, name)))
    };
    if let ConstraintKind::Check(Check { enum_column: Some(column), .. }) = &constraint.kind
        && let Some(name) = &constraint.name
    {
        constraint.name = Some(enum_check_name(cx, table, name, column));
    }
    if let Some(name) = constraint.name.clone().filter(|name| taken(name)) {
        if constraint.named {
            let first = table.constraints.iter().find(|c| c.name.as_ref() == Some(&name));
            let first = first.map_or(constraint.span, |c| c.span);
            return cx.exists("a constraint", name.as_str(), constraint.span, first);
        }
        let names = table.constraints.iter().filter_map(|c| c.name.as_ref());
        let same = |a: &Ident, b: &Ident| cx.env.same(a, b);
        constraint.name = Some(crate::catalog::with_number(name.as_str(), 1, names, same));
    }
    if constraint.named
        && cx.env.dialect.constraint_names_per_schema
        && let Some(name) = &constraint.name
        && let Some(other) = cx.catalog.table_of_constraint(&table.sibling(name))
        && other.name != table.name
    {
        let first = other.constraints.iter().find(|c| c.name.as_ref() == Some(name));
        let first = first.map_or(other.span, |c| c.span);
        return cx.exists("a constraint", name.as_str(), constraint.span, first);
    }
    table.constraints.push(constraint);
    Some(())
}

impl Operation for CreateTable {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let Some(given) = &self.name else {
            return cx.fail(
                Diagnostic::error(E0107, "the key `name` is missing")
                    .at(cx.span)
                    .help("add `name: …`"),
            );
        };
        let span = given.span;
        let name = cx.qualify(&self.schema, given);
        cx.check_name(given);
        // What was changed before it was there has been reported, and was taken on trust.
        let standing = cx.standing(&name).filter(|first| first.made || !cx.is_in_doubt(first));
        if let Some(first) = standing {
            if self.if_not_exists {
                return Some(());
            }
            let first = first.span;
            return cx.exists("a table", &name.shown(), span, first);
        }
        for kind in [ObjectKind::View, ObjectKind::MaterializedView, ObjectKind::Sequence] {
            if let Some(object) = cx.catalog.object(kind, &name) {
                let first = object.span;
                return cx.exists(&format!("a {}", kind.name()), &name.shown(), span, first);
            }
        }
        let table = match &self.exact {
            Some(table) => {
                let mut table = Table::clone(table);
                for column in &mut table.columns {
                    cx.require_enum(&mut column.ty, span)?;
                }
                recount(cx, &mut table);
                table
            }
            None => self.build(cx, &name, span)?,
        };
        cx.catalog.put_table(table);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let Some(name) = self.full_name(env) else { return Inverse::nothing() };
        if before.table(&name).is_some() {
            return Inverse::nothing();
        }
        Inverse::one(DropTable::named(
            &name,
            self.name.as_ref().map_or_else(|| Span::start_of(crate::source::FileId(0)), |n| n.span),
        ))
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches {
            reads: self
                .foreign_keys
                .iter()
                .map(|fk| env.qualify(fk.references.schema.get(), &fk.references.table))
                .collect(),
            writes: self.full_name(env).into_iter().collect(),
        }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let Some(name) = self.full_name(lower.env) else { return };
        if lower.before(&name).is_some_and(|table| table.complete) {
            return; // It is there already, and the compiler knows that it is.
        }
        let existed = lower.before(&name).is_some();
        let Some(table) = lower.after(&name) else { return };
        tables::create_enums(lower, &table);
        tables::create(lower, &table, self.if_not_exists || existed);
    }
}
