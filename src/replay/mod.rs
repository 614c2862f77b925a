//! Walks a plan over one live catalog, operation by operation.
//!
//! In: the revisions and what is to run. Out: for each revision that runs, its
//! lowered statements; in the report, everything that is wrong at the point where it
//! is wrong. A failed operation is taken back, and what it would have made or
//! changed is not questioned later on.

pub mod base;
mod astray;
mod derive;

use crate::catalog::{Catalog, Table};
use crate::diag::codes::{E0332, E0401, E0406};
use crate::diag::{Diagnostic, Report};
use crate::env::Env;
use crate::graph::{Direction, Plan};
use crate::lower::{Lower, Lowered, Origin, Output};
use crate::ops::shape::column::ColumnDef;
use crate::ops::tables::partitions;
use crate::ops::{Apply, Entry, Op, find_constraint};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt;
use crate::syntax::{Downgrade, Revision};
use astray::Astray;
use derive::WayBack;

/// A revision whose operations are known.
pub type Rev = Revision<Entry>;

/// What a walk came to.
#[derive(Debug)]
pub struct Outcome {
    /// The schema at the end.
    pub catalog: Catalog,
    /// True when a table was rebuilt on the way.
    pub rebuilt: bool,
}

/// Takes the statements of each step, in order.
pub type Each<'a> = &'a mut dyn FnMut(Vec<Lowered>);

/// Walks a plan. `base` is the schema before the first revision; `each` is called once
/// for each step, so that no more than one step's statements need be kept.
pub fn run(
    base: Catalog,
    revisions: &[Rev],
    plan: &Plan,
    env: &Env,
    report: &mut Report,
    each: Each<'_>,
) -> Outcome {
    let mut walk = Walk::new(base, env);
    if report.has_errors() {
        walk.report.doubt();
    }
    match plan.direction {
        Direction::Upgrade => walk.plan_up(revisions, plan, each),
        Direction::Downgrade => walk.plan_down(revisions, plan, each),
    }
    report.absorb(walk.report);
    Outcome { catalog: walk.catalog, rebuilt: walk.output.rebuilt }
}

/// A schema on its way through revisions.
pub struct Walk<'a> {
    /// The schema at this point.
    pub catalog: Catalog,
    /// What was found wrong since it was last taken out.
    pub report: Report,
    /// The operations that failed or could not be read, since it was last cleared.
    pub failed: Vec<Span>,
    env: &'a Env,
    astray: Astray,
    output: Output,
    /// Where in the journal each operation began, where the journal is kept.
    trail: Vec<(usize, Span)>,
}

impl<'a> Walk<'a> {
    /// Begins at a schema.
    pub fn new(base: Catalog, env: &'a Env) -> Self {
        Walk {
            catalog: base,
            report: Report::default(),
            failed: Vec::new(),
            env,
            astray: Astray::default(),
            output: Output::default(),
            trail: Vec::new(),
        }
    }

    /// Runs a revision without writing anything.
    pub fn apply(&mut self, revision: &Rev) {
        for entry in &revision.upgrade {
            self.entry(entry, false);
        }
    }

    /// The same; after each operation, `each` sees the schema, where in the journal the
    /// operation began, and its place. The journal has to be kept.
    pub fn each_operation(
        &mut self,
        revision: &Rev,
        each: &mut dyn FnMut(&Catalog, usize, &Spanned<Entry>),
    ) {
        let dialect = self.env.dialect.name;
        for entry in revision.upgrade.iter().filter(|entry| entry.is_for(dialect)) {
            let inner = match &entry.op {
                Op::AlterTable(batch) => batch.operations.as_slice(),
                _ => std::slice::from_ref(entry),
            };
            for entry in inner {
                let mark = self.catalog.mark();
                self.entry(entry, false);
                each(&self.catalog, mark, entry);
            }
        }
    }

    /// Runs a revision without writing anything; after each operation, those of a batch one by one,
    /// `each` sees the schema, where in the journal the operation began, and its place. The journal has
    /// to be kept.
    pub fn apply_each(&mut self, revision: &Rev, each: &mut dyn FnMut(&Catalog, usize, Span)) {
        let dialect = self.env.dialect.name;
        for entry in revision.upgrade.iter().filter(|entry| entry.is_for(dialect)) {
            let mark = self.catalog.mark();
            let begun = self.begin(entry, false);
            match &entry.op {
                Op::AlterTable(batch) if begun => {
                    for inner in batch.operations.iter().filter(|inner| inner.is_for(dialect)) {
                        let mark = self.catalog.mark();
                        self.begin(inner, false);
                        each(&self.catalog, mark, inner.span);
                    }
                }
                _ => each(&self.catalog, mark, entry.span),
            }
        }
    }

