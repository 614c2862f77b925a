//! What attaching a table to a partitioned one demands of it and gives to it.

use std::sync::Arc;

use crate::catalog::{
    Catalog, Column, Constraint, ConstraintKind, Index, IndexTarget, Partition, Table,
};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0302, E0303, E0401};
use crate::env::Env;
use crate::ops::Apply;
use crate::ops::columns::alter_column;
use crate::ops::columns::drop_column::{index_is_on, is_on};
use crate::source::Span;
use crate::sql::{Ident, ObjName, naming};

/// The bounds of a partition as a statement says them: `FOR VALUES …` or `DEFAULT`.
pub fn bounds(text: &str) -> String {
    let text = text.trim();
    let upper = text.to_ascii_uppercase();
    if upper == "DEFAULT" {
        return upper;
    }
    let words: Vec<&str> = upper.split_ascii_whitespace().take(2).collect();
    match words.as_slice() {
        ["FOR", "VALUES"] => text.to_owned(),
        _ => format!("FOR VALUES {text}"),
    }
}

/// Reports E0401 where tables are not attached to others.
pub fn check_dialect(cx: &mut Apply<'_>, span: Span) -> Option<()> {
    if cx.env.dialect.objects.attach_partition {
        return Some(());
    }
    let (title, name) = (cx.env.dialect.title, cx.env.dialect.name.as_str());
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no tables that are partitions of another"))
            .at(span)
            .help(format!("add `except: {name}`, or `only: postgres`, beside this operation")),
    )
}

