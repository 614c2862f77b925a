//! `alter_table`

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::Catalog;
use crate::env::Env;
use crate::lower::{Lower, RebuildWish};
use crate::ops::entry::each_alone;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Entry, Inverse, Operation, SubEntry, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Several operations on one table, which leave `table` out. SQLite rebuilds the table once for all
/// of them.
///
/// Replay walks the operations one by one; this is the bracket around them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlterTable {
    /// The table.
    pub name: Spanned<Ident>,
    /// The schema of the table; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// When SQLite rebuilds the table: `auto` (where there is no other way), `always` or `never`.
    #[serde(default)]
    pub recreate: Recreate,
    /// The operations, such as `add_column: {column: …}` or `drop_column: email`; they need no
    /// `table`.
    #[serde(deserialize_with = "each_alone")]
    #[schemars(with = "Vec<SubEntry>")]
    pub operations: Vec<Spanned<Entry>>,
}

/// When a table is rebuilt, where the dialect rebuilds tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "recreate")]
pub enum Recreate {
    /// When there is no other way.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// Never: what needs it is an error.
    Never,
}

impl Operation for AlterTable {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        cx.table(&self.schema, &self.name).map(|_| ())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::nothing()
    }

    fn touches(&self, env: &Env) -> Touches {
        let mut all = Touches::writes(env.qualify(self.schema.get(), &self.name));
        for entry in &self.operations {
            let touches = entry.op.operation().touches(env);
            all.reads.extend(touches.reads);
            all.writes.extend(touches.writes);
        }
        all
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        let wish = match self.recreate {
            Recreate::Auto => RebuildWish::WhenNeeded,
            Recreate::Always => RebuildWish::Always,
            Recreate::Never => RebuildWish::Never,
        };
        lower.begin_batch(name, wish);
    }
}