    /// Runs a revision; gives its statements.
    pub fn up(&mut self, revision: &Rev) -> Vec<Lowered> {
        self.lower_all(revision, &revision.upgrade, None)
    }

    /// Runs a revision; gives its statements, and the operations that take it back.
    ///
    /// Reports E0330 for an operation that cannot be undone.
    pub fn up_and_back(&mut self, revision: &Rev) -> (Vec<Lowered>, Vec<Spanned<Entry>>) {
        let mut way_back = WayBack::default();
        let statements = self.lower_all(revision, &revision.upgrade, Some(&mut way_back));
        (statements, way_back.entries())
    }

    /// Runs the operations that take a revision back; gives their statements.
    pub fn down(&mut self, revision: &Rev, way_back: &[Spanned<Entry>]) -> Vec<Lowered> {
        self.lower_all(revision, way_back, None)
    }

    /// Runs one operation; gives its statements.
    pub fn one(&mut self, entry: &Spanned<Entry>) -> Vec<Lowered> {
        self.entry(entry, true);
        self.lower(entry.span, entry.op.key(), |lower| lower.flush());
        self.output.take()
    }

    /// True when a table was rebuilt on the way.
    pub fn rebuilt(&self) -> bool {
        self.output.rebuilt
    }

    /// The operation that wrote at this place of the journal.
    pub fn operation_at(&self, place: usize) -> Option<Span> {
        let behind = self.trail.partition_point(|(begin, _)| *begin <= place);
        self.trail.get(behind.checked_sub(1)?).map(|(_, span)| *span)
    }

    /// Gives up the way back.
    pub fn forget(&mut self) {
        self.catalog.forget();
        self.trail.clear();
    }

    /// Takes back everything since a mark.
    pub fn rewind(&mut self, mark: usize) {
        self.catalog.rewind(mark);
        self.trail.retain(|(begin, _)| *begin < mark);
    }

    fn plan_up(&mut self, revisions: &[Rev], plan: &Plan, each: Each<'_>) {
        for revision in plan.before.iter().filter_map(|r| revisions.get(r.index())) {
            self.apply(revision);
        }
        for step in &plan.steps {
            let Some(revision) = revisions.get(step.revision.index()) else { continue };
            each(self.up(revision));
        }
    }

    fn plan_down(&mut self, revisions: &[Rev], plan: &Plan, each: Each<'_>) {
        let mut wanted = vec![false; revisions.len()];
        for step in &plan.steps {
            if let Some(flag) = wanted.get_mut(step.revision.index()) {
                *flag = true;
            }
        }
        let mut derived: Vec<Option<Vec<Spanned<Entry>>>> = vec![None; revisions.len()];
        for index in plan.before.iter().map(|r| r.index()) {
            let Some(revision) = revisions.get(index) else { continue };
            let derives =
                wanted.get(index) == Some(&true) && matches!(revision.downgrade, Downgrade::Auto);
            if derives {
                let way_back = self.derive(revision);
                if let Some(slot) = derived.get_mut(index) {
                    *slot = Some(way_back);
                }
            } else {
                self.apply(revision);
            }
        }
        for step in &plan.steps {
            let index = step.revision.index();
            let Some(revision) = revisions.get(index) else { continue };
            let own = derived.get_mut(index).and_then(Option::take);
            let statements = match (&revision.downgrade, own) {
                (Downgrade::Operations(entries), _) => self.down(revision, entries),
                (Downgrade::Auto, Some(entries)) => self.down(revision, &entries),
                (Downgrade::Auto, None) => Vec::new(),
                (Downgrade::Irreversible(reason), _) => {
                    let id = &revision.header.revision;
                    self.report.push(
                        Diagnostic::error(
                            E0332,
                            format!(
                                "the revision `{}` is irreversible: {}",
                                id.value, reason.value
                            ),
                        )
                        .at(reason.span)
                        .help("end the range above it, or restore the database from a backup"),
                    );
                    Vec::new()
                }
            };
            each(statements);
        }
    }

