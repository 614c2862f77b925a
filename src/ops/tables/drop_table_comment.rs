//! `drop_table_comment`

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_table_comment::CreateTableComment;
use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::{Lower, comments};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Takes the comment off a table.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropTableComment {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
}

impl Operation for DropTableComment {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.catalog.change_table(&table.name, |table| table.comment = None);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        match before.table(&name).and_then(|table| table.comment.clone()) {
            Some(comment) => Inverse::one(CreateTableComment {
                table: self.table.clone(),
                schema: self.schema.clone(),
                comment,
            }),
            None => Inverse::nothing(),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let had =
            lower.before(&name).is_none_or(|table| table.comment.is_some() || !table.complete);
        comments::on_table(lower, &name, None, had);
    }
}
