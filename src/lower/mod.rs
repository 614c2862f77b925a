//! From the schema before and after an operation to statements.
//!
//! In: what an operation touched, before and after. Out: neutral statements, in
//! order. This toolkit knows no operation: it knows how a column, a constraint or a
//! table is changed under each of a dialect's strategies.

pub mod add_column;
pub mod casts;
pub mod columns;
pub mod comments;
pub mod constraints;
mod copy_column;
mod enum_columns;
pub mod enums;
mod grants;
pub mod indexes;
mod modify;
pub mod programs;
pub mod raw;
mod rebuild;
mod redefine;
mod restate;
mod retypes;
pub mod rows;
pub mod sequences;
mod spec;
pub mod tables;
mod tolerate;

use std::sync::Arc;

pub use rebuild::Rebuild;

use crate::catalog::{Catalog, Table};
use crate::diag::codes::E0401;
use crate::diag::{Diagnostic, Report};
use crate::env::Env;
use crate::source::Span;
use crate::sql::types::Type;
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};
use crate::stmt::{Fragment, Stmt};

/// A statement, and where it comes from.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The statement.
    pub stmt: Stmt,
    /// True when it cannot run inside a transaction.
    pub outside: bool,
    /// The operation that it does a part of.
    pub origin: Origin,
    /// A comment above it.
    pub note: Option<String>,
}

/// The operation that a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its key.
    pub operation: &'static str,
    /// Where it stands.
    pub span: Span,
}

/// When a table may be rebuilt, as one group of operations wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RebuildWish {
    /// When there is no other way.
    WhenNeeded,
    /// In any case.
    Always,
    /// Never.
    Never,
}

/// The statements so far, and a table that is being changed but not rebuilt yet.
#[derive(Debug, Default)]
pub struct Output {
    statements: Vec<Lowered>,
    rebuild: Option<Rebuild>,
    batch: Option<(ObjName, RebuildWish)>,
    note: Option<String>,
    /// A comment above whatever statement comes first.
    preamble: Option<String>,
    /// True once a table was rebuilt.
    pub rebuilt: bool,
}

/// What an operation sees while it is lowered.
pub struct Lower<'a> {
    /// The schema after the operation; through its journal, before.
    pub catalog: &'a Catalog,
    /// What the compile is for.
    pub env: &'a Env,
    /// Where faults go.
    pub report: &'a mut Report,
    /// Where the operation comes from.
    pub origin: Origin,
    /// Where statements go.
    pub output: &'a mut Output,
}

impl Output {
    /// Takes the statements out; nothing may be left to rebuild.
    pub fn take(&mut self) -> Vec<Lowered> {
        std::mem::take(&mut self.statements)
    }

    /// A comment above whatever statement comes next, beside its own.
    pub fn preamble(&mut self, text: String) {
        self.preamble = Some(text);
    }

    /// A comment above the next statement.
    pub fn note(&mut self, note: Option<String>) {
        self.note = note;
    }
}