    /// All statements of a revision.
    fn lower_all(
        &mut self,
        revision: &Rev,
        entries: &[Spanned<Entry>],
        mut way_back: Option<&mut WayBack>,
    ) -> Vec<Lowered> {
        let role = revision.header.role.as_ref();
        let no_role = role.and_then(|role| self.role(role));
        for entry in entries {
            self.output.note(None);
            match &mut way_back {
                Some(way_back) => self.derive_entry(entry, way_back, true),
                None => {
                    self.entry(entry, true);
                }
            }
        }
        self.lower(revision.header.revision.span, "", |lower| lower.flush());
        if role.is_some() && self.can_set_role() {
            self.lower(revision.header.revision.span, "role", |lower| {
                lower.push(stmt::ResetRole {})
            });
        }
        let mut statements = self.output.take();
        if let (Some(no_role), Some(first)) = (no_role, statements.first_mut()) {
            let own = first.note.take().map(|own| format!("\n{own}")).unwrap_or_default();
            first.note = Some(no_role + &own);
        }
        if !revision.header.transactional {
            statements.iter_mut().for_each(|lowered| lowered.outside = true);
        }
        statements
    }

    /// SET ROLE for a whole revision. Where there are no roles at all, there is
    /// nothing to take, and the comment that says so is given back.
    fn role(&mut self, role: &Spanned<crate::sql::Ident>) -> Option<String> {
        if self.can_set_role() {
            let name = role.value.clone();
            self.lower(role.span, "role", |lower| lower.push(stmt::SetRole { name }));
        } else if self.env.dialect.has_roles {
            let title = self.env.dialect.title;
            let (code, what) = match self.env.dialect.objects.set_role_since {
                Some(_) => (E0406, format!("{title} {}", self.env.version)),
                None => (E0401, title.to_owned()),
            };
            self.report.push(
                Diagnostic::error(code, format!("{what} has no SET ROLE")).at(role.span).help(
                    "run this revision's script as a login that has the role, and leave `role` out",
                ),
            );
        } else {
            let note = format!("role {}: {} has no roles", role.as_str(), self.env.dialect.title);
            self.output.preamble(note);
        }
        None
    }

    /// True where this version knows SET ROLE.
    fn can_set_role(&self) -> bool {
        let since = self.env.dialect.objects.set_role_since;
        since.is_some_and(|since| self.env.version >= since)
    }

    /// One entry of an operation list; lowered only where it is asked for. False when it
    /// failed, or is not for this dialect.
    fn entry(&mut self, entry: &Spanned<Entry>, lower: bool) -> bool {
        if !entry.is_for(self.env.dialect.name) || !self.begin(entry, lower) {
            return false;
        }
        if let Op::AlterTable(batch) = &entry.op {
            for inner in &batch.operations {
                self.entry(inner, lower);
            }
            self.end_batch(entry, lower);
        }
        true
    }

    /// Applies an operation, and lowers it; false when it failed. What is inside a batch is
    /// not looked at.
    fn begin(&mut self, entry: &Spanned<Entry>, lower: bool) -> bool {
        self.catalog.commit();
        if self.catalog.keeps_journal() {
            self.trail.push((self.catalog.mark(), entry.span));
        }
        let operation = entry.op.operation();
        let earlier = self.report.len();
        let mut cx = Apply {
            catalog: &mut self.catalog,
            env: self.env,
            report: &mut self.report,
            span: entry.span,
        };
        let done = operation.apply(&mut cx);
        if done.is_some() {
            partitions::follow(&mut cx);
        }
        if done.is_none() || matches!(entry.op, Op::Broken(_)) {
            self.failed.push(entry.span);
        }
        if done.is_none() {
            self.astray.follow(&entry.op, &mut self.report, earlier);
            self.catalog.roll_back();
            self.distrust(&entry.op, entry.span);
            return false;
        }
        if lower {
            if entry.note.is_some() {
                self.output.note(entry.note.clone()); // A batch's own note stays for its first statement.
            }
            self.lower(entry.span, entry.op.key(), |lower| operation.lower(lower));
        }
        true
    }

    fn end_batch(&mut self, entry: &Spanned<Entry>, lower: bool) {
        if lower {
            self.lower(entry.span, entry.op.key(), |lower| lower.end_batch());
        }
    }

