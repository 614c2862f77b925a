//! The table that a `create_table` asks for.
//!
//! In: the operation, and the schema at that point. Out: the table, or what is wrong with it: each
//! part is judged by itself, whatever is wrong with the others, and what hangs on a faulty part is
//! not judged at all.

use super::create_table::{CreateTable, KeyList, LikeDef, LikePart, push_constraint};
use crate::catalog::{Constraint, ConstraintKind, Index, Table, TableOptions};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0107, E0110};
use crate::ops::shape::{ForeignKeyDef, IndexDef};
use crate::ops::{Apply, sql_names};
use crate::source::Span;
use crate::sql::ObjName;

/// A table that is being made.
struct Draft {
    table: Table,
    /// How many indexes it has from another table; the server finds names for these.
    copied_indexes: usize,
    /// The foreign keys, at columns and of the table.
    foreign_keys: Vec<ForeignKeyDef>,
    /// False when something is wrong with a column, a key or an index: which columns are keys is not
    /// known then.
    keys_known: bool,
    /// False when something is wrong with anything.
    good: bool,
}

impl CreateTable {
    /// The table with its columns, constraints and indexes.
    pub(super) fn build(&self, cx: &mut Apply<'_>, name: &ObjName, span: Span) -> Option<Table> {
        let mut table = Table { complete: true, made: true, ..Table::unseen(name.clone(), span) };
        table.comment = self.comment.clone();
        let mut good = cx.check_comment(self.comment.as_deref(), false, span).is_some();
        match self.options.pick(cx, span) {
            Some(options) => table.options = options,
            None => {
                good = false;
                // What its engine has room for is not known.
                table.options =
                    TableOptions { after: vec!["ENGINE=?".to_owned()], ..table.options };
            }
        }
        if let Some(like) = &self.like
            && self.copy_like(cx, like, &mut table).is_none()
        {
            good = false;
            table.complete = false;
        }
        let mut draft = Draft {
            keys_known: table.complete,
            copied_indexes: table.indexes.len(),
            table,
            foreign_keys: Vec::new(),
            good,
        };
        let copied = std::mem::take(&mut draft.table.constraints);
        let at_columns = self.add_columns(cx, &mut draft);
        for constraint in copied.into_iter().chain(at_columns) {
            draft.add(cx, Some(constraint));
        }
        self.add_constraints(cx, &mut draft);
        draft.check(cx, self, span)?;
        Some(draft.table)
    }

    /// Adds the columns and the indexes at them; gives the constraints at them.
    fn add_columns(&self, cx: &mut Apply<'_>, draft: &mut Draft) -> Vec<Constraint> {
        let mut constraints = Vec::new();
        for def in &self.columns {
            if let Some(first) = draft.table.column(&def.name, |a, b| cx.env.same(a, b)) {
                let first = first.span;
                cx.exists::<()>("a column", def.name.as_str(), def.name.span, first);
                draft.spoil_keys();
                continue;
            }
            let parts = def.parts(cx, &draft.table.name);
            match parts.column {
                Some(column) => draft.table.columns.push(column),
                None => draft.table.doubtful.push(def.name.value.clone()),
            }
            if !parts.good {
                draft.spoil_keys();
            }
            constraints.extend(parts.constraints);
            draft.table.indexes.extend(parts.indexes);
            draft.foreign_keys.extend(def.foreign_key());
        }
        constraints
    }

    fn add_constraints(&self, cx: &mut Apply<'_>, draft: &mut Draft) {
        let name = draft.table.name.clone();
        if let Some(KeyList(key)) = &self.primary_key {
            if cx.columns(&draft.table, &key.columns).is_none() {
                draft.spoil_keys();
            }
            let made = key.primary_key(cx, &name);
            draft.add_key(cx, made);
        }
        for KeyList(key) in &self.unique {
            let known = cx.columns(&draft.table, &key.columns);
            let made = key.unique(cx, &name);
            draft.add_key(cx, known.and(made));
        }
        for fk in &self.foreign_keys {
            draft.good &= cx.columns(&draft.table, &fk.columns).is_some();
            let made = fk.build(cx, &name);
            draft.add(cx, made);
            draft.foreign_keys.push(fk.clone());
        }
        for check in &self.checks {
            let made = check.resolve(cx, &name);
            draft.add(cx, made);
        }
        for exclude in &self.exclude {
            let made = exclude.resolve(cx, &name);
            draft.add(cx, made);
        }
        for index in &self.indexes {
            let known = index.check_columns(cx, &draft.table);
            match (known, index.resolve(cx, &name)) {
                (Some(()), Some(index)) => draft.table.indexes.push(index),
                (None, Some(index)) => {
                    draft.spoil_keys();
                    sql_names::check_index(cx, &draft.table, &index);
                }
                (_, None) => draft.spoil_keys(),
            }
        }
    }
}