/// The partitions of a table, sorted by name. Tables that are not partitioned are asked
/// without a look at the others.
pub fn of(catalog: &Catalog, table: &Table) -> Vec<Arc<Table>> {
    if !table.is_partitioned() && table.complete {
        return Vec::new();
    }
    let key = catalog.key(&table.name);
    let is = |t: &&Arc<Table>| t.partition.as_ref().is_some_and(|p| catalog.key(&p.parent) == key);
    let mut found: Vec<Arc<Table>> = catalog.tables().filter(is).cloned().collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Reports what keeps a table from being a partition of another
/// (<https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ATTACH-PARTITION>).
pub fn check_fits(cx: &mut Apply<'_>, parent: &Table, child: &Table, span: Span) -> Option<()> {
    if !parent.complete || !child.complete {
        return Some(());
    }
    let (above, below) = (parent.name.shown(), child.name.shown());
    for wanted in &parent.columns {
        let Some(column) = child.column(&wanted.name, |a, b| cx.env.same(a, b)) else {
            let diagnostic = Diagnostic::error(
                E0302,
                format!("the partition `{below}` has no column `{}`", wanted.name.as_str()),
            )
            .at(span)
            .also(wanted.span, format!("`{above}` has it"));
            return cx.fail(diagnostic.help("a partition has the columns of its table"));
        };
        check_column(cx, wanted, column, span)?;
    }
    let extra = |c: &&Column| parent.column(&c.name, |a, b| cx.env.same(a, b)).is_none();
    if let Some(column) = child.columns.iter().find(extra) {
        let diagnostic = Diagnostic::error(
            E0110,
            format!("the partition `{below}` has a column `{}` too many", column.name.as_str()),
        )
        .at(span)
        .also(column.span, format!("`{above}` has no such column"))
        .help("a partition has the columns of its table");
        return cx.fail(diagnostic);
    }
    for constraint in &parent.constraints {
        let ConstraintKind::Check(check) = &constraint.kind else { continue };
        let same = |c: &&Constraint| {
            c.name == constraint.name
                && matches!(&c.kind, ConstraintKind::Check(own) if
                    text(cx.env, &own.sql) == text(cx.env, &check.sql))
        };
        if !child.constraints.iter().any(|c| same(&c)) {
            let name = constraint.name.as_ref().map_or("its check", |name| name.as_str());
            let diagnostic = Diagnostic::error(
                E0303,
                format!("the partition `{below}` has not the check `{name}` of its table"),
            )
            .at(span)
            .also(constraint.span, "it is here")
            .help("add it to the partition first, under the same name");
            return cx.fail(diagnostic);
        }
    }
    Some(())
}

fn text(env: &Env, sql: &crate::sql::value::SqlExpr) -> String {
    sql.pick(env.dialect.name).map_or_else(String::new, |text| text.as_str().trim().to_owned())
}

fn check_column(cx: &mut Apply<'_>, wanted: &Column, own: &Column, span: Span) -> Option<()> {
    let name = own.name.as_str();
    let ty = |column: &Column| {
        cx.env.dialect.type_text(&column.ty.plain(), cx.env.version).unwrap_or_default()
    };
    let (theirs, mine) = (ty(wanted), ty(own));
    let fault = if theirs != mine {
        format!("the column `{name}` of the partition is {mine}, and {theirs} in its table")
    } else if !wanted.nullable && own.nullable {
        format!("the column `{name}` of the partition may be null, and may not in its table")
    } else {
        return Some(());
    };
    cx.fail(
        Diagnostic::error(E0110, fault)
            .at(span)
            .also(own.span, "of the partition")
            .also(wanted.span, "of the table")
            .help("change the partition's column with `alter_column` first"),
    )
}

/// The partition in its new place, with the keys and indexes that the server gives it
/// where it has none like those of its table.
pub fn attached(parent: &Table, child: &Table, bounds: String, catalog: &Catalog) -> Table {
    let mut new = child.clone();
    new.partition = Some(Partition { parent: parent.name.clone(), bounds });
    for constraint in &parent.constraints {
        let there = new.constraints.iter().any(|own| alike(own, constraint));
        let label = match &constraint.kind {
            ConstraintKind::PrimaryKey(_) => "pkey",
            ConstraintKind::Unique { .. } => "key",
            ConstraintKind::ForeignKey(_) => "fkey",
            ConstraintKind::Check(_) | ConstraintKind::Exclusion(_) => continue,
        };
        if !there {
            let name = match &constraint.kind {
                ConstraintKind::ForeignKey(_) => constraint.name.clone(),
                _ => Some(free_name(&new, constraint.columns(), label, catalog)),
            };
            new.constraints.push(Constraint { name, named: true, ..constraint.clone() });
        }
    }
    for index in &parent.indexes {
        if !new.indexes.iter().any(|own| is_like(own, index)) {
            let columns: Vec<Ident> = index
                .parts
                .iter()
                .map(|part| match &part.target {
                    IndexTarget::Column(name) => name.clone(),
                    IndexTarget::Expression(_) => Ident::from("expr"),
                })
                .collect();
            let name = free_name(&new, &columns, "idx", catalog);
            new.indexes.push(Index { name, ..index.clone() });
        }
    }
    new
}

/// Brings the partitions in line with what an operation has just done to their tables: the server
/// hands columns, constraints and indexes down.
pub fn follow(cx: &mut Apply<'_>) {
    if !cx.env.dialect.objects.attach_partition {
        return;
    }
    let mut changed = cx.catalog.tables_touched();
    while let Some(before) = changed.pop() {
        let Some(after) = cx.catalog.table(&before.name).cloned() else { continue };
        if !before.is_partitioned() || !before.complete || before == after {
            continue;
        }
        for child in of(cx.catalog, &after) {
            let new = handed_down(cx, &before, &after, &child);
            cx.catalog.put_table(new);
            changed.push(child); // It may have partitions of its own.
        }
    }
}

/// A partition after a change of its table.
fn handed_down(cx: &mut Apply<'_>, before: &Table, after: &Table, child: &Table) -> Table {
    let mut new = child.clone();
    let env = cx.env;
    let lacks = |table: &Table, column: &Column| {
        table.column(&column.name, |a, b| env.same(a, b)).is_none()
    };
    let gone: Vec<&Column> = before.columns.iter().filter(|c| lacks(after, c)).collect();
    let added: Vec<&Column> = after.columns.iter().filter(|c| lacks(before, c)).collect();
    let renamed = match (gone.as_slice(), added.as_slice()) {
        ([from], [to]) => Some((*from, *to)),
        _ => None,
    };
    if let Some((from, to)) = renamed {
        alter_column::rename(cx, &mut new, &from.name, &to.name);
    } else {
        for column in gone {
            new.columns.retain(|own| !env.same(&own.name, &column.name));
            new.constraints.retain(|own| !is_on(own, &column.name, env));
            new.indexes.retain(|own| !index_is_on(own, &column.name, env));
        }
        new.columns.extend(added.into_iter().map(|c| Column { comment: None, ..c.clone() }));
    }
    for column in &after.columns {
        let was = match renamed {
            Some((from, to)) if to.name == column.name => Some(from),
            _ => before.column(&column.name, |a, b| env.same(a, b)),
        };
        let own = new.columns.iter_mut().find(|own| env.same(&own.name, &column.name));
        if let (Some(was), Some(own)) = (was, own) {
            hand_down_column(was, column, own);
        }
    }
    if renamed.is_none() {
        hand_down_keys(before, after, &mut new);
    }
    attached(after, &new, bounds_of(child), cx.catalog)
}

fn bounds_of(child: &Table) -> String {
    child.partition.as_ref().map_or_else(String::new, |partition| partition.bounds.clone())
}

/// What ALTER COLUMN changes in the partitions, too.
fn hand_down_column(was: &Column, is: &Column, own: &mut Column) {
    if was.ty != is.ty {
        own.ty = is.ty.clone();
    }
    if was.collation != is.collation {
        own.collation.clone_from(&is.collation);
    }
    if was.nullable != is.nullable {
        own.nullable = is.nullable;
    }
    if was.default != is.default {
        own.default.clone_from(&is.default);
    }
    if was.computed != is.computed {
        own.computed.clone_from(&is.computed);
    }
}

/// Takes from a partition what went from its table, and gives it new checks, which keep their
/// names. New keys and indexes get names of their own, as when it is attached.
fn hand_down_keys(before: &Table, after: &Table, own: &mut Table) {
    for constraint in before.constraints.iter().filter(|c| !after.constraints.contains(c)) {
        let stays = after.constraints.iter().find(|c| alike(c, constraint));
        match (stays, &constraint.kind) {
            // Another name; that of a key is the partition's own.
            (Some(stays), ConstraintKind::Check(_)) => {
                let mine = own.constraints.iter_mut().find(|c| c.name == constraint.name);
                if let Some(mine) = mine {
                    mine.name.clone_from(&stays.name);
                }
            }
            (Some(_), _) => {}
            (None, ConstraintKind::Check(_)) => {
                own.constraints.retain(|c| c.name != constraint.name);
            }
            (None, _) => own.constraints.retain(|c| !alike(c, constraint)),
        }
    }
    for constraint in after.constraints.iter().filter(|c| !before.constraints.contains(c)) {
        let new = matches!(constraint.kind, ConstraintKind::Check(_))
            && !own.constraints.iter().any(|c| c.name == constraint.name);
        if new {
            own.constraints.push(constraint.clone());
        }
    }
    for index in &before.indexes {
        if !after.indexes.iter().any(|other| is_like(other, index)) {
            own.indexes.retain(|other| !is_like(other, index));
        }
    }
}

/// The name that the server gives to a key or index of a partition.
fn free_name(table: &Table, columns: &[Ident], label: &str, catalog: &Catalog) -> Ident {
    let columns: Vec<&str> = match label {
        "pkey" => Vec::new(),
        _ => columns.iter().map(Ident::as_str).collect(),
    };
    naming::automatic(&table.name.name, &columns.join("_"), label, |name| {
        let full: ObjName = table.sibling(name);
        table.constraints.iter().any(|c| c.name.as_ref() == Some(name))
            || table.indexes.iter().any(|index| index.name == *name)
            || catalog.table(&full).is_some()
            || catalog.table_of_index(&full).is_some()
    })
}

/// True when one can stand for the other, whatever they are called.
fn alike(own: &Constraint, wanted: &Constraint) -> bool {
    match (&own.kind, &wanted.kind) {
        (ConstraintKind::ForeignKey(a), ConstraintKind::ForeignKey(b)) => {
            a == b && own.deferral == wanted.deferral
        }
        (a, b) => a == b && own.deferral == wanted.deferral,
    }
}

fn is_like(own: &Index, wanted: &Index) -> bool {
    own.parts == wanted.parts
        && own.unique == wanted.unique
        && own.condition == wanted.condition
        && own.method == wanted.method
        && own.include == wanted.include
        && own.nulls_not_distinct == wanted.nulls_not_distinct
}
