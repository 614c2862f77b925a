//! `drop_sequence`

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_sequence::CreateSequence;
use super::sequences;
use crate::catalog::{Catalog, GrantOn, ObjectKind};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0314, E0401, E0406};
use crate::dialect::objects::Sequences;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::columns::alter_column::AlterColumn;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt;

/// Drops a sequence: `drop_sequence: invoice_no`, or a mapping with options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct DropSequence {
    /// The sequence's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop the defaults that take numbers from it as well; they are an error otherwise.
    /// PostgreSQL.
    #[serde(default)]
    pub cascade: bool,
}

impl DropSequence {
    /// Drops this sequence.
    pub fn named(name: &ObjName, span: Span) -> Self {
        DropSequence {
            name: Spanned::new(name.name.clone(), span),
            schema: name.schema.clone().into(),
            if_exists: false,
            cascade: false,
        }
    }

    /// Reports E0401 and E0406 for words that the dialect has not.
    fn check_words(&self, cx: &mut Apply<'_>, facts: &Sequences, known: bool) -> Option<()> {
        let (title, version) = (cx.env.dialect.title, cx.env.version);
        if self.cascade && !facts.drop_cascade {
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no DROP SEQUENCE … CASCADE"))
                    .at(self.name.span)
                    .help("drop the defaults that use it first, with `alter_column`"),
            );
        }
        let has = facts.drop_if_exists_since.is_some_and(|since| version >= since);
        if self.if_exists && !has && !known {
            let since = facts.drop_if_exists_since.map(|since| format!("it has since {since}"));
            return cx.fail(
                Diagnostic::error(
                    E0406,
                    format!("{title} {version} has no DROP SEQUENCE IF EXISTS"),
                )
                .at(self.name.span)
                .help_if(since)
                .help("leave `if_exists` out, or say it in PL/SQL with `execute`"),
            );
        }
        Some(())
    }
}

impl Operation for DropSequence {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let facts = sequences::check_sequences(cx, self.name.span)?;
        let name = cx.qualify(&self.schema, &self.name);
        let known = cx.catalog.object(ObjectKind::Sequence, &name).is_some();
        self.check_words(cx, facts, known)?;
        if !known {
            if !self.if_exists {
                sequences::find(cx, &name, self.name.span)?;
            }
            return Some(());
        }
        let users = sequences::users(cx.catalog, &name, cx.env);
        if !users.is_empty() && !self.cascade {
            let help = match facts.drop_cascade {
                true => "drop those defaults first, or write `cascade: true`",
                false => "drop those defaults first",
            };
            let diagnostic = Diagnostic::error(
                E0314,
                format!("the sequence `{}` is still in use", name.shown()),
            )
            .at(self.name.span);
            let diagnostic = sequences::list_users(diagnostic, &users).help(help);
            return cx.fail(diagnostic);
        }
        sequences::drop_defaults(cx, &users);
        let gone = cx.gone(None);
        cx.catalog.remove_object(ObjectKind::Sequence, &name, gone);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        let Some(object) = before.object(ObjectKind::Sequence, &name) else {
            return match self.if_exists {
                true => Inverse::nothing(),
                false => Inverse::impossible(format!(
                    "the options of the sequence `{}` are not known",
                    name.shown()
                )),
            };
        };
        if object.sequence.is_none() {
            return Inverse::impossible(format!(
                "the options of the sequence `{}` are not known",
                name.shown()
            ));
        }
        let mut ops = vec![Op::from(CreateSequence::of(object))];
        for (table, column) in sequences::users(before, &name, env) {
            let spanned = |name: &Ident| Spanned::new(name.clone(), self.name.span);
            let schema = table.name.schema.clone().into();
            let mut back =
                AlterColumn::none(spanned(&table.name.name), schema, spanned(&column.name));
            back.default = column.default.map(|value| Spanned::new(value, self.name.span));
            ops.push(back.into());
        }
        ops.extend(super::privileges::restore(before, GrantOn::Sequence, &name, self.name.span));
        Inverse::Ops(ops)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        let since =
            lower.env.dialect.objects.sequences.as_ref().and_then(|f| f.drop_if_exists_since);
        let has = since.is_some_and(|since| lower.env.version >= since);
        lower.push(stmt::DropSequence {
            name,
            if_exists: self.if_exists && has,
            cascade: self.cascade,
        });
    }
}
