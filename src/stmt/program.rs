//! Statements on views, routines and triggers.

use super::{Fragment, Stmt};
use crate::sql::{Ident, ObjName};

/// CREATE VIEW.
#[derive(Clone, Debug)]
pub struct CreateView {
    /// The view.
    pub name: ObjName,
    /// OR REPLACE, or as the dialect says it.
    pub replace: bool,
    /// The names of its columns.
    pub columns: Vec<Ident>,
    /// The query.
    pub query: Fragment,
    /// WITH CHECK OPTION, with the word before these.
    pub check: Option<&'static str>,
}

/// CREATE MATERIALIZED VIEW.
#[derive(Clone, Debug)]
pub struct CreateMaterializedView {
    /// The view.
    pub name: ObjName,
    /// The names of its columns.
    pub columns: Vec<Ident>,
    /// The query.
    pub query: Fragment,
    /// True when it is filled later.
    pub unfilled: bool,
}

/// REFRESH MATERIALIZED VIEW.
#[derive(Clone, Debug)]
pub struct RefreshMaterializedView {
    /// The view.
    pub name: ObjName,
    /// CONCURRENTLY.
    pub concurrently: bool,
}

/// DROP VIEW or DROP MATERIALIZED VIEW.
#[derive(Clone, Debug)]
pub struct DropView {
    /// The view.
    pub name: ObjName,
    /// A materialized one.
    pub materialized: bool,
    /// IF EXISTS.
    pub if_exists: bool,
    /// IF EXISTS that must be said in a block.
    pub guarded: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// COMMENT ON VIEW or ON MATERIALIZED VIEW.
#[derive(Clone, Debug)]
pub struct CommentOnView {
    /// The view.
    pub name: ObjName,
    /// A materialized one.
    pub materialized: bool,
    /// The comment as a literal.
    pub comment: Fragment,
}

/// CREATE FUNCTION or CREATE PROCEDURE.
#[derive(Clone, Debug)]
pub struct CreateRoutine {
    /// A function rather than a procedure.
    pub function: bool,
    /// The routine.
    pub name: ObjName,
    /// OR REPLACE, or as the dialect says it.
    pub replace: bool,
    /// The arguments; empty where there are none.
    pub arguments: Fragment,
    /// RETURNS.
    pub returns: Option<Fragment>,
    /// LANGUAGE.
    pub language: Option<Fragment>,
    /// Further words.
    pub options: Option<Fragment>,
    /// The body.
    pub body: Fragment,
}

/// DROP FUNCTION or DROP PROCEDURE.
#[derive(Clone, Debug)]
pub struct DropRoutine {
    /// A function rather than a procedure.
    pub function: bool,
    /// The routine.
    pub name: ObjName,
    /// The types of its arguments, where they tell it from others.
    pub arguments: Option<Fragment>,
    /// IF EXISTS.
    pub if_exists: bool,
    /// IF EXISTS that must be said in a block.
    pub guarded: bool,
    /// CASCADE.
    pub cascade: bool,
}

/// CREATE TRIGGER.
#[derive(Clone, Debug)]
pub struct CreateTrigger {
    /// The trigger.
    pub name: ObjName,
    /// Its table or view.
    pub table: ObjName,
    /// BEFORE, AFTER or INSTEAD OF.
    pub timing: &'static str,
    /// The events, each with the columns of UPDATE OF.
    pub events: Vec<(&'static str, Vec<Ident>)>,
    /// FOR EACH ROW rather than STATEMENT.
    pub row: bool,
    /// WHEN.
    pub when: Option<Fragment>,
    /// EXECUTE FUNCTION.
    pub execute: Option<Fragment>,
    /// The statements, each ended.
    pub body: Option<Fragment>,
}

/// DROP TRIGGER.
#[derive(Clone, Debug)]
pub struct DropTrigger {
    /// The trigger.
    pub name: ObjName,
    /// Its table, where the statement names it.
    pub table: Option<ObjName>,
    /// IF EXISTS.
    pub if_exists: bool,
    /// IF EXISTS that must be said in a block.
    pub guarded: bool,
    /// CASCADE.
    pub cascade: bool,
}

impl CreateRoutine {
    /// FUNCTION or PROCEDURE.
    pub fn word(&self) -> &'static str {
        word(self.function)
    }
}

impl DropRoutine {
    /// FUNCTION or PROCEDURE.
    pub fn word(&self) -> &'static str {
        word(self.function)
    }
}

fn word(function: bool) -> &'static str {
    match function {
        true => "FUNCTION",
        false => "PROCEDURE",
    }
}

impl Stmt {
    /// True for a stored program and for a block: a statement that holds `;` and that some
    /// clients must be told the end of.
    pub fn is_program(&self) -> bool {
        match self {
            Stmt::Raw(raw) => raw.block,
            Stmt::CreateRoutine(_) | Stmt::CreateTrigger(_) => true,
            Stmt::DropView(drop) => drop.guarded,
            Stmt::DropRoutine(drop) => drop.guarded,
            Stmt::DropTrigger(drop) => drop.guarded,
            Stmt::RefreshMaterializedView(_) => true,
            _ => false,
        }
    }
}
