//! `execute`

use std::borrow::Cow;
use std::cell::RefCell;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use serde_json::json;

use super::effects;
use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::diag::codes::E0110;
use crate::env::Env;
use crate::lower::{Lower, raw};
use crate::ops::sql_names::{self, Place};
use crate::ops::{Apply, Entry, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::raw::{frames, split};
use crate::sql::value::{SqlExpr, map_by_dialect};
use crate::syntax::node::{Kind, Node};
use crate::syntax::{Here, SourceText, schema};

/// Raw SQL, passed through as it is.
#[derive(Clone, Debug)]
pub struct Execute {
    /// Where it stands.
    pub span: Span,
    /// The SQL; none when it is in a file.
    pub sql: Option<SqlExpr>,
    /// A file beside the revision.
    pub file: Option<Spanned<String>>,
    /// The file's text, once it is read.
    pub content: Option<SourceText>,
    /// The SQL that undoes it.
    pub undo: Option<SqlExpr>,
    /// What it does to the schema, instead of what the parser concludes.
    pub effects: Option<Vec<Spanned<Entry>>>,
}

/// SQL with what belongs to it; it has either `sql` or `file`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Mapping {
    /// The SQL, or SQL by dialect. It may hold several statements.
    #[serde(default)]
    sql: Option<SqlExpr>,
    /// A file with the SQL, beside the revision.
    #[serde(default)]
    file: Option<Spanned<String>>,
    /// The SQL that undoes it, for the derived downgrade.
    #[serde(default)]
    undo: Option<SqlExpr>,
    /// What it does to the schema, as operations, instead of what the compiler reads out of the
    /// SQL.
    #[serde(default)]
    effects: Option<Vec<Spanned<Entry>>>,
}

impl<'de> Deserialize<'de> for Execute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let here = Here::deserialize(deserializer)?;
        let node = &here.node;
        let is_map_by_dialect = |entries: &[(Node, Node)]| {
            entries
                .iter()
                .all(|(key, _)| key.as_str().is_some_and(crate::sql::value::is_dialect_key))
        };
        let whole = match &node.kind {
            Kind::Scalar(_) => true,
            Kind::Mapping(entries) => !entries.is_empty() && is_map_by_dialect(entries),
            Kind::Sequence(_) => false,
        };
        let mapping = if whole {
            let sql = here.decode(node)?;
            Mapping { sql: Some(sql), file: None, undo: None, effects: None }
        } else {
            here.decode_sound(node)?
        };
        if mapping.sql.is_some() == mapping.file.is_some() {
            return Err(D::Error::custom(
                "`execute` takes SQL text, or a mapping with either `sql` or `file`",
            ));
        }
        Ok(Execute {
            span: node.span,
            sql: mapping.sql,
            file: mapping.file,
            content: None,
            undo: mapping.undo,
            effects: mapping.effects,
        })
    }
}

/// What editors show for `execute`.
const DESCRIPTION: &str = "Runs SQL as it is written: `execute: SQL`, SQL by dialect, or a mapping with `sql` or `file`. What the compiler understands of it changes the simulated schema.";

impl JsonSchema for Execute {
    fn schema_name() -> Cow<'static, str> {
        "execute".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut mapping = Mapping::json_schema(generator);
        mapping.insert("title".to_owned(), "SQL".into());
        let either = json!({ "oneOf": [{ "required": ["sql"] }, { "required": ["file"] }] });
        schema::want(
            &mut mapping,
            either,
            "`execute` takes SQL text, or a mapping with either `sql` or `file`.",
        );
        let text = String::json_schema(generator);
        let by_dialect = map_by_dialect("SQL by dialect", &text, &text);
        let mut schema = schema::one_of([mapping, by_dialect, text]);
        schema.insert("description".to_owned(), DESCRIPTION.into());
        schema
    }
}

impl Execute {
    /// Runs nothing yet.
    pub fn empty(span: Span) -> Self {
        Execute { span, sql: None, file: None, content: None, undo: None, effects: None }
    }

    /// Runs this SQL and nothing else.
    pub fn of(sql: SqlExpr, span: Span) -> Self {
        Execute { sql: Some(sql), ..Execute::empty(span) }
    }

    fn text(&self, env: &Env) -> Option<SourceText> {
        match &self.sql {
            Some(sql) => sql.pick(env.dialect.name).cloned(),
            None => self.content.clone(),
        }
    }
}

impl Operation for Execute {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        if let Some(sql) = &self.sql {
            cx.pick_sql(sql, self.span)?;
        }
        let Some(text) = self.text(cx.env) else { return Some(()) };
        cx.check_sql(&text)?;
        let pieces = split(text.as_str(), cx.env.dialect.name).unwrap_or_default();
        if pieces.is_empty() {
            return cx.fail(
                Diagnostic::error(E0110, "there is no statement in this SQL")
                    .at(self.span)
                    .help("take the operation out, or write `note:` at another one"),
            );
        }
        if let Some(undo) = &self.undo {
            cx.pick_sql(undo, self.span)?;
        }
        match &self.effects {
            Some(entries) => {
                for entry in entries.iter().filter(|entry| entry.is_for(cx.env.dialect.name)) {
                    let mut inner = Apply {
                        catalog: &mut *cx.catalog,
                        env: cx.env,
                        report: &mut *cx.report,
                        span: entry.span,
                    };
                    entry.op.operation().apply(&mut inner)?;
                }
            }
            None => {
                let frames = frames(text.as_str(), cx.env.dialect.name);
                let missed = RefCell::default();
                for piece in &pieces {
                    let statement = text.as_str().get(piece.range.clone()).unwrap_or_default();
                    let offset = piece.range.start;
                    let at = Place { text: &text, statement, offset, missed: &missed };
                    sql_names::check_statement(cx, &at);
                    effects::apply(cx, &at, piece.range.clone(), &frames);
                }
            }
        }
        Some(())
    }

    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        match &self.undo {
            Some(undo) => Inverse::one(Execute::of(undo.clone(), self.span)),
            None => Inverse::Impossible {
                why: "what raw SQL did is not known".to_owned(),
                help: "write `execute: {sql: …, undo: …}`, or the `downgrade:` of this revision"
                    .to_owned(),
            },
        }
    }

    fn touches(&self, env: &Env) -> Touches {
        let mut all = Touches::default();
        for entry in self.effects.iter().flatten() {
            let touches = entry.op.operation().touches(env);
            all.reads.extend(touches.reads);
            all.writes.extend(touches.writes);
        }
        all
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let Some(text) = self.text(lower.env) else { return };
        raw::execute(lower, &text);
    }
}
