//! What some dialects ask of keys: lengths that a server can keep, a key that begins with a
//! column which numbers itself, and a key that every foreign key can use.
//!
//! In: a table as it would be. Out: a diagnostic where the server would refuse it.

use super::Apply;
use crate::catalog::{Column, Constraint, ConstraintKind, Index, IndexTarget, Table};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0314, E0401, E0407};
use crate::dialect::{Autoincrement, ForeignKeys, storage};
use crate::source::Span;
use crate::sql::Ident;

/// A column in a key, and how much of it.
type Part<'a> = (&'a Ident, Option<u32>);

/// Checks the length of a primary key or unique constraint.
///
/// Reports E0407 for a column that is kept outside of its row, E0401 for a key too long.
pub fn check_constraint(cx: &mut Apply<'_>, table: &Table, constraint: &Constraint) -> Option<()> {
    let (columns, unique) = match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => (columns, false),
        ConstraintKind::Unique { columns, .. } => (columns, true),
        _ => return Some(()),
    };
    let parts: Vec<Part<'_>> = columns.iter().map(|column| (column, None)).collect();
    let help = "a key holds whole columns: use `create_index` with `unique: true` and `{column: …, length: 191}`, or `varchar(n)`";
    check_parts(cx, table, &parts, unique, help, constraint.span)
}

/// Checks the length of an index.
///
/// Reports what [`check_constraint`] reports.
pub fn check_index(cx: &mut Apply<'_>, table: &Table, index: &Index) -> Option<()> {
    let own = |method: &str| {
        method.eq_ignore_ascii_case("fulltext")
            || method.eq_ignore_ascii_case("spatial")
            || method.ends_with("COLUMNSTORE")
    };
    if index.method.as_deref().is_some_and(own) {
        return Some(());
    }
    let parts: Vec<Part<'_>> = index
        .parts
        .iter()
        .filter_map(|part| match &part.target {
            IndexTarget::Column(name) => Some((name, part.length)),
            IndexTarget::Expression(_) => None,
        })
        .collect();
    let help = "say how much of it is indexed: `{column: …, length: 191}`";
    check_parts(cx, table, &parts, index.unique, help, index.span)
}

fn check_parts(
    cx: &mut Apply<'_>,
    table: &Table,
    parts: &[Part<'_>],
    unique: bool,
    help: &str,
    span: Span,
) -> Option<()> {
    let Some(limits) = cx.env.dialect.key_lengths else { return Some(()) };
    if unique && limits.long_unique || other_engine(table) {
        return Some(());
    }
    let title = cx.env.dialect.title;
    let mut total = 0;
    for (name, length) in parts {
        let Some(column) = table.column(name, |a, b| cx.env.same(a, b)) else { continue };
        let Ok(text) = cx.env.dialect.type_text(&column.ty, cx.env.version) else { continue };
        let storage = storage::of(&text);
        if storage.large && length.is_none() {
            let message = format!(
                "{title} indexes only the beginning of `{}`, which is `{}`",
                name.as_str(),
                column.ty.shown()
            );
            return cx.fail(Diagnostic::error(E0407, message).at(span).help(help));
        }
        let unit = if storage.characters { bytes_a_character(cx, table, column) } else { 1 };
        total += length.or(storage.bytes).unwrap_or(0).saturating_mul(unit);
    }
    if total <= limits.bytes {
        return Some(());
    }
    let message = format!("this key takes {total} bytes; {title} has at most {}", limits.bytes);
    cx.fail(
        Diagnostic::error(E0401, message)
            .at(span)
            .help("shorten the columns, or index a part of them: `{column: …, length: 191}`")
            .help("if the text takes fewer bytes a character, say so with `collation:` or `options: {mysql: {charset: …}}`"),
    )
}

/// True for a table of another storage engine, whose limits are not known here.
fn other_engine(table: &Table) -> bool {
    let engine = option(table, "ENGINE=");
    engine.is_some_and(|engine| !engine.eq_ignore_ascii_case("innodb"))
}

fn option<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.options.after.iter().find_map(|clause| clause.strip_prefix(key))
}

