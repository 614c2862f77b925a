//! MODIFY and CHANGE, which repeat all of a column's definition: what is left out is lost
//! (<https://dev.mysql.com/doc/refman/8.4/en/alter-table.html>).
//!
//! In: a column before and after. Out: one statement, the smallest that will do. A foreign
//! key on the column keeps its type from changing and is taken off meanwhile.

use super::columns::{self, Change, Pair};
use super::{Lower, add_column, constraints, indexes};
use crate::catalog::{Column, Constraint, ForeignKey, Index, IndexTarget, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0401, E0407};
use crate::dialect::default::DefaultShape;
use crate::sql::raw::mentions;
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Changes a column.
pub(super) fn alter(lower: &mut Lower<'_>, before: &Table, pair: &Pair<'_>, change: Change<'_>) {
    if change.using.is_some() {
        columns::refuse_using(lower);
        return;
    }
    let renamed = change.from != change.to;
    let whole = pair.ty() || pair.nullable() || pair.identity() || pair.comment();
    let default = pair.default();
    let simple_default = default && takes_set_default(lower, pair);
    let renames = renamed && lower.env.version >= lower.env.dialect.rename_column_since;
    let restated = whole || default && !simple_default || renamed && !renames;
    if restated && pair.old.is_none() && !says_all(pair) {
        return unknown(lower, pair.new);
    }
    if renamed && refuse_rename(lower, before, change.from) {
        return;
    }
    let table = &pair.table.name;
    let held = if renamed { held_indexes(lower, before, change.from) } else { Vec::new() };
    for index in &held {
        indexes::drop(lower, Some(table.clone()), None, &index.name, false, false);
    }
    if restated {
        redefine(lower, pair, renamed.then_some(change.from));
    } else {
        if renamed {
            let (from, to) = (change.from.clone(), change.to.clone());
            lower.push(stmt::RenameColumn { table: table.clone(), from, to });
        }
        if default {
            set_default(lower, pair.table, pair.new);
        }
    }
    for index in &held {
        if let Some(index) = pair.table.indexes.iter().find(|i| i.name == index.name) {
            indexes::create(lower, pair.table, index, false, false);
        }
    }
}

/// MODIFY COLUMN with the definition that the column now has.
pub(super) fn statement(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    let spec = lower.column_spec(table, column);
    lower.push(stmt::RedefineColumn { table: table.name.clone(), from: None, column: spec });
}

fn redefine(lower: &mut Lower<'_>, pair: &Pair<'_>, from: Option<&Ident>) {
    let keys = foreign_keys_on(lower, pair);
    for (table, constraint) in &keys {
        constraints::drop_one(lower, table, constraint);
    }
    let column = lower.column_spec(pair.table, pair.new);
    let table = pair.table.name.clone();
    lower.push(stmt::RedefineColumn { table, from: from.cloned(), column });
    let starts = |column: &Column| column.identity.as_ref().and_then(|i| i.sequence.start);
    if pair.identity()
        && let Some(start) = starts(pair.new).filter(|start| *start > 1)
    {
        add_column::number_from(lower, &pair.table.name, &pair.new.name, start);
    }
    constraints::put_back(lower, &keys);
}

/// SET DEFAULT; a column that may be null has the default NULL rather than none, as it had
/// when it was made.
fn set_default(lower: &mut Lower<'_>, table: &Table, column: &Column) {
    match &column.default {
        Some(_) => columns::set_default(lower, table, column),
        None if column.nullable => {
            let null = Column { default: Some(crate::sql::value::Value::Null), ..column.clone() };
            columns::set_default(lower, table, &null);
        }
        None => columns::drop_default(lower, table, column),
    }
}

/// True where SET DEFAULT can say the new default: it takes no bare present time and knows
/// no ON UPDATE.
fn takes_set_default(lower: &Lower<'_>, pair: &Pair<'_>) -> bool {
    let text = |column: &Column| column.default.as_ref().map(|value| lower.default(value, column));
    let plain = |column: &Column| {
        text(column).is_none_or(|d| d.on_update.is_none() && d.shape != DefaultShape::PresentTime)
    };
    let updates = |column: &Column| text(column).is_some_and(|d| d.on_update.is_some());
    plain(pair.new) && !pair.old.is_some_and(updates)
}

