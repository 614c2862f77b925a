//! CREATE TABLE and CREATE INDEX of raw SQL as tables and indexes of the catalog.

use super::Writer;
use crate::catalog::{
    Action, Check, Column, ComputedColumn, Constraint, ConstraintKind, Deferral, ForeignKey,
    Identity, Index, IndexPart, IndexTarget, SequenceOptions, Table,
};
use crate::dialect::AutomaticNames;
use crate::sql::naming;
use crate::sql::raw::effect::{
    self, ColumnDef, ConstraintDef, IndexDef, KeyPart, NamePart, TableDef,
};
use crate::sql::raw::in_parentheses;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};

impl Writer<'_, '_> {
    pub(super) fn create_table(&mut self, def: &TableDef) {
        let name = self.name(&def.name);
        if self.cx.catalog.table(&name).is_some() {
            return;
        }
        if def.temporary {
            // It is gone with the session; until then it may be spoken of.
            return self.cx.catalog.make_opaque(&name);
        }
        let mut table =
            Table { complete: !def.more_columns, made: true, ..Table::unseen(name, self.span) };
        table.comment = def.comment.clone();
        if !def.options.trim().is_empty() {
            table.options.after.push(def.options.trim().to_owned());
        }
        for column in &def.columns {
            self.add_column_to(&mut table, column);
        }
        for constraint in &def.constraints {
            self.add_constraint_to(&mut table, constraint);
        }
        for index in &def.indexes {
            let index = self.index(index, &table);
            table.indexes.extend(index);
        }
        self.cx.catalog.put_table(table);
    }

    pub(super) fn create_index(&mut self, def: &IndexDef) {
        let table = self.name(&def.table);
        let known = self.cx.catalog.table(&table).cloned();
        let known = known.unwrap_or_else(|| Table::unseen(table.clone(), self.span).into());
        let Some(index) = self.index(def, &known) else { return };
        let env = self.cx.env;
        self.cx.catalog.change_indexed(&table, |table| {
            if !table.indexes.iter().any(|known| env.same(&known.name, &index.name)) {
                table.indexes.push(index);
            }
        });
    }

    pub(super) fn add_column_to(&mut self, table: &mut Table, def: &ColumnDef) {
        let column = self.column(def, &table.name);
        table.columns.push(column);
        for constraint in &def.constraints {
            self.add_constraint_to(table, constraint);
        }
    }

    pub(super) fn column(&mut self, def: &ColumnDef, table: &ObjName) -> Column {
        let ty = self.ty(&with_charset(def), table);
        let identity = def.identity.as_ref().map(identity);
        Column {
            nullable: def.nullable.unwrap_or(identity.is_none()),
            default: default_of(def),
            default_name: def.default_name.as_ref().map(|part| self.ident(part)),
            identity,
            computed: def.generated.as_ref().map(|generated| ComputedColumn {
                sql: SqlExpr::internal(generated.sql.as_str()),
                stored: generated.stored.unwrap_or(false),
            }),
            comment: def.comment.clone(),
            attributes: def.attributes.clone(),
            collation: def
                .collate
                .as_ref()
                .and_then(|path| path.last())
                .map(|part| self.ident(part)),
            ..Column::new(self.ident(&def.name), ty, self.span)
        }
    }

    /// A type as written; the portable type that the dialect spells like that, or an
    /// enum of the catalog, where it is one.
    pub(super) fn ty(&self, text: &str, table: &ObjName) -> Type {
        let text = text.trim();
        let parsed = Type::parse(text);
        let env = self.cx.env;
        let same = env.dialect.type_text(&parsed, env.version).is_ok_and(|spelled| {
            spelled.replace(' ', "").eq_ignore_ascii_case(&text.replace(' ', ""))
        });
        if same && !matches!(parsed, Type::Native(_)) {
            return parsed;
        }
        let known = crate::ops::shape::type_spec::find_enum(
            self.cx,
            table.schema.as_ref(),
            &text.to_lowercase(),
        );
        known.map_or_else(|| Type::Native(text.to_owned()), Type::Enum)
    }