/// As the collation of the column or the table says, else as the server's version has it.
fn bytes_a_character(cx: &Apply<'_>, table: &Table, column: &Column) -> u32 {
    let said = [
        column.collation.as_ref().map(Ident::as_str),
        option(table, "COLLATE="),
        option(table, "DEFAULT CHARSET="),
    ];
    let known =
        said.into_iter().flatten().next().map(|set| storage::bytes_a_character(set).unwrap_or(1));
    let wide = cx.env.dialect.key_lengths.is_some_and(|limits| cx.env.version >= limits.wide_since);
    known.unwrap_or(if wide { 4 } else { 1 })
}

/// Checks that only one column numbers itself, and that a key begins with it where the dialect
/// asks for that.
///
/// Reports E0401 where that is not so.
pub fn check_numbering(cx: &mut Apply<'_>, table: &Table, span: Span) -> Option<()> {
    let (one, leads_key) = match cx.env.dialect.autoincrement {
        Autoincrement::Identity => (false, false),
        // <https://learn.microsoft.com/en-us/sql/t-sql/statements/create-table-transact-sql-identity-property>
        // and ORA-30669.
        Autoincrement::FixedIdentity | Autoincrement::KeptIdentity => (true, false),
        Autoincrement::Word => (true, true),
        // What is no key of its own there is a plain column.
        Autoincrement::RowId => (false, false),
    };
    if !one || !table.complete {
        return Some(());
    }
    let title = cx.env.dialect.title;
    let numbers: Vec<&Column> = table.columns.iter().filter(|c| c.identity.is_some()).collect();
    if let [first, second, ..] = numbers.as_slice() {
        return cx.fail(
            Diagnostic::error(E0401, format!("{title} numbers one column of a table"))
                .at(second.span)
                .also(first.span, "this column numbers itself already"),
        );
    }
    let Some(column) = numbers.first().filter(|_| leads_key) else { return Some(()) };
    if table.has_key_on(std::slice::from_ref(&column.name), |a, b| cx.env.same(a, b)) {
        return Some(());
    }
    let name = column.name.as_str();
    cx.fail(
        Diagnostic::error(
            E0401,
            format!("{title} numbers a column only where a key begins with it, and none does with `{name}`"),
        )
        .at(span)
        .help(format!("make it the primary key, or add `unique: true` or `index: true` to `{name}`"))
        .help("where a key is dropped: take the numbering off first, with `alter_column` and `autoincrement: false`"),
    )
}

/// Checks that no foreign key loses the last key that it can use: its own table's, or that of
/// the table which it refers to.
///
/// Reports E0314 with the foreign keys that would.
pub fn check_foreign_keys(cx: &mut Apply<'_>, old: &Table, new: &Table, span: Span) -> Option<()> {
    if cx.env.dialect.foreign_keys != ForeignKeys::SameAndIndexed || !old.complete {
        return Some(());
    }
    let env = cx.env;
    let same = |a: &Ident, b: &Ident| env.same(a, b);
    let mut uses: Vec<(Span, String)> = old
        .robbed(new, same)
        .into_iter()
        .map(|c| (c.span, "this foreign key needs an index on its columns".to_owned()))
        .collect();
    for other in cx.catalog.referencing(&old.name).into_iter().filter(|t| t.name != old.name) {
        for (constraint, fk) in other.foreign_keys().filter(|(_, fk)| fk.table == old.name) {
            let columns = &fk.target_columns;
            if !columns.is_empty()
                && old.has_key_on(columns, same)
                && !new.has_key_on(columns, same)
            {
                let text =
                    format!("`{}` refers to its columns with this foreign key", other.name.shown());
                uses.push((constraint.span, text));
            }
        }
    }
    if uses.is_empty() {
        return Some(());
    }
    let message =
        format!("a foreign key needs the last index of `{}` on its columns", old.name.shown());
    let mut diagnostic = Diagnostic::error(E0314, message).at(span);
    for (span, text) in uses {
        diagnostic = diagnostic.also(span, text);
    }
    cx.fail(diagnostic.help("drop the foreign key first, or create another index on its columns"))
}
