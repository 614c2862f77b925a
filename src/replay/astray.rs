//! What operations would have made, had they found their table.
//!
//! In: an operation that failed, and what it reported. Out: the report without what only follows from
//! an earlier failure: an operation on a table that does not exist was meant for another one, and what it
//! would have made there is not missed a second time.

use rustc_hash::FxHashSet;

use crate::diag::codes::{E0301, E0302, E0303, E0310};
use crate::diag::{Part, Report};
use crate::ops::Op;
use crate::source::Spanned;
use crate::sql::Ident;

/// The names of columns, indexes and constraints that were to be made on tables that do not exist.
#[derive(Default)]
pub(super) struct Astray(FxHashSet<String>);

impl Astray {
    /// Takes note of what an operation that failed would have made; takes out of the report, behind the
    /// first `earlier`, what is missing for that reason.
    pub(super) fn follow(&mut self, op: &Op, report: &mut Report, earlier: usize) {
        if !self.0.is_empty() {
            let follows = |fault: &crate::diag::Diagnostic| {
                let part = fault.missing.as_ref().filter(|missing| missing.what != Part::Table);
                [E0302, E0303, E0310].contains(&fault.code)
                    && part.is_some_and(|missing| self.0.contains(&missing.name.to_lowercase()))
            };
            report.retain_from(earlier, |fault| !follows(fault));
        }
        let no_table = report.iter().skip(earlier).any(|fault| fault.code == E0301);
        let follows = report.len() == earlier;
        if no_table || follows {
            made(op, &mut |name| self.0.extend([name.as_str().to_lowercase()]));
        }
    }
}

/// The names that an operation on a table gives.
fn made(op: &Op, each: &mut dyn FnMut(&Ident)) {
    let mut some = |name: &Option<Spanned<Ident>>| name.iter().for_each(|name| each(name));
    match op {
        Op::AddColumn(op) => each(&op.column.name),
        Op::AlterColumn(op) => some(&op.new_name),
        Op::CreateIndex(op) => some(&op.name),
        Op::RenameIndex(op) => each(&op.to),
        Op::CreatePrimaryKey(op) => some(&op.name),
        Op::CreateUniqueConstraint(op) => some(&op.name),
        Op::CreateForeignKey(op) => some(&op.name),
        Op::CreateCheckConstraint(op) => some(&op.name),
        Op::CreateExcludeConstraint(op) => some(&op.name),
        Op::RenameConstraint(op) => each(&op.to),
        Op::AlterTable(batch) => batch.operations.iter().for_each(|inner| made(&inner.op, each)),
        _ => {}
    }
}
