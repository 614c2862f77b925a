//! A type change by way of a new column: added, filled, and put into the old one's place, with
//! everything that hung on it.
//!
//! In: the column before and after, and what fills it. Out: statements. Needs to know the whole
//! table.

use std::sync::Arc;

use super::columns::Pair;
use super::restate::Hanging;
use super::{Lower, comments, modify};
use crate::catalog::{Column, ForeignKey, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0312, E0401};
use crate::ops::constraints::reference::comparable;
use crate::sql::Ident;
use crate::sql::raw::mentions;
use crate::sql::types::Type;
use crate::stmt::{self, Fragment};

/// The shortest limit on names that a dialect of this kind has, in bytes.
const LIMIT: usize = 30;

/// Copies a column into one of the new type. Reports E0401 where that cannot be done whole.
pub(super) fn copy(lower: &mut Lower<'_>, before: &Table, pair: &Pair<'_>, source: Fragment) {
    if check(lower, pair).is_none() {
        return;
    }
    let (table, name) = (pair.table, &pair.new.name);
    let fresh = Ident::new(free_name(table, name.as_str()));
    let column = Column {
        name: fresh.clone(),
        nullable: true,
        default: None,
        comment: None,
        ..pair.new.clone()
    };
    let column = lower.column_spec(table, &column);
    let own = table.name.clone();
    lower.push(stmt::AddColumn {
        table: own.clone(),
        column,
        if_not_exists: false,
        inline: Vec::new(),
        place: None,
        keys: Vec::new(),
    });
    let set = vec![(fresh.clone(), source)];
    lower.push(stmt::Update { table: own.clone(), set, condition: None, expect: None });
    let hanging = Hanging::on(lower, before, pair, false);
    hanging.take_off(lower);
    lower.push(stmt::DropColumn {
        table: own.clone(),
        column: name.clone(),
        if_exists: false,
        cascade: false,
        keys: Vec::new(),
    });
    lower.push(stmt::RenameColumn { table: own.clone(), from: fresh, to: name.clone() });
    let default =
        pair.new.default.as_ref().and_then(|value| modify::default(lower, value, pair.new));
    let nullable = (!pair.new.nullable).then_some(false);
    if default.is_some() || nullable.is_some() {
        let nothing = modify::none(own.clone(), name.clone());
        lower.push(stmt::ModifyProperties { default, nullable, ..nothing });
    }
    if pair.old.is_some_and(|old| old.comment == pair.new.comment) {
        comments::on_column(lower, &own, pair.new, false);
    }
    hanging.put_back(lower, table);
}

/// True where everything that hangs on the column is known and can be put back.
fn check(lower: &mut Lower<'_>, pair: &Pair<'_>) -> Option<()> {
    let (title, shown) = (lower.env.dialect.title, pair.table.name.shown());
    let name = pair.new.name.as_str();
    let dialect = lower.env.dialect.name;
    let reader = pair.table.columns.iter().find(|column| {
        column.computed.as_ref().is_some_and(|c| mentions(&c.sql, &pair.new.name, dialect))
    });
    let way_round = format!("{title} changes the type of `{name}` only by way of a new column");
    let (message, help) = if !pair.table.complete || pair.old.is_none() {
        if lower.report.is_doubtful() {
            return None; // It may be unknown because what makes it is wrong.
        }
        (
            format!("{way_round}, and what hangs on the old one is not all known"),
            format!(
                "declare `{shown}` with `effects:` beside the SQL that makes it, or with `base_schema`"
            ),
        )
    } else if pair.new.identity.is_some() {
        (
            format!("{way_round}, which cannot become the one that numbers the rows"),
            "add a column with `identity:` and the new type, move the keys, drop the old one"
                .to_owned(),
        )
    } else if let Some(reader) = reader {
        (
            format!("{way_round}, and `{}` is computed from the old one", reader.name.as_str()),
            "drop the computed column first, and add it again after".to_owned(),
        )
    } else {
        return check_references(lower, pair);
    };
    lower.report.push(Diagnostic::error(E0401, message).at(lower.origin.span).help(help));
    None
}

/// Reports E0312 where a foreign key on the column, or to it, would join different types: it
/// could not be made again.
fn check_references(lower: &mut Lower<'_>, pair: &Pair<'_>) -> Option<()> {
    let (table, name) = (pair.table, &pair.new.name);
    let joined = |fk: &ForeignKey, from: &Table| -> Option<Type> {
        let target = if fk.table == table.name { Some(table) } else { None };
        let other = lower.after(&fk.table);
        let target = target.or(other.as_deref())?;
        let key = target.primary_key().map_or(&[][..], |(_, columns)| columns);
        let columns = if fk.target_columns.is_empty() { key } else { &fk.target_columns };
        fk.columns.iter().zip(columns).find_map(|(own, to)| {
            let far = if from.name == table.name && own == name {
                target.columns.iter().find(|c| c.name == *to)
            } else if target.name == table.name && to == name {
                from.columns.iter().find(|c| c.name == *own)
            } else {
                None
            };
            far.map(|column| column.ty.clone())
        })
    };
    let mut tables: Vec<Arc<Table>> = vec![Arc::new(table.clone())];
    let others = lower.catalog.referencing(&table.name).into_iter().cloned();
    tables.extend(others.filter(|other| other.name != table.name));
    for from in tables {
        let keys = from.foreign_keys();
        let Some((constraint, ty)) = keys
            .filter_map(|(constraint, fk)| Some((constraint, joined(fk, &from)?)))
            .find(|(_, ty)| !comparable(lower.env, ty, &pair.new.ty))
        else {
            continue;
        };
        let message =
            format!("a foreign key would join `{}` and `{}`", pair.new.ty.shown(), ty.shown());
        lower.report.push(
            Diagnostic::error(E0312, message)
                .at(lower.origin.span)
                .also(constraint.span, "the foreign key is made here")
                .help("drop it first, change both columns, and add it again"),
        );
        return None;
    }
    Some(())
}

/// A name for the new column that the table does not have yet, short enough anywhere.
fn free_name(table: &Table, name: &str) -> String {
    let taken = |wanted: &str| {
        table.columns.iter().any(|column| column.name.as_str().eq_ignore_ascii_case(wanted))
    };
    let mut end = name.len().min(LIMIT - 7);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let stem = name.get(..end).unwrap_or_default();
    let numbered = (2u32..1000).map(|n| format!("new{n}_{stem}"));
    std::iter::once(format!("new_{stem}"))
        .chain(numbered)
        .find(|wanted| !taken(wanted))
        .unwrap_or_else(|| format!("new_{stem}"))
}
