//! What operations on sequences share, and what a sequence that a column owns means for
//! the operations on its table.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::alter_sequence::AlterSequence;
use super::create_sequence::CreateSequence;
use crate::catalog::{Catalog, Column, Object, ObjectKind, SequenceOptions, Table};
use crate::diag::codes::{E0110, E0303, E0314, E0401};
use crate::diag::{Diagnostic, Missing, Part, suggest};
use crate::dialect::AutomaticNames;
use crate::dialect::objects::Sequences;
use crate::env::Env;
use crate::lower::sequences::natural_start;
use crate::ops::shape::SchemaRef;
use crate::ops::shape::type_spec::is_serial;
use crate::ops::{Apply, Op};
use crate::source::{Span, Spanned};
use crate::sql::raw::{TokenKind, tokens};
use crate::sql::value::Value;
use crate::sql::{Ident, ObjName, naming};

/// The column that a sequence goes with; its table is in the sequence's schema.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "owner")]
pub struct OwnerDef {
    /// The table.
    pub table: Spanned<Ident>,
    /// The column.
    pub column: Spanned<Ident>,
}

impl OwnerDef {
    /// The owner of a sequence of the catalog.
    pub fn of((table, column): &(ObjName, Ident), span: Span) -> Self {
        OwnerDef {
            table: Spanned::new(table.name.clone(), span),
            column: Spanned::new(column.clone(), span),
        }
    }

    /// The table and column, which must exist. Reports E0301, E0302, and E0401 where
    /// columns own no sequences.
    pub fn resolve(&self, cx: &mut Apply<'_>, schema: &SchemaRef) -> Option<(ObjName, Ident)> {
        let facts = check_sequences(cx, self.table.span)?;
        if !facts.owned_by {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no sequences that a column owns"))
                    .at(self.table.span)
                    .help("leave `owned_by` out, and drop the sequence where the table is dropped"),
            );
        }
        let table = cx.table(schema, &self.table)?;
        let column = cx.column(&table, &self.column)?;
        let column = column.map_or_else(|| self.column.value.clone(), |column| column.name);
        Some((table.name.clone(), column))
    }
}

