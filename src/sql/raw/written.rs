//! What a statement on rows writes: the table, and the columns that it names for that.
//!
//! In: a parsed statement. Out: names as written. What else the statement speaks of is `spoken`'s
//! business.

use sqlparser::ast::{
    Assignment, AssignmentTarget, ConflictTarget, Insert, Merge, MergeAction, MergeUpdateKind,
    OnConflict, OnConflictAction, OnInsert, Statement, TableFactor, TableObject, TableWithJoins,
    Truncate,
};

use super::effect::{NamePart, NamePath};
use super::parse::part;
use super::spoken::{named_table, path_of};

/// What a statement writes.
#[derive(Default)]
pub(super) struct Written {
    /// The one table whose rows it writes.
    pub table: Option<NamePath>,
    /// The columns that it names for that.
    pub columns: Vec<NamePath>,
    /// Tables that no FROM names.
    pub named: Vec<(NamePath, NamePart)>,
}

/// What a statement on rows writes, a query nothing; none for any other statement.
pub(super) fn of(statement: &Statement) -> Option<Written> {
    let none = Vec::new();
    Some(match statement {
        Statement::Query(_) | Statement::Delete(_) | Statement::CreateView(_) => Written::default(),
        Statement::Insert(insert) => {
            Written { table: inserted(insert), columns: insert_columns(insert), named: none }
        }
        Statement::Update(update) => Written {
            table: updated(&update.table),
            columns: assigned(&update.assignments).collect(),
            named: none,
        },
        Statement::Merge(merge) => Written {
            table: named_table(&merge.table).map(|(path, _)| path),
            columns: merge_columns(merge),
            named: none,
        },
        Statement::Truncate(truncate) => {
            Written { table: None, columns: Vec::new(), named: truncated(truncate).collect() }
        }
        _ => return None,
    })
}

/// The table that INSERT writes with the names that its rows go by.
pub(super) fn insert_sources(insert: &Insert) -> Vec<(NamePath, NamePart)> {
    let Some(path) = inserted(insert) else { return Vec::new() };
    let alias = insert.table_alias.as_ref().map(|alias| part(&alias.alias));
    let own = alias.or_else(|| path.last().cloned());
    // The row that was to be inserted: https://www.postgresql.org/docs/current/sql-insert.html
    let excluded = match &insert.on {
        Some(OnInsert::OnConflict(_)) => {
            Some(NamePart { text: "excluded".to_owned(), quoted: false })
        }
        _ => None,
    };
    own.into_iter().chain(excluded).map(|own| (path.clone(), own)).collect()
}

fn inserted(insert: &Insert) -> Option<NamePath> {
    match &insert.table {
        TableObject::TableName(name) => path_of(name),
        _ => None,
    }
}

fn insert_columns(insert: &Insert) -> Vec<NamePath> {
    let mut columns: Vec<NamePath> = insert.columns.iter().filter_map(path_of).collect();
    columns.extend(assigned(&insert.assignments));
    match &insert.on {
        Some(OnInsert::DuplicateKeyUpdate(assignments)) => columns.extend(assigned(assignments)),
        Some(OnInsert::OnConflict(OnConflict { conflict_target, action })) => {
            if let Some(ConflictTarget::Columns(names)) = conflict_target {
                columns.extend(names.iter().map(|name| vec![part(name)]));
            }
            if let OnConflictAction::DoUpdate(update) = action {
                columns.extend(assigned(&update.assignments));
            }
        }
        _ => {}
    }
    columns
}

fn updated(table: &TableWithJoins) -> Option<NamePath> {
    match &table.relation {
        TableFactor::Table { name, args: None, .. } if table.joins.is_empty() => path_of(name),
        _ => None,
    }
}

fn merge_columns(merge: &Merge) -> Vec<NamePath> {
    let mut columns = Vec::new();
    for clause in &merge.clauses {
        match &clause.action {
            MergeAction::Insert(insert) => {
                columns.extend(insert.columns.iter().filter_map(path_of));
            }
            MergeAction::Update(update) => {
                if let MergeUpdateKind::Set(assignments) = &update.kind {
                    columns.extend(assigned(assignments));
                }
            }
            MergeAction::Delete { .. } | MergeAction::DoNothing { .. } => {}
        }
    }
    columns
}

fn truncated(truncate: &Truncate) -> impl Iterator<Item = (NamePath, NamePart)> {
    let names = truncate.table_names.iter().filter_map(|target| path_of(&target.name));
    names.filter_map(|path| Some((path.clone(), path.last().cloned()?)))
}

fn assigned(assignments: &[Assignment]) -> impl Iterator<Item = NamePath> {
    assignments.iter().flat_map(|assignment| match &assignment.target {
        AssignmentTarget::ColumnName(name) => path_of(name).into_iter().collect(),
        AssignmentTarget::Tuple(names) => names.iter().filter_map(path_of).collect::<Vec<_>>(),
    })
}