    pub(super) fn add_constraint_to(&mut self, table: &mut Table, def: &ConstraintDef) {
        let columns = |parts: &[KeyPart]| -> Vec<Ident> {
            parts
                .iter()
                .filter_map(|part| part.column.as_ref())
                .map(|part| self.ident(part))
                .collect()
        };
        let mut taken = None;
        let (kind, label) = match &def.kind {
            effect::ConstraintKind::PrimaryKey(parts) => {
                (ConstraintKind::PrimaryKey(columns(parts)), "pkey")
            }
            // A unique key of parts of columns is an index by another word.
            effect::ConstraintKind::Unique { columns: parts, .. }
                if self.constraints_are_indexes() && !parts.iter().all(is_whole_column) =>
            {
                let def = IndexDef {
                    name: def.name.clone().map(|name| vec![name]),
                    parts: parts.clone(),
                    unique: true,
                    ..IndexDef::default()
                };
                let index = self.index(&def, table);
                table.indexes.extend(index);
                return;
            }
            effect::ConstraintKind::Unique { columns: parts, nulls_not_distinct } => {
                let nulls_not_distinct = *nulls_not_distinct;
                (ConstraintKind::Unique { columns: columns(parts), nulls_not_distinct }, "key")
            }
            effect::ConstraintKind::ForeignKey(fk) => {
                (ConstraintKind::ForeignKey(self.foreign_key(fk)), "fkey")
            }
            effect::ConstraintKind::Check(sql) => {
                let sql = SqlExpr::internal(sql.as_str());
                (ConstraintKind::Check(Check { sql, enum_column: None }), "check")
            }
            effect::ConstraintKind::UsingIndex { primary, index } => {
                let index = self.ident(index);
                let Some((index, columns)) = self.take_index(table, &index) else {
                    table.complete = false;
                    return;
                };
                taken = Some(index.name.clone());
                let nulls_not_distinct = index.nulls_not_distinct;
                match primary {
                    true => (ConstraintKind::PrimaryKey(columns), "pkey"),
                    false => (ConstraintKind::Unique { columns, nulls_not_distinct }, "key"),
                }
            }
            // What this demands cannot be said again; the table is taken on trust.
            effect::ConstraintKind::Exclude(_) => {
                table.complete = false;
                return;
            }
        };
        if self.cx.env.dialect.keys_use_indexes
            && let ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique { columns: key, .. } =
                &kind
        {
            table.indexes.retain(|index| !self.is_on_all(index, key));
        }
        if let ConstraintKind::PrimaryKey(key) = &kind {
            for column in &mut table.columns {
                column.nullable &= !key.iter().any(|name| self.cx.env.same(name, &column.name));
            }
        }
        let given = def.name.as_ref().map(|part| self.ident(part)).or(taken);
        let named = given.is_some();
        let name = given.or_else(|| self.automatic_name(table, &kind, label));
        let deferral = def.deferrable.or(def.initially_deferred).map(|_| Deferral {
            deferrable: def.deferrable.unwrap_or(def.initially_deferred == Some(true)),
            initially_deferred: def.initially_deferred == Some(true),
        });
        let span = self.span;
        table.constraints.push(Constraint {
            name,
            named,
            kind,
            deferral,
            validated: !def.not_valid || !self.cx.env.dialect.not_valid,
            span,
        });
    }

    /// Takes an index out of a table that a key can take over, with its columns.
    /// <https://www.postgresql.org/docs/current/sql-altertable.html>
    fn take_index(&self, table: &mut Table, name: &Ident) -> Option<(Index, Vec<Ident>)> {
        let at = table.indexes.iter().position(|index| self.cx.env.same(&index.name, name))?;
        let columns = table.indexes.get(at)?.key()?.into_iter().cloned().collect();
        Some((table.indexes.remove(at), columns))
    }

    /// True for an index on just these columns, in this order.
    fn is_on_all(&self, index: &Index, columns: &[Ident]) -> bool {
        index.columns().is_some_and(|own| {
            own.len() == columns.len()
                && own.iter().zip(columns).all(|(a, b)| self.cx.env.same(a, b))
        })
    }

    fn automatic_name(&self, table: &Table, kind: &ConstraintKind, label: &str) -> Option<Ident> {
        match self.cx.env.dialect.automatic_names {
            AutomaticNames::TableColumnsLabel => {}
            AutomaticNames::Numbered { checks_by_table } => {
                let same = |a: &Ident, b: &Ident| self.cx.env.same(a, b);
                return table.counted_name(kind, checks_by_table, same);
            }
            AutomaticNames::None | AutomaticNames::Random => return None,
        }
        let columns: Vec<String> = match kind {
            ConstraintKind::PrimaryKey(_) => Vec::new(),
            ConstraintKind::Unique { columns, .. } => {
                columns.iter().map(|c| c.as_str().to_owned()).collect()
            }
            ConstraintKind::ForeignKey(fk) => {
                fk.columns.iter().map(|c| c.as_str().to_owned()).collect()
            }
            ConstraintKind::Check(check) => {
                let text =
                    check.sql.pick(self.cx.env.dialect.name).map_or("", |text| text.as_str());
                let mut used =
                    crate::sql::raw::columns_in_expression(text, self.cx.env.dialect.name)?;
                used.sort();
                used.dedup();
                if used.len() == 1 { used } else { Vec::new() }
            }
            ConstraintKind::Exclusion(_) => Vec::new(),
        };
        let taken = |name: &Ident| {
            table.constraints.iter().any(|c| c.name.as_ref() == Some(name))
                || self.cx.is_name_taken(&table.name, name)
        };
        Some(naming::automatic(&table.name.name, &columns.join("_"), label, taken))
    }