impl Draft {
    fn spoil_keys(&mut self) {
        (self.keys_known, self.good) = (false, false);
    }

    /// Adds a constraint, unless something is wrong with it.
    fn add(&mut self, cx: &mut Apply<'_>, made: Option<Constraint>) {
        let is_key = made.as_ref().is_some_and(|made| is_key(&made.kind));
        let added = made.and_then(|made| push_constraint(cx, &mut self.table, made));
        self.good &= added.is_some();
        self.keys_known &= added.is_some() || !is_key;
    }

    /// The same for a key.
    fn add_key(&mut self, cx: &mut Apply<'_>, made: Option<Constraint>) {
        self.keys_known &= made.is_some();
        self.add(cx, made);
    }

    /// Checks what can only be judged in the whole table.
    fn check(&mut self, cx: &mut Apply<'_>, of: &CreateTable, span: Span) -> Option<()> {
        self.make_key_columns_not_null(cx);
        let table = &self.table;
        for (place, index) in table.indexes.iter().enumerate() {
            let same = |first: &&Index| cx.env.same(&first.name, &index.name);
            let first = table.indexes.iter().take(place).skip(self.copied_indexes).find(same);
            let checked = match first {
                Some(first) => cx.exists("an index", index.name.as_str(), index.span, first.span),
                None => crate::ops::indexes::create_index::check(cx, table, index),
            };
            let checked = checked.is_some();
            self.good &= checked;
            self.keys_known &= checked;
        }
        for fk in &self.foreign_keys {
            self.good &= fk.check(cx, table, self.keys_known).is_some();
        }
        table.columns.iter().for_each(|column| sql_names::check_column(cx, table, column));
        self.good.then_some(())?;
        if table.columns.is_empty() && table.options.after.is_empty() && of.options.is_empty() {
            return cx.fail(
                Diagnostic::error(
                    E0107,
                    format!("the table `{}` has no columns", table.name.shown()),
                )
                .at(span)
                .help("add `columns:`"),
            );
        }
        crate::ops::keys::check_numbering(cx, table, table.span)
    }

    fn make_key_columns_not_null(&mut self, cx: &Apply<'_>) {
        let key = self.table.primary_key().map(|(_, key)| key.to_vec()).unwrap_or_default();
        for column in &mut self.table.columns {
            if key.iter().any(|name| cx.env.same(name, &column.name)) {
                column.nullable = false;
            }
        }
    }
}

impl CreateTable {
    /// LIKE, spelled out: the columns with their NOT NULL constraints, and of the
    /// rest what is included.
    fn copy_like(&self, cx: &mut Apply<'_>, like: &LikeDef, table: &mut Table) -> Option<()> {
        let source = cx.table(&like.schema, &like.table)?;
        if !source.complete {
            return cx.fail(
                Diagnostic::error(
                    E0110,
                    format!("the columns of `{}` are not known", source.name.shown()),
                )
                .at(like.table.span)
                .help("declare the table with `effects:` or `base_schema`"),
            );
        }
        let takes = |part: LikePart| {
            let all = like.including.contains(&LikePart::All);
            (all || like.including.contains(&part)) && !like.excluding.contains(&part)
        };
        for column in &source.columns {
            let mut column = column.clone();
            if !takes(LikePart::Defaults) {
                column.default = None;
            }
            if !takes(LikePart::Identity) {
                column.identity = None;
            }
            if !takes(LikePart::Generated) {
                column.computed = None;
            }
            if !takes(LikePart::Comments) {
                column.comment = None;
            }
            table.columns.push(column);
        }
        for constraint in &source.constraints {
            let taken = match &constraint.kind {
                ConstraintKind::Check(_) => takes(LikePart::Constraints),
                ConstraintKind::PrimaryKey(_)
                | ConstraintKind::Unique { .. }
                | ConstraintKind::Exclusion(_) => takes(LikePart::Indexes),
                ConstraintKind::ForeignKey(_) => false,
            };
            if taken {
                let mut constraint = constraint.clone();
                constraint.name = None;
                constraint.named = false;
                table.constraints.push(constraint);
            }
        }
        if takes(LikePart::Indexes) {
            for index in &source.indexes {
                let def = IndexDef { name: None, ..IndexDef::of(index) };
                table.indexes.push(def.resolve(cx, &table.name.clone())?);
            }
        }
        Some(())
    }
}

fn is_key(kind: &ConstraintKind) -> bool {
    matches!(kind, ConstraintKind::PrimaryKey(_) | ConstraintKind::Unique { .. })
}
