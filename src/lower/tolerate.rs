//! IF [NOT] EXISTS where the server has no such words: the statement goes into a block that
//! passes over the one error that they would have.
//!
//! In: a statement that may say them. Out: the same, or its block. Which error has which
//! number is the template's business.

use crate::env::Env;
use crate::stmt::{Stmt, Tolerated, Tolerating};

/// The statement, in its block where it needs one.
pub(super) fn wrapped(mut stmt: Stmt, env: &Env) -> Stmt {
    let Some(until) = env.dialect.if_exists_by_block_until else { return stmt };
    match take(&mut stmt, env.version < until) {
        Some(fault) => Tolerating { statement: Box::new(stmt), fault }.into(),
        None => stmt,
    }
}

/// Takes the words out of a statement that cannot say them; what they would have passed over.
fn take(stmt: &mut Stmt, old: bool) -> Option<Tolerated> {
    let (flag, fault) = match stmt {
        Stmt::CreateTable(s) if old => (&mut s.if_not_exists, Tolerated::NameTaken),
        Stmt::DropTable(s) if old => (&mut s.if_exists, Tolerated::NoTable),
        Stmt::CreateIndex(s) if old => (&mut s.if_not_exists, Tolerated::NameTaken),
        Stmt::DropIndex(s) if old => (&mut s.if_exists, Tolerated::NoIndex),
        Stmt::AddColumn(s) => (&mut s.if_not_exists, Tolerated::ColumnExists),
        Stmt::DropColumn(s) => (&mut s.if_exists, Tolerated::NoColumn),
        Stmt::DropConstraint(s) => (&mut s.if_exists, Tolerated::NoConstraint),
        _ => return None,
    };
    std::mem::take(flag).then_some(fault)
}
