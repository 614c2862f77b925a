//! Comments on tables and columns.

use super::Lower;
use crate::catalog::{Column, Table};
use crate::dialect::Comments;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment};

/// All comments of a new table.
pub fn of_table(lower: &mut Lower<'_>, table: &Table) {
    if lower.env.dialect.comments == Comments::Clause {
        return; // They are in the definitions already.
    }
    if let Some(comment) = &table.comment {
        on_table(lower, &table.name, Some(comment), false);
    }
    for column in &table.columns {
        if column.comment.is_some() {
            on_column(lower, &table.name, column, false);
        }
    }
}

/// A table's comment; none takes it away.
pub fn on_table(lower: &mut Lower<'_>, table: &ObjName, comment: Option<&str>, had: bool) {
    if lower.env.dialect.comments == Comments::Simulated || (comment.is_none() && !had) {
        return;
    }
    let comment = comment.map(|text| text_literal(lower, text));
    lower.push(stmt::CommentOnTable { table: table.clone(), comment, had });
}

/// A column's comment as the column now has it; none takes it away.
pub fn on_column(lower: &mut Lower<'_>, table: &ObjName, column: &Column, had: bool) {
    if lower.env.dialect.comments != Comments::Statement || (column.comment.is_none() && !had) {
        return;
    }
    let comment = column.comment.as_deref().map(|text| text_literal(lower, text));
    lower.push(stmt::CommentOnColumn {
        table: table.clone(),
        column: column.name.clone(),
        comment,
        had,
    });
}

/// The comment on a view's column.
pub fn on_view_column(lower: &mut Lower<'_>, view: &ObjName, column: &Ident, comment: Fragment) {
    let (table, column) = (view.clone(), column.clone());
    lower.push(stmt::CommentOnColumn { table, column, comment: Some(comment), had: false });
}

fn text_literal(lower: &Lower<'_>, text: &str) -> Fragment {
    Fragment::new(lower.env.dialect.quoted_text(text))
}