impl Lower<'_> {
    /// Adds a statement. What is to be rebuilt is rebuilt first.
    pub fn push(&mut self, stmt: impl Into<Stmt>) {
        self.flush();
        self.push_now(stmt.into(), false);
    }

    /// Adds a statement that cannot run inside a transaction.
    pub fn push_outside(&mut self, stmt: impl Into<Stmt>) {
        self.flush();
        self.push_now(stmt.into(), true);
    }

    fn push_now(&mut self, stmt: Stmt, outside: bool) {
        let stmt = tolerate::wrapped(stmt, self.env);
        let notes = [self.output.preamble.take(), self.output.note.take()];
        let note = notes.into_iter().flatten().reduce(|a, b| format!("{a}\n{b}"));
        let origin = self.origin;
        self.output.statements.push(Lowered { stmt, outside, origin, note });
    }

    /// The table before the operation.
    pub fn before(&self, name: &ObjName) -> Option<Arc<Table>> {
        self.catalog.table_before(name).cloned()
    }

    /// The table after the operation.
    pub fn after(&self, name: &ObjName) -> Option<Arc<Table>> {
        self.catalog.table(name).cloned()
    }

    /// The table that had an index of this name before the operation and has not now.
    pub fn owner_of_dropped_index(&self, index: &ObjName) -> Option<ObjName> {
        let has = |table: &Arc<Table>| {
            table.name.schema == index.schema
                && table.indexes.iter().any(|i| self.env.same(&i.name, &index.name))
        };
        self.catalog.tables_touched().into_iter().find(has).map(|table| table.name.clone())
    }

    /// A value as a literal of a type; what is wrong with it was reported when it was applied.
    pub fn literal(&self, value: &Value, ty: &Type) -> Fragment {
        Fragment::new(self.env.dialect.literal(value, ty, self.env.version).unwrap_or_default())
    }

    /// The SQL for this dialect, without blanks around it.
    pub fn sql(&self, sql: &SqlExpr) -> Fragment {
        Fragment::new(sql.pick(self.env.dialect.name).map_or("", |text| text.as_str().trim()))
    }

    /// A type's text.
    pub fn ty(&self, ty: &Type) -> Fragment {
        Fragment::new(self.env.dialect.type_text(ty, self.env.version).unwrap_or_default())
    }

    /// A name as a text literal, qualified as a statement would write it.
    pub fn name_literal(&self, name: &ObjName) -> Fragment {
        Fragment::new(self.env.dialect.quoted_text(&self.env.dialect.qualified(name)))
    }

    /// A bare name as a text literal, as the server keeps it.
    pub fn ident_literal(&self, name: &Ident) -> Fragment {
        Fragment::new(self.env.dialect.quoted_text(&self.env.dialect.stored(name)))
    }

    /// Something that may be there or not, and of which no revision tells, where the dialect
    /// has no IF [NOT] EXISTS: nothing is to be done when the whole table is known.
    ///
    /// Reports E0401 where it is not.
    pub fn without_if_exists(&mut self, table: Option<&Table>, what: &str) {
        if table.is_some_and(|table| table.complete) || self.report.is_doubtful() {
            return;
        }
        let title = self.env.dialect.title;
        let message =
            format!("{title} has no IF EXISTS in {what}, and whether it is there is not known");
        self.report.push(Diagnostic::error(E0401, message).at(self.origin.span).help(
            "declare the table with `effects:` beside the SQL that makes it, or with `base_schema`",
        ));
    }

    /// The operations that follow belong together.
    pub fn begin_batch(&mut self, table: ObjName, wish: RebuildWish) {
        self.flush();
        let always = wish == RebuildWish::Always && self.rebuilds_tables();
        self.output.batch = Some((table.clone(), wish));
        if always {
            self.rebuild(&table);
        }
    }

    /// They end here.
    pub fn end_batch(&mut self) {
        self.flush();
        self.output.batch = None;
    }

    fn rebuilds_tables(&self) -> bool {
        self.env.dialect.alter_column == crate::dialect::AlterColumn::Rebuild
    }

    /// True when the table waits for a rebuild already, so that a further change joins it.
    pub fn is_rebuilding(&self, table: &ObjName) -> bool {
        let key = self.catalog.key(table);
        self.output.rebuild.as_ref().is_some_and(|r| self.catalog.key(&r.before.name) == key)
    }

    /// The rebuild of a table: the one that waits already, or a new one from the
    /// schema before this operation.
    ///
    /// Reports E0401 for a table that is not fully known, and where the user wants none.
    fn rebuild(&mut self, table: &ObjName) -> Option<&mut Rebuild> {
        if !self.is_rebuilding(table) {
            self.flush();
            let before = self.before(table)?;
            self.check_rebuild(&before)?;
            self.start_rebuild(before);
        }
        let after = self.after(table)?;
        let dependents = rebuild::dependents(self, table);
        let rebuild = self.output.rebuild.as_mut()?;
        rebuild.after = after;
        rebuild.dependents = dependents;
        Some(rebuild)
    }

    /// Lets a table wait for its rebuild from this form of it.
    fn start_rebuild(&mut self, on_disk: Arc<Table>) {
        let dialect = self.env.dialect;
        let note = self.output.note.take();
        let quoted = |name: &Ident| dialect.quoted(name);
        self.output.rebuild = Some(Rebuild::new(on_disk, self.origin, note, quoted));
    }

    fn check_rebuild(&mut self, table: &Table) -> Option<()> {
        let title = self.env.dialect.title;
        let shown = table.name.shown();
        let never =
            matches!(&self.output.batch, Some((name, RebuildWish::Never)) if *name == table.name);
        if never {
            self.report.push(
                Diagnostic::error(
                    E0401,
                    format!("{title} can do this only by a rebuild of `{shown}`"),
                )
                .at(self.origin.span)
                .help("leave `recreate: never` out"),
            );
            return None;
        }
        if !table.complete && self.report.is_doubtful() {
            return None; // It may be unknown because what makes it is wrong.
        }
        if !table.complete {
            self.report.push(
                Diagnostic::error(
                    E0401,
                    format!("{title} can do this only by a rebuild of `{shown}`, whose columns are not all known"),
                )
                .at(self.origin.span)
                .help("declare the table with `effects:` beside the SQL that makes it, or with `base_schema`"),
            );
            return None;
        }
        Some(())
    }

    /// Rebuilds the table that waits for it.
    pub fn flush(&mut self) {
        if let Some(rebuild) = self.output.rebuild.take() {
            self.output.rebuilt = true;
            rebuild::emit(self, rebuild);
        }
    }
}
