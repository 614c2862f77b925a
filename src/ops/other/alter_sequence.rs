//! `alter_sequence`

use schemars::JsonSchema;
use serde::Deserialize;

use super::create_sequence::settled;
use super::sequences::{self, OwnerDef};
use crate::catalog::{Catalog, Object, ObjectKind, SequenceOptions};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0406};
use crate::dialect::objects::AlterStart;
use crate::env::Env;
use crate::lower::Lower;
use crate::lower::sequences::Said;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::syntax::de::present;

/// Changes a sequence. What is left out stays as it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlterSequence {
    /// The sequence's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// PostgreSQL and MariaDB: the number that a later RESTART begins at. SQL Server and Oracle:
    /// the number that comes next.
    #[serde(default)]
    pub start: Option<i64>,
    /// The step from one number to the next, less than 0 to descend.
    #[serde(default)]
    pub increment: Option<i64>,
    /// The least number; `null` for none.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub min: Option<Option<i64>>,
    /// The greatest number; `null` for none.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub max: Option<Option<i64>>,
    /// How many numbers the server fetches at once; 1 is no cache, `null` the server's own choice.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub cache: Option<Option<i64>>,
    /// Begin anew behind the last number.
    #[serde(default)]
    pub cycle: Option<bool>,
    /// The column that it goes with; `null` for none. PostgreSQL.
    #[serde(default, deserialize_with = "present")]
    #[schemars(extend("x-null" = true))]
    pub owned_by: Option<Option<OwnerDef>>,
}

impl AlterSequence {
    /// Changes nothing yet.
    fn none(name: Spanned<Ident>, schema: SchemaRef) -> Self {
        AlterSequence {
            name,
            schema,
            start: None,
            increment: None,
            min: None,
            max: None,
            cache: None,
            cycle: None,
            owned_by: None,
        }
    }

    /// Gives a sequence of the catalog the owner that it has there.
    pub fn owner_of(object: &Object) -> Option<Self> {
        let owner = object.sequence.as_ref()?.owner.as_ref()?;
        let name = Spanned::new(object.name.name.clone(), object.span);
        let mut alter = AlterSequence::none(name, object.name.schema.clone().into());
        alter.owned_by = Some(Some(OwnerDef::of(owner, object.span)));
        Some(alter)
    }

    fn says_nothing(&self) -> bool {
        self.changes_no_option() && self.owned_by.is_none()
    }

    fn changes_no_option(&self) -> bool {
        self.start.is_none()
            && self.increment.is_none()
            && self.min.is_none()
            && self.max.is_none()
            && self.cache.is_none()
            && self.cycle.is_none()
    }

    fn changed(&self, old: &SequenceOptions) -> SequenceOptions {
        settled(SequenceOptions {
            start: self.start.or(old.start),
            increment: self.increment.or(old.increment),
            min: self.min.unwrap_or(old.min),
            max: self.max.unwrap_or(old.max),
            cache: self.cache.unwrap_or(old.cache),
            cycle: self.cycle.or(old.cycle),
        })
    }

    /// Reports E0406 where the version has no statement for a new start.
    fn check_start(&self, cx: &mut Apply<'_>, start: AlterStart) -> Option<()> {
        let AlterStart::RestartsSince(since) = start else { return Some(()) };
        if self.start.is_none() || cx.env.version >= since {
            return Some(());
        }
        let (title, version) = (cx.env.dialect.title, cx.env.version);
        cx.fail(
            Diagnostic::error(
                E0406,
                format!("{title} {version} cannot start a sequence at another number"),
            )
            .at(self.name.span)
            .help(format!("it can since {since}; or drop the sequence and make it anew")),
        )
    }
}

impl Operation for AlterSequence {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let facts = sequences::check_sequences(cx, self.name.span)?;
        let name = cx.qualify(&self.schema, &self.name);
        let object = sequences::find(cx, &name, self.name.span)?;
        if self.says_nothing() {
            return cx.fail(
                Diagnostic::error(E0110, "this changes nothing")
                    .at(self.name.span)
                    .help("say what changes: start, increment, min, max, cache, cycle or owned_by"),
            );
        }
        self.check_start(cx, facts.alter_start)?;
        let owner = match &self.owned_by {
            Some(Some(owner)) => Some(Some(owner.resolve(cx, &self.schema)?)),
            Some(None) => Some(None),
            None => None,
        };
        let Some(object) = object else { return Some(()) };
        let mut object = Object::clone(&object);
        if let Some(sequence) = &mut object.sequence {
            sequence.options = self.changed(&sequence.options);
            if let Some(owner) = owner {
                sequence.owner = owner;
            }
            sequences::check_options(cx, &sequence.options, self.name.span)?;
        }
        cx.catalog.put_object(object);
        Some(())
    }

    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let name = env.qualify(self.schema.get(), &self.name);
        let shown = name.shown();
        let object = before.object(ObjectKind::Sequence, &name);
        let Some(old) = object.and_then(|object| object.sequence.as_ref()) else {
            return Inverse::impossible(format!("what `{shown}` was like before is not known"));
        };
        let restarts = env.dialect.objects.sequences.as_ref().is_some_and(|facts| {
            matches!(facts.alter_start, AlterStart::Restarts | AlterStart::RestartsSince(_))
        });
        if self.start.is_some() && restarts {
            return Inverse::impossible(format!(
                "`start` began the numbers of `{shown}` anew, and where they were is not known"
            ));
        }
        let mut back = AlterSequence::none(self.name.clone(), self.schema.clone());
        back.start = self.start.and(old.options.start);
        back.increment = self.increment.and(old.options.increment);
        back.min = self.min.and(Some(old.options.min));
        back.max = self.max.and(Some(old.options.max));
        back.cache = self.cache.and(Some(old.options.cache));
        back.cycle = self.cycle.and(old.options.cycle);
        let owner = old.owner.as_ref().map(|owner| OwnerDef::of(owner, self.name.span));
        back.owned_by = self.owned_by.as_ref().map(|_| owner);
        Inverse::one(back)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches::writes(env.qualify(self.schema.get(), &self.name))
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let name = lower.env.qualify(self.schema.get(), &self.name);
        let said = Said {
            start: self.start,
            increment: self.increment,
            min: self.min,
            max: self.max,
            cache: self.cache,
            cycle: self.cycle,
        };
        let owner = self.owned_by.as_ref().map(|owner| {
            let owner = owner.as_ref()?;
            let table = lower.env.qualify(self.schema.get(), &owner.table);
            Some((table, owner.column.value.clone()))
        });
        crate::lower::sequences::alter(lower, &name, &said, owner);
    }
}