/// The facts about sequences. Reports E0401 where there are none.
pub fn check_sequences(cx: &mut Apply<'_>, span: Span) -> Option<&'static Sequences> {
    let dialect = cx.env.dialect;
    if let Some(facts) = &dialect.objects.sequences {
        return Some(facts);
    }
    let name = dialect.name.as_str();
    cx.fail(
        Diagnostic::error(E0401, format!("{} has no sequences", dialect.title)).at(span).help(
            format!("add `except: {name}` beside this operation, and `autoincrement: true` to the column that it would number"),
        ),
    )
}

/// A sequence by name; `Some(None)` for one that is taken on trust: others own it, or a
/// column that numbers itself stands behind it.
///
/// Reports E0303 where it does not exist at this point.
pub fn find(cx: &mut Apply<'_>, name: &ObjName, span: Span) -> Option<Option<Arc<Object>>> {
    if let Some(object) = cx.catalog.object(ObjectKind::Sequence, name) {
        return Some(Some(Arc::clone(object)));
    }
    if cx.catalog.is_opaque(name) || cx.env.is_external(name) || is_implied(cx, name) {
        return Some(None);
    }
    let known = cx.catalog.objects(ObjectKind::Sequence);
    let names: Vec<&str> = known.iter().map(|object| object.name.name.as_str()).collect();
    let near = suggest::did_you_mean(name.name.as_str(), names);
    let mut diagnostic =
        Diagnostic::error(E0303, format!("there is no sequence `{}` at this point", name.shown()))
            .at(span);
    match cx.catalog.gone(name) {
        Some(gone) => diagnostic = diagnostic.also(gone.span, "it was dropped here"),
        None => {
            let schema = name.schema.as_ref().map(Ident::as_str);
            let part = Part::Object(ObjectKind::Sequence.name());
            diagnostic = diagnostic.missing(Missing::named(part, schema, name.name.as_str()));
        }
    }
    cx.fail(diagnostic.help_if(near))
}

/// True for the sequence that the server makes for a column that numbers itself.
fn is_implied(cx: &Apply<'_>, name: &ObjName) -> bool {
    let numbers = |column: &&Column| column.identity.is_some() || is_serial(&column.ty);
    cx.env.dialect.automatic_names == AutomaticNames::TableColumnsLabel
        && cx.catalog.tables().filter(|table| table.name.schema == name.schema).any(|table| {
            table.columns.iter().filter(numbers).any(|column| {
                let own = &table.name.name;
                naming::automatic(own, column.name.as_str(), "seq", |_| false) == name.name
            })
        })
}

/// Reports E0110 for options that contradict each other.
pub fn check_options(cx: &mut Apply<'_>, options: &SequenceOptions, span: Span) -> Option<()> {
    let fault = |message: String| Diagnostic::error(E0110, message).at(span);
    let step = options.increment.unwrap_or(1);
    let start = options.start.unwrap_or(natural_start(options));
    if step == 0 {
        return cx
            .fail(fault("a sequence cannot step by 0".to_owned()).help("leave `increment` out"));
    }
    if options.cache.is_some_and(|cache| cache < 0) {
        return cx.fail(fault("`cache` is a number of values, 1 or more".to_owned()));
    }
    let min = options.min.unwrap_or(if step > 0 { 1 } else { i64::MIN });
    let max = options.max.unwrap_or(if step > 0 { i64::MAX } else { -1 });
    if min >= max {
        return cx.fail(fault(format!("`min` {min} is not below `max` {max}")));
    }
    if start < min {
        return cx.fail(
            fault(format!("the sequence would start at {start}, below its least number {min}"))
                .help("give a `start` between `min` and `max`"),
        );
    }
    if start > max {
        return cx.fail(
            fault(format!("the sequence would start at {start}, above its greatest number {max}"))
                .help("give a `start` between `min` and `max`"),
        );
    }
    Some(())
}

/// The columns whose defaults take numbers from a sequence, with their tables, by name.
pub fn users(catalog: &Catalog, name: &ObjName, env: &Env) -> Vec<(Arc<Table>, Column)> {
    let mut found: Vec<(Arc<Table>, Column)> = Vec::new();
    for table in catalog.tables_speaking_of(&name.name) {
        let uses = |column: &&Column| match &column.default {
            Some(Value::Sql(sql)) => {
                sql.pick(env.dialect.name).is_some_and(|text| speaks_of(text.as_str(), name, env))
            }
            _ => false,
        };
        found.extend(table.columns.iter().filter(uses).map(|c| (Arc::clone(table), c.clone())));
    }
    found.sort_by(|a, b| (&a.0.name, &a.1.name).cmp(&(&b.0.name, &b.1.name)));
    found
}

/// True for an expression that names a sequence: as a name (`NEXT VALUE FOR s`,
/// `s.NEXTVAL`), or in a text (`nextval('crm.s')`).
fn speaks_of(text: &str, name: &ObjName, env: &Env) -> bool {
    let is = |word: &str| {
        let word = Ident::from(word.trim_matches(['"', '`', '[', ']']));
        env.same(&word, &name.name) || word.as_str().eq_ignore_ascii_case(name.name.as_str())
    };
    tokens(text, env.dialect.name).map_while(Result::ok).any(|token| {
        let word = text.get(token.range.clone()).unwrap_or_default();
        match token.kind {
            TokenKind::Word | TokenKind::QuotedIdent => is(word),
            TokenKind::String => {
                let inner = word.trim_matches('\'');
                is(inner.rsplit('.').next().unwrap_or(inner)) || is(inner)
            }
            _ => false,
        }
    })
}

/// Adds to a diagnostic who takes numbers from a sequence.
pub fn list_users(mut diagnostic: Diagnostic, users: &[(Arc<Table>, Column)]) -> Diagnostic {
    for (table, column) in users {
        let text =
            format!("the default of `{}.{}` uses it", table.name.shown(), column.name.as_str());
        diagnostic = diagnostic.also(column.span, text);
    }
    diagnostic
}

/// The sequences that a table's columns own, or one of its columns, by name.
pub fn owned(
    catalog: &Catalog,
    table: &ObjName,
    column: Option<&Ident>,
    env: &Env,
) -> Vec<Arc<Object>> {
    let key = catalog.key(table);
    let of = |object: &&Arc<Object>| {
        object.sequence.as_ref().and_then(|s| s.owner.as_ref()).is_some_and(|(owner, own)| {
            catalog.key(owner) == key && column.is_none_or(|column| env.same(column, own))
        })
    };
    catalog.objects(ObjectKind::Sequence).into_iter().filter(of).cloned().collect()
}

/// Drops the sequences that went with a table or a column, which is gone already.
///
/// Reports E0314 where other columns take numbers from them, unless it cascades.
pub fn go_with(
    cx: &mut Apply<'_>,
    table: &ObjName,
    column: Option<&Ident>,
    cascade: bool,
    span: Span,
) -> Option<()> {
    for sequence in owned(cx.catalog, table, column, cx.env) {
        let users = users(cx.catalog, &sequence.name, cx.env);
        if !users.is_empty() && !cascade {
            let shown = sequence.name.shown();
            let diagnostic = Diagnostic::error(
                E0314,
                format!("the sequence `{shown}`, which goes along, is still in use"),
            )
            .at(span)
            .help("take it from its owner first: `alter_sequence` with `owned_by: null`");
            let diagnostic = list_users(diagnostic, &users);
            return cx.fail(diagnostic);
        }
        drop_defaults(cx, &users);
        let gone = cx.gone(None);
        cx.catalog.remove_object(ObjectKind::Sequence, &sequence.name, gone);
    }
    Some(())
}

/// Takes away the defaults that a dropped sequence leaves without numbers.
pub fn drop_defaults(cx: &mut Apply<'_>, users: &[(Arc<Table>, Column)]) {
    for (table, used) in users {
        cx.catalog.change_table(&table.name, |table| {
            table
                .columns
                .iter_mut()
                .filter(|column| column.name == used.name)
                .for_each(|column| column.default = None);
        });
    }
}

/// What brings back sequences that went with a table or column: what comes before it,
/// and what comes behind it.
pub fn restore(catalog: &Catalog, sequences: &[Arc<Object>]) -> (Vec<Op>, Vec<Op>) {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for object in sequences {
        let mut create = CreateSequence::of(object);
        if create.owned_by.take().is_some() {
            last.extend(AlterSequence::owner_of(object).map(Op::from));
        }
        first.push(Op::from(create));
        first.extend(super::privileges::restore(
            catalog,
            crate::catalog::GrantOn::Sequence,
            &object.name,
            object.span,
        ));
    }
    (first, last)
}

/// Lets the sequences that a table's columns own follow it to its new name.
pub fn follow_table(cx: &mut Apply<'_>, from: &ObjName, to: &ObjName) {
    for sequence in owned(cx.catalog, from, None, cx.env) {
        let mut sequence = Object::clone(&sequence);
        if let Some((table, _)) = sequence.sequence.as_mut().and_then(|s| s.owner.as_mut()) {
            *table = to.clone();
        }
        cx.catalog.put_object(sequence);
    }
}

/// The same for a column.
pub fn follow_column(cx: &mut Apply<'_>, table: &ObjName, from: &Ident, to: &Ident) {
    for sequence in owned(cx.catalog, table, Some(from), cx.env) {
        let mut sequence = Object::clone(&sequence);
        if let Some((_, column)) = sequence.sequence.as_mut().and_then(|s| s.owner.as_mut()) {
            *column = to.clone();
        }
        cx.catalog.put_object(sequence);
    }
}
