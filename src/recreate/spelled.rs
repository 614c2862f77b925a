//! What no operation has words for, as `execute` with the SQL that makes it.

use super::Writer;
use super::item::Item;
use crate::catalog::{Catalog, Gone, Index, ObjectKind, Table};
use crate::emit::script;
use crate::lower::Lowered;
use crate::ops::indexes::create_index::CreateIndex;
use crate::ops::{Entry, Op};
use crate::replay::Walk;
use crate::source::{FileId, Span, Spanned};
use crate::sql::ObjName;
use crate::stmt::Stmt;

impl Writer<'_> {
    /// The statements of an operation that makes a thing of this name.
    pub(super) fn spelled(&self, op: impl Into<Op>, name: &ObjName) -> Vec<Item> {
        self.statements(op.into(), name, |_| true)
    }

    /// The statement that makes an index of a table.
    pub(super) fn spelled_index(&self, table: &Table, index: &Index) -> Vec<Item> {
        let mut without = Table::clone(table);
        without.indexes.retain(|other| other != index);
        // It needs nothing but its table.
        let mut catalog = Catalog::new(self.env.dialect);
        catalog.put_table(without);
        catalog.commit();
        self.lowered(CreateIndex::of(table, index).into(), catalog, |_| true)
    }

    /// Those of them that are wanted.
    pub(super) fn statements(
        &self,
        op: Op,
        name: &ObjName,
        wanted: impl Fn(&Stmt) -> bool,
    ) -> Vec<Item> {
        let mut catalog = self.catalog.clone();
        let gone = || Gone { span: Span::start_of(FileId(0)), renamed_to: None };
        catalog.remove_table(name, gone());
        for kind in [ObjectKind::View, ObjectKind::MaterializedView] {
            catalog.remove_object(kind, name, gone());
        }
        catalog.commit();
        self.lowered(op, catalog, wanted)
    }

    /// The wanted statements of an operation on a schema.
    fn lowered(&self, op: Op, catalog: Catalog, wanted: impl Fn(&Stmt) -> bool) -> Vec<Item> {
        let entry = Spanned::new(Entry::of(op), Span::start_of(FileId(0)));
        let mut lowered: Vec<Lowered> = Walk::new(catalog, self.env).one(&entry);
        lowered.retain(|lowered| wanted(&lowered.stmt));
        let written = script::write(lowered, self.env.dialect);
        let text = |text: String| text.trim().trim_end_matches(';').to_owned();
        written.into_iter().map(|w| Item::operation("execute", text(w.text))).collect()
    }
}