    /// What a failed operation would have written is taken on trust from here on: the
    /// names that it gives or takes away where that is all, else its tables.
    fn distrust(&mut self, op: &Op, span: Span) {
        let touches = op.operation().touches(self.env);
        let (names, columns) = (doubtful_names(op), doubtful_columns(op));
        let mut cx =
            Apply { catalog: &mut self.catalog, env: self.env, report: &mut self.report, span };
        for object in &touches.writes {
            match &names {
                // A table of the same name is another thing.
                None if is_of_a_program(op) => cx.catalog.make_opaque(object),
                None if columns.is_some() => {
                    cx.distrust_columns(object, columns.as_deref().unwrap_or_default());
                }
                Some(names) if cx.catalog.table(object).is_some_and(|t| !holds(op, t, cx.env)) => {
                    names
                        .iter()
                        .for_each(|name| cx.catalog.make_opaque(&object_beside(object, name)));
                }
                _ => cx.distrust_object(object),
            }
            if matches!(op, Op::DropTable(_) | Op::RenameTable(_)) {
                cx.distrust_presence(object);
            }
        }
    }

    fn lower(&mut self, span: Span, key: &'static str, push: impl FnOnce(&mut Lower<'_>)) {
        push(&mut Lower {
            catalog: &self.catalog,
            env: self.env,
            report: &mut self.report,
            origin: Origin { operation: key, span },
            output: &mut self.output,
        });
    }
}

fn object_beside(table: &ObjName, name: &Ident) -> ObjName {
    ObjName::new(table.schema.clone(), name.clone())
}

/// The names that alone are in doubt when an operation on a table fails; none when all
/// of the table is.
pub(super) fn doubtful_names(op: &Op) -> Option<Vec<Ident>> {
    let one = |name: &Option<Spanned<Ident>>| name.as_ref().map(|name| vec![name.value.clone()]);
    match op {
        Op::BulkInsert(_) | Op::Update(_) | Op::Delete(_) => Some(Vec::new()),
        Op::CreateIndex(op) if !op.unique => one(&op.name),
        Op::DropIndex(op) => Some(vec![op.name.value.clone()]),
        Op::RenameIndex(op) => Some(vec![op.from.value.clone(), op.to.value.clone()]),
        Op::CreateForeignKey(op) => one(&op.name),
        Op::CreateCheckConstraint(op) => one(&op.name),
        Op::CreateExcludeConstraint(op) => one(&op.name),
        Op::DropConstraint(op) => one(&op.name),
        Op::ValidateConstraint(_) => Some(Vec::new()),
        Op::RenameConstraint(op) => Some(vec![op.from.value.clone(), op.to.value.clone()]),
        _ => None,
    }
}

/// True for what makes, changes or drops a view, a trigger or a routine.
fn is_of_a_program(op: &Op) -> bool {
    matches!(
        op,
        Op::CreateView(_)
            | Op::ReplaceView(_)
            | Op::DropView(_)
            | Op::CreateMaterializedView(_)
            | Op::RefreshMaterializedView(_)
            | Op::DropMaterializedView(_)
            | Op::CreateTrigger(_)
            | Op::DropTrigger(_)
            | Op::CreateFunction(_)
            | Op::ReplaceFunction(_)
            | Op::DropFunction(_)
            | Op::CreateProcedure(_)
            | Op::ReplaceProcedure(_)
            | Op::DropProcedure(_)
    )
}

/// The columns that alone are in doubt when an operation on one fails; none when more of the
/// table is, for the keys that come with a column.
fn doubtful_columns(op: &Op) -> Option<Vec<Ident>> {
    match op {
        Op::DropColumn(op) => Some(vec![op.column.value.clone()]),
        Op::AlterColumn(op) => {
            let new = op.new_name.iter().map(|name| name.value.clone());
            Some([op.column.value.clone()].into_iter().chain(new).collect())
        }
        Op::AddColumn(op) => {
            let ColumnDef { name, primary_key, unique, index, references, check, .. } = &op.column;
            let alone =
                !primary_key && !unique && !index && references.is_none() && check.is_none();
            alone.then(|| vec![name.value.clone()])
        }
        _ => None,
    }
}

/// True when an operation failed to drop a constraint that is there: what comes after
/// it counts on the table without that.
fn holds(op: &Op, table: &Table, env: &Env) -> bool {
    let Op::DropConstraint(op) = op else { return false };
    op.name.as_ref().is_some_and(|name| find_constraint(table, name, env).is_some())
}
