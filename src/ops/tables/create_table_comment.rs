//! `create_table_comment`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_table_comment::DropTableComment;
use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::{Lower, comments};
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Writes a comment on a table. SQLite keeps it in the simulated schema only.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateTableComment {
    /// The table.
    pub table: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The comment.
    pub comment: String,
}

impl Operation for CreateTableComment {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let table = cx.table(&self.schema, &self.table)?;
        cx.check_comment(Some(&self.comment), false, self.table.span)?;
        cx.catalog.change_table(&table.name, |table| table.comment = Some(self.comment.clone()));
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.table);
        match before.table(&name).and_then(|table| table.comment.clone()) {
            Some(comment) => Inverse::one(CreateTableComment { comment, ..self.clone() }),
            None => Inverse::one(DropTableComment {
                table: self.table.clone(),
                schema: self.schema.clone(),
            }),
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.table))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.table);
        let had = lower.before(&name).is_some_and(|table| table.comment.is_some());
        comments::on_table(lower, &name, Some(&self.comment), had);
    }
}
