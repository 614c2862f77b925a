//! Tables: `create_table`, and what can only be said of a table that is there.

use super::constraint::AtColumn;
use super::item::{Fields, Item};
use super::{Writer, options};
use crate::catalog::{
    Catalog, Check, Constraint, ConstraintKind, Index, IndexPart, IndexTarget, Table,
};
use crate::diag::Report;
use crate::dialect::IndexMethods;
use crate::env::Env;
use crate::ops::Apply;
use crate::ops::shape::IndexDef;
use crate::ops::tables::create_table::CreateTable;
use crate::source::{FileId, Span, Spanned};
use crate::sql::types::{EnumType, Type};

impl Writer<'_> {
    /// The operations that make a table; the foreign keys in `later` are left out.
    pub(super) fn table(&self, table: &Table, later: &[&Constraint]) -> Vec<Item> {
        let Some(options) =
            options::item(&table.options, self.env).filter(|_| sayable(table, self.env))
        else {
            let mut now = Table::clone(table);
            now.constraints.retain(|c| c.validated && !later.contains(&c));
            let mut operations = self.spelled(CreateTable::of(&now), &table.name);
            operations.extend(self.not_valid(table, later));
            return operations;
        };
        let is_now = |c: &&Constraint| {
            let implied =
                matches!(&c.kind, ConstraintKind::Check(Check { enum_column: Some(_), .. }));
            c.validated && !implied && !later.contains(c)
        };
        let constraints: Vec<&Constraint> = table.constraints.iter().filter(is_now).collect();
        let mut placed = self.place(table, &constraints);
        let mut indexes: Vec<&Index> = table.indexes.iter().collect();
        indexes.sort_by(|a, b| a.name.cmp(&b.name));
        for (column, at) in table.columns.iter().zip(&mut placed.at) {
            let span = Span::start_of(FileId(0));
            let name = Spanned::new(column.name.clone(), span);
            let Some(plain) = self.resolved(&IndexDef::on_column(&name), table) else { continue };
            let is_it = |index: &&Index| {
                Index { span, ..Index::clone(index) } == Index { span, ..plain.clone() }
            };
            if let Some(found) = indexes.iter().position(is_it) {
                indexes.remove(found);
                at.index = true;
            }
        }
        let fields = self.in_schema(Fields::new().put("name", &table.name.name), &table.name);
        let columns = table.columns.iter().zip(placed.at);
        let columns: Vec<Item> =
            columns.map(|(column, at): (_, AtColumn)| self.column(table, column, at)).collect();
        let fields = fields
            .rows("columns", columns)
            .maybe("primary_key", placed.primary_key)
            .rows("unique", placed.unique)
            .rows("foreign_keys", placed.foreign_keys)
            .rows("checks", placed.checks)
            .rows("exclude", placed.exclude)
            .rows("indexes", indexes.into_iter().map(|index| self.index(index)).collect())
            .maybe("comment", table.comment.as_deref())
            .maybe("options", options);
        let mut operations = vec![Item::operation("create_table", fields)];
        operations.extend(self.not_valid(table, later));
        operations.extend(self.renames(table));
        operations.extend(self.attachment(table));
        operations
    }

    /// What adds the constraints that were never validated: no new table has such.
    fn not_valid(&self, table: &Table, later: &[&Constraint]) -> Vec<Item> {
        let own = table.constraints.iter().filter(|c| !c.validated && !later.contains(c));
        own.filter_map(|constraint| self.later(table, constraint)).collect()
    }

    /// The checks that stand for enums and are not called as a new table would call them.
    fn renames(&self, table: &Table) -> Vec<Item> {
        let of = |constraint: &Constraint| {
            let ConstraintKind::Check(Check { enum_column: Some(column), .. }) = &constraint.kind
            else {
                return None;
            };
            let own = constraint.name.as_ref()?;
            let ty = &table.columns.iter().find(|c| c.name == *column)?.ty;
            let Type::Enum(EnumType { name: Some(of), .. }) = ty else { return None };
            let plain = &of.name;
            let held = self.catalog.table_of_constraint(&table.sibling(plain)).is_some();
            if own == plain || held {
                return None;
            }
            let fields = Fields::new().put("table", &table.name.name);
            let fields = self.in_schema(fields, &table.name);
            Some(Item::operation("rename_constraint", fields.put("from", plain).put("to", own)))
        };
        table.constraints.iter().filter_map(of).collect()
    }

    /// Its place among the partitions of another table.
    fn attachment(&self, table: &Table) -> Option<Item> {
        let place = table.partition.as_ref()?;
        let bounds = place.bounds.strip_prefix("FOR VALUES ").unwrap_or(&place.bounds);
        let fields = Fields::new().put("table", &place.parent.name);
        let fields = self.in_schema(fields, &place.parent);
        let fields = fields.put("partition", &table.name.name).put("for_values", bounds);
        Some(Item::operation("attach_partition", fields))
    }

    /// An index as an element of a table's list.
    pub(super) fn index(&self, index: &Index) -> Item {
        self.index_fields(Fields::new().put("name", &index.name), index).into()
    }

    /// What is said of an index behind its name.
    pub(super) fn index_fields(&self, fields: Fields, index: &Index) -> Fields {
        let with = index
            .with
            .iter()
            .fold(Fields::new(), |fields, (key, value)| fields.put(key, options::scalar(value)));
        fields
            .list("columns", index.parts.iter().map(|part| self.part(part)).collect())
            .flag("unique", index.unique)
            .maybe("using", index.method.as_deref())
            .list("include", index.include.iter().map(Item::from).collect())
            .flag("nulls_not_distinct", index.nulls_not_distinct)
            .maybe("where", index.condition.as_ref().map(|sql| self.sql(sql)))
            .maybe("with", (!with.entries().is_empty()).then_some(with))
            .maybe("tablespace", index.tablespace.as_ref())
    }

    fn part(&self, part: &IndexPart) -> Item {
        let IndexPart { target, descending, nulls_first, ops, length } = part;
        let (fields, name) = match target {
            IndexTarget::Column(name) => (Fields::new().put("column", name), Some(name)),
            IndexTarget::Expression(sql) => (Fields::new().put("sql", self.sql(sql)), None),
        };
        let fields = fields
            .maybe("order", descending.then_some("desc"))
            .maybe("nulls", nulls_first.map(|first| if first { "first" } else { "last" }))
            .maybe("ops", ops.as_deref())
            .maybe("length", length.map(i64::from));
        match (name, fields.entries().len()) {
            (Some(name), 1) => Item::from(name),
            _ => fields.into(),
        }
    }

    /// The index that a definition becomes, if it becomes one.
    fn resolved(&self, def: &IndexDef, table: &Table) -> Option<Index> {
        let mut catalog = Catalog::new(self.env.dialect);
        let mut report = Report::default();
        let span = Span::start_of(FileId(0));
        let mut cx = Apply { catalog: &mut catalog, env: self.env, report: &mut report, span };
        def.resolve(&mut cx, &table.name)
    }
}

/// False for tables of the user's own SQL that `create_table` has no words for.
pub(super) fn sayable(table: &Table, env: &Env) -> bool {
    let known = |method: &String| match env.dialect.index_methods {
        IndexMethods::Any => true,
        IndexMethods::None => false,
        IndexMethods::These(known) => known.iter().any(|name| method.eq_ignore_ascii_case(name)),
    };
    if !table.indexes.iter().filter_map(|index| index.method.as_ref()).all(known) {
        return false;
    }
    let untyped = |ty: &Type| matches!(ty, Type::Native(text) if text.trim().is_empty());
    let empty = |ty: &Type| matches!(ty, Type::Enum(EnumType { values, .. }) if values.is_empty());
    table.columns.iter().all(|c| c.default_name.is_none() && !untyped(&c.ty) && !empty(&c.ty))
}