/// True where all of an unknown column's definition was given.
fn says_all(pair: &Pair<'_>) -> bool {
    let said = pair.said;
    said.ty && said.nullable && said.default && said.comment
}

fn unknown(lower: &mut Lower<'_>, column: &Column) {
    if lower.report.is_doubtful() {
        return; // It may be unknown because what makes it is wrong.
    }
    let title = lower.env.dialect.title;
    lower.report.push(
        Diagnostic::error(
            E0407,
            format!(
                "{title} repeats all of a column's definition, and that of `{}` is not known here",
                column.name.as_str()
            ),
        )
        .at(lower.origin.span)
        .help("give `type`, `nullable`, `default` and `comment` (`null` where there is none), and `autoincrement: true` or `collation` where it has them")
        .help("or declare the table with `effects:` beside the SQL that makes it, or with `base_schema`"),
    );
}

/// Reports E0401 where computed columns keep the column from getting another name.
fn refuse_rename(lower: &mut Lower<'_>, table: &Table, column: &Ident) -> bool {
    if lower.env.dialect.rename_follows {
        return false;
    }
    let dialect = lower.env.dialect;
    let user = table.columns.iter().find(|c| {
        c.computed.as_ref().is_some_and(|computed| mentions(&computed.sql, column, dialect.name))
    });
    let Some(user) = user else { return false };
    lower.report.push(
        Diagnostic::error(
            E0401,
            format!(
                "{} cannot rename `{}`: the column `{}` is computed from it",
                dialect.title,
                column.as_str(),
                user.name.as_str()
            ),
        )
        .at(lower.origin.span)
        .also(user.span, "computed from it here")
        .help("drop the computed column, rename this one, and add the computed column again"),
    );
    true
}

/// The indexes whose expressions keep a column from getting another name.
fn held_indexes(lower: &Lower<'_>, table: &Table, column: &Ident) -> Vec<Index> {
    let dialect = lower.env.dialect;
    if dialect.rename_follows {
        return Vec::new();
    }
    let speaks = |index: &&Index| {
        index.parts.iter().any(|part| match &part.target {
            IndexTarget::Expression(sql) => mentions(sql, column, dialect.name),
            IndexTarget::Column(_) => false,
        })
    };
    table.indexes.iter().filter(speaks).cloned().collect()
}

/// The foreign keys on the column, its own and those that refer to it, where its type
/// changes: they stand against that, even where text only becomes longer.
fn foreign_keys_on(lower: &Lower<'_>, pair: &Pair<'_>) -> Vec<(ObjName, Constraint)> {
    let Some(old) = pair.old else { return Vec::new() };
    if old.ty == pair.new.ty && old.collation == pair.new.collation {
        return Vec::new();
    }
    let (name, own) = (&pair.new.name, &pair.table.name);
    let same = |c: &Ident| lower.env.same(c, name);
    let mut found: Vec<(ObjName, Constraint)> = Vec::new();
    let key = pair.table.primary_key().map(|(_, columns)| columns.to_vec()).unwrap_or_default();
    for table in lower.catalog.referencing(own).into_iter().filter(|t| t.name != *own) {
        let refers = |fk: &ForeignKey| {
            let targets = if fk.target_columns.is_empty() { &key } else { &fk.target_columns };
            fk.table == *own && targets.iter().any(same)
        };
        let keys = table.foreign_keys().filter(|(_, fk)| refers(fk));
        found.extend(keys.map(|(c, _)| (table.name.clone(), c.clone())));
    }
    for (constraint, fk) in pair.table.foreign_keys() {
        let to_itself = fk.table == *own && fk.target_columns.iter().any(same);
        if fk.columns.iter().any(same) || to_itself {
            found.push((own.clone(), constraint.clone()));
        }
    }
    found
}
