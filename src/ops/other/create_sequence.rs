//! `create_sequence`

use schemars::JsonSchema;
use serde::Deserialize;

use super::drop_sequence::DropSequence;
use super::sequences::{self, OwnerDef};
use crate::catalog::{Catalog, Object, ObjectKind, Sequence, SequenceOptions};
use crate::env::Env;
use crate::lower::Lower;
use crate::lower::sequences::natural_start;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;

/// Makes a sequence: `create_sequence: invoice_no`, or a mapping with options. PostgreSQL, MariaDB,
/// SQL Server and Oracle.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
pub struct CreateSequence {
    /// The sequence's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The first number; `min`, or 1, when left out (`max`, or -1, where it descends).
    #[serde(default)]
    pub start: Option<i64>,
    /// The step from one number to the next, less than 0 to descend; 1 when left out.
    #[serde(default)]
    pub increment: Option<i64>,
    /// The least number.
    #[serde(default)]
    pub min: Option<i64>,
    /// The greatest number.
    #[serde(default)]
    pub max: Option<i64>,
    /// How many numbers the server fetches at once; 1 is no cache.
    #[serde(default)]
    pub cache: Option<i64>,
    /// Begin anew behind the last number; false when left out.
    #[serde(default)]
    pub cycle: Option<bool>,
    /// The column that it goes with: `{table: invoice, column: no}`. PostgreSQL.
    #[serde(default)]
    pub owned_by: Option<OwnerDef>,
}

impl CreateSequence {
    /// Makes a sequence of the catalog again.
    pub fn of(object: &Object) -> Self {
        let Sequence { options, owner } = object.sequence.clone().unwrap_or_default();
        let natural = natural_start(&options);
        CreateSequence {
            name: Spanned::new(object.name.name.clone(), object.span),
            schema: object.name.schema.clone().into(),
            start: options.start.filter(|start| *start != natural),
            increment: options.increment.filter(|step| *step != 1),
            min: options.min,
            max: options.max,
            cache: options.cache,
            cycle: options.cycle.filter(|cycle| *cycle),
            owned_by: owner.map(|owner| OwnerDef::of(&owner, object.span)),
        }
    }

    /// What was said.
    fn options(&self) -> SequenceOptions {
        SequenceOptions {
            start: self.start,
            increment: self.increment,
            min: self.min,
            max: self.max,
            cache: self.cache,
            cycle: self.cycle,
        }
    }
}

/// Options as the catalog keeps them: what has a value everywhere is filled in.
pub fn settled(options: SequenceOptions) -> SequenceOptions {
    SequenceOptions {
        start: Some(options.start.unwrap_or(natural_start(&options))),
        increment: Some(options.increment.unwrap_or(1)),
        cycle: Some(options.cycle.unwrap_or(false)),
        cache: options.cache.map(|cache| cache.max(1)),
        ..options
    }
}

impl Operation for CreateSequence {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        sequences::check_sequences(cx, self.name.span)?;
        cx.check_name(&self.name);
        let name = cx.qualify(&self.schema, &self.name);
        if let Some(first) = cx.catalog.table(&name) {
            let first = first.span;
            return cx.exists("a table", &name.shown(), self.name.span, first);
        }
        for kind in [ObjectKind::Sequence, ObjectKind::View, ObjectKind::MaterializedView] {
            if let Some(first) = cx.catalog.object(kind, &name) {
                let first = first.span;
                let what = format!("a {}", kind.name());
                return cx.exists(&what, &name.shown(), self.name.span, first);
            }
        }
        sequences::check_options(cx, &self.options(), self.name.span)?;
        let owner = match &self.owned_by {
            Some(owner) => Some(owner.resolve(cx, &self.schema)?),
            None => None,
        };
        let sequence = Sequence { options: settled(self.options()), owner };
        cx.catalog.put_object(Object {
            sequence: Some(sequence),
            ..Object::new(ObjectKind::Sequence, name, self.name.span)
        });
        Some(())
    }

    fn invert(&self, _: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        Inverse::one(DropSequence::named(&name, self.name.span))
    }

    fn touches(&self, env: &Env) -> Touches {
        let name = |ident| env.qualify(self.schema.get(), ident);
        Touches {
            reads: self.owned_by.iter().map(|owner| name(&owner.table)).collect(),
            writes: vec![name(&self.name)],
        }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        let made = lower.catalog.object(ObjectKind::Sequence, &name);
        let owner = made.and_then(|object| object.sequence.clone()).and_then(|s| s.owner);
        crate::lower::sequences::create(lower, &name, &self.options(), owner);
    }
}
