//! Facts about views, routines and triggers, in the same spirit as the rest of [`Dialect`](super::Dialect):
//! every field is answered by every dialect.

use super::Version;
use crate::catalog::Timing;

/// What a dialect knows of views, routines and triggers.
#[derive(Debug)]
pub struct Programs {
    /// How a view gets another query.
    pub replace_view: Replace,
    /// How a routine gets another body.
    pub replace_routine: Replace,
    /// The forms of WITH CHECK OPTION.
    pub check_option: CheckOptions,
    /// Materialized views.
    pub materialized: Materialized,
    /// What a server does with views when what they read changes.
    pub readers: Readers,
    /// Functions and procedures.
    pub routines: Routines,
    /// The languages that a routine may be written in; none: any.
    pub languages: Option<&'static [&'static str]>,
    /// True where functions of one name may differ in their arguments.
    pub overloads: bool,
    /// Triggers.
    pub triggers: Triggers,
    /// DROP … IF EXISTS of these objects exists since; a block looks before that.
    pub if_exists_since: Version,
    /// A line that ends a stored program for its client and so cannot stand inside one.
    pub ends_at_line: Option<&'static str>,
    /// The schema that names without one mean, where nobody configured another.
    pub default_schema: Option<&'static str>,
    /// Relations that are there without being made: names, schemas with a point, and beginnings
    /// with a star.
    pub own_relations: &'static [&'static str],
}

/// How an object gets another definition under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    /// CREATE OR REPLACE.
    OrReplace,
    /// CREATE OR REPLACE, which can only add: columns at the end of a view, a body to the same
    /// arguments and result.
    OrReplaceAdding,
    /// CREATE OR ALTER.
    OrAlter,
    /// DROP and CREATE.
    DropAndCreate,
}

/// The forms of WITH CHECK OPTION.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOptions {
    /// None.
    None,
    /// One.
    Plain,
    /// LOCAL and CASCADED.
    LocalAndCascaded,
}

/// Materialized views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Materialized {
    /// None.
    None,
    /// Refreshed by a statement, with CONCURRENTLY too.
    Concurrently,
    /// Refreshed by a procedure of the server.
    ByProcedure,
}

/// What a server does with a view when what it reads changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// It holds on to the columns that it reads: they keep their types, names follow.
    Bound,
    /// Names follow, in the view's text as well.
    TextFollows,
    /// The view goes by the names in its text, and so must be written anew with new ones.
    ByName,
    /// The same; those that are bound to their schema let nothing change.
    ByNameOrSchemaBound,
}

/// Functions and procedures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routines {
    /// None.
    None,
    /// The body is a text literal.
    Quoted,
    /// The body is one statement.
    Statement,
    /// The body is a block with declarations before its BEGIN.
    Block,
}

/// Triggers.
#[derive(Clone, Copy, Debug)]
pub struct Triggers {
    /// True where two tables may have triggers of one name, and DROP TRIGGER names the table.
    pub per_table: bool,
    /// When they may run.
    pub timings: &'static [Timing],
    /// True where INSTEAD OF is for views only.
    pub instead_of_views_only: bool,
    /// True where a view may have only INSTEAD OF triggers or none at all; statements apart.
    pub rows_of_tables_only: bool,
    /// One trigger may have several events since.
    pub several_events: Option<Version>,
    /// UPDATE OF names columns since.
    pub update_of: Option<Version>,
    /// TRUNCATE is an event.
    pub truncate: bool,
    /// FOR EACH ROW exists.
    pub for_each_row: bool,
    /// FOR EACH STATEMENT exists.
    pub for_each_statement: bool,
    /// WHEN exists.
    pub when: bool,
    /// True where a trigger runs a function rather than statements of its own.
    pub run_function: bool,
}

/// A version that all have.
pub const ALWAYS: Version = Version(0, 0, 0);