    fn foreign_key(&self, fk: &effect::ForeignKey) -> ForeignKey {
        let names = |parts: &[NamePart]| parts.iter().map(|part| self.ident(part)).collect();
        ForeignKey {
            columns: names(&fk.columns),
            table: self.name(&fk.table),
            target_columns: names(&fk.references),
            on_delete: fk.on_delete.map(action),
            on_update: fk.on_update.map(action),
            matching: match fk.matching.as_deref() {
                Some("FULL") => Some("FULL"),
                Some("PARTIAL") => Some("PARTIAL"),
                Some("SIMPLE") => Some("SIMPLE"),
                _ => None,
            },
        }
    }

    fn index(&self, def: &IndexDef, table: &Table) -> Option<Index> {
        let parts: Vec<IndexPart> = def.parts.iter().map(|part| self.index_part(part)).collect();
        let columns: Vec<&str> =
            def.parts.iter().filter_map(|p| p.column.as_ref()).map(|p| p.text.as_str()).collect();
        let automatic = || match (self.cx.env.dialect.automatic_names, def.parts.first()) {
            (AutomaticNames::Numbered { .. }, Some(KeyPart { column: Some(first), .. })) => {
                let constraints = table.constraints.iter().filter_map(|c| c.name.as_ref());
                let names = constraints.chain(table.indexes.iter().map(|index| &index.name));
                let same = |a: &Ident, b: &Ident| self.cx.env.same(a, b);
                crate::catalog::numbered(&self.ident(first), names, same)
            }
            _ => naming::automatic(&table.name.name, &columns.join("_"), "idx", |_| false),
        };
        let name = match &def.name {
            Some(path) => self.ident(path.last()?),
            None => automatic(),
        };
        Some(Index {
            name,
            parts,
            unique: def.unique,
            condition: def.condition.as_deref().map(SqlExpr::internal),
            method: def.method.clone(),
            include: def.include.iter().map(|part| self.ident(part)).collect(),
            nulls_not_distinct: def.nulls_not_distinct,
            with: def.with.clone(),
            tablespace: def.tablespace.as_ref().map(|part| self.ident(part)),
            rest: def.rest.clone(),
            span: self.span,
        })
    }

    fn index_part(&self, part: &KeyPart) -> IndexPart {
        let expression = || {
            let text = part.value.trim();
            SqlExpr::internal(in_parentheses(text, self.cx.env.dialect.name).unwrap_or(text))
        };
        let digits = part.extra.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let length = digits.and_then(|digits| digits.trim().parse().ok());
        let extra = part.extra.trim();
        let collates = extra.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("COLLATE"));
        if collates && !self.cx.env.dialect.index_storage {
            // Where there are no operator classes, a collation is a part of the expression.
            let text = format!("{} {extra}", part.value.trim());
            return IndexPart {
                target: IndexTarget::Expression(SqlExpr::internal(text)),
                descending: part.descending,
                nulls_first: part.nulls_first,
                ops: None,
                length: None,
            };
        }
        IndexPart {
            target: match &part.column {
                Some(name) => IndexTarget::Column(self.ident(name)),
                None => IndexTarget::Expression(expression()),
            },
            descending: part.descending,
            nulls_first: part.nulls_first,
            ops: Some(part.extra.trim().to_owned())
                .filter(|extra| !extra.is_empty() && length.is_none()),
            length,
        }
    }
}

fn action(action: effect::RefAction) -> Action {
    match action {
        effect::RefAction::NoAction => Action::NoAction,
        effect::RefAction::Restrict => Action::Restrict,
        effect::RefAction::Cascade => Action::Cascade,
        effect::RefAction::SetNull => Action::SetNull,
        effect::RefAction::SetDefault => Action::SetDefault,
    }
}

/// An identity; options in words are the server's to know.
pub(super) fn identity(identity: &effect::Identity) -> Identity {
    let mut sequence = SequenceOptions::default();
    if let effect::Identity::Seeded(seed) = identity {
        let mut numbers = seed.split(',').map(|number| number.trim().parse().ok());
        sequence.start = numbers.next().flatten().filter(|start| *start != 1);
        sequence.increment = numbers.next().flatten().filter(|step| *step != 1);
    }
    Identity { always: matches!(identity, effect::Identity::Always(_)), sequence }
}

/// True for a column without a length, an order or an expression.
fn is_whole_column(part: &KeyPart) -> bool {
    part.column.is_some() && part.extra.trim().is_empty() && !part.descending
}

/// The type with its character set, which belongs to it.
fn with_charset(def: &ColumnDef) -> String {
    match &def.charset {
        Some(charset) => format!("{} CHARACTER SET {charset}", def.type_text.trim()),
        None => def.type_text.clone(),
    }
}

/// The default with what stands behind ON UPDATE, which is kept with it.
fn default_of(def: &ColumnDef) -> Option<Value> {
    match (&def.default, &def.on_update) {
        (default, None) => default.as_deref().map(expression),
        (None, Some(update)) => Some(expression(&format!("ON UPDATE {update}"))),
        (Some(default), Some(update)) => Some(expression(&format!("{default} ON UPDATE {update}"))),
    }
}

/// A default of raw SQL: an expression, as written.
pub(super) fn expression(text: &str) -> Value {
    Value::Sql(SqlExpr::internal(text))
}
