//! What the operations on views share: how a view is written in a revision, and how it
//! becomes part of the catalog.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::{readers, reading, text};
use crate::catalog::{Catalog, CheckOption, Object, ObjectKind, Program, View};
use crate::diag::Diagnostic;
use crate::diag::codes::{E0110, E0301, E0303, E0314, E0401};
use crate::dialect::{CheckOptions, Materialized, Replace};
use crate::env::Env;
use crate::ops::shape::SchemaRef;
use crate::ops::sql_names;
use crate::ops::{Apply, Inverse};
use crate::source::{Span, Spanned};
use crate::sql::raw::NamePath;
use crate::sql::raw::program::place_of;
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::{SourceText, schema};

/// A view as a revision writes it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "view")]
pub struct ViewDef {
    /// The view's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The names of its columns, where they are not the query's.
    #[serde(default)]
    pub columns: Vec<Spanned<Ident>>,
    /// The query, or one by dialect: `SELECT x, y FROM t`.
    pub sql: SqlExpr,
    /// Refuse rows that are written through the view and would not be rows of it: `true`, `local`
    /// or `cascaded`. Not on SQLite.
    #[serde(default)]
    pub with_check_option: Checked,
    /// The view as it was, for the way back.
    #[serde(skip)]
    pub was: Option<Arc<Object>>,
}

/// `true`, `false`, `local` or `cascaded`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked(pub Option<CheckOption>);

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match text.to_ascii_lowercase().as_str() {
            "true" => Ok(Checked(Some(CheckOption::Default))),
            "false" => Ok(Checked(None)),
            "local" => Ok(Checked(Some(CheckOption::Local))),
            "cascaded" => Ok(Checked(Some(CheckOption::Cascaded))),
            _ => Err(serde::de::Error::custom(
                "`true`, `false`, `local` or `cascaded` is wanted here",
            )),
        }
    }
}

impl JsonSchema for Checked {
    fn schema_name() -> Cow<'static, str> {
        "check_option".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let words = ["local", "cascaded"];
        let also = ["true", "false", "local", "cascaded"].map(schema::any_case);
        schema::one_of([schema::words(&words, also), bool::json_schema(generator)])
    }
}

/// A view that is named in a revision, to be dropped.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
#[schemars(rename = "dropped_view")]
pub struct ViewRef {
    /// The view's name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop the views that read it as well; they are an error otherwise.
    #[serde(default)]
    pub cascade: bool,
}

/// The parts of a definition that kinds of views have in common.
pub struct Parts<'a> {
    /// View or materialized view.
    pub kind: ObjectKind,
    /// Its name.
    pub name: &'a Spanned<Ident>,
    /// Its schema.
    pub schema: &'a SchemaRef,
    /// The names of its columns.
    pub columns: &'a [Spanned<Ident>],
    /// The query.
    pub sql: &'a SqlExpr,
}

impl ViewDef {
    /// The view of the catalog again.
    pub fn again(object: &Arc<Object>) -> Self {
        ViewDef {
            name: Spanned::new(object.name.name.clone(), object.span),
            schema: object.name.schema.clone().into(),
            columns: Vec::new(),
            sql: SqlExpr::internal(""),
            with_check_option: Checked(None),
            was: Some(Arc::clone(object)),
        }
    }

    /// Its full name.
    pub fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    /// The view as an object.
    ///
    /// Reports what is wrong with its parts, E0401 for a check option that does not exist.
    pub fn object(&self, cx: &mut Apply<'_>) -> Option<Object> {
        if let Some(was) = &self.was {
            return Some(Object::clone(was));
        }
        let check = self.with_check_option.0;
        let lacks = match cx.env.dialect.programs.check_option {
            CheckOptions::None => check.map(|_| "WITH CHECK OPTION".to_owned()),
            CheckOptions::Plain => check
                .filter(|check| *check == CheckOption::Local)
                .map(|_| "WITH LOCAL CHECK OPTION".to_owned()),
            CheckOptions::LocalAndCascaded => None,
        };
        if let Some(what) = lacks {
            let title = cx.env.dialect.title;
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no {what}"))
                    .at(self.name.span)
                    .help("leave `with_check_option` out, or make two operations with `only:` and `except:`"),
            );
        }
        let parts = Parts {
            kind: ObjectKind::View,
            name: &self.name,
            schema: &self.schema,
            columns: &self.columns,
            sql: &self.sql,
        };
        let view = View { check, ..View::default() };
        resolve(cx, &parts, view)
    }
}

/// A view with its query read and its parts checked.
///
/// Reports E0301 for tables and views that the query reads and that do not exist, E0110 for
/// more names than columns.
pub fn resolve(cx: &mut Apply<'_>, parts: &Parts<'_>, view: View) -> Option<Object> {
    cx.check_name(parts.name);
    parts.columns.iter().for_each(|column| cx.check_name(column));
    let name = cx.qualify(parts.schema, parts.name);
    let (source, query) = text::query(cx, parts.sql, parts.name.span)?;
    let columns: Vec<Ident> = parts.columns.iter().map(|column| column.value.clone()).collect();
    let found = reading::of_query(&query, &columns, cx.catalog, cx.env);
    if found.understood {
        let all_there = check_reads(cx, &source, &found.reads, &name);
        sql_names::check_query(cx, &source);
        all_there?;
        let given = reading::of_query(&query, &[], cx.catalog, cx.env).output;
        if let Some(given) = given.filter(|given| given.len() < columns.len()) {
            return cx.fail(
                Diagnostic::error(
                    E0110,
                    format!(
                        "`columns` names {} columns, and the query gives {}",
                        columns.len(),
                        given.len()
                    ),
                )
                .at(parts.name.span)
                .help("name as many columns as the query gives"),
            );
        }
    }
    let view = View { columns, query, output: found.output, ..view };
    Some(Object {
        program: Program::View(view),
        depends_on: found.reads.iter().map(|p| reading::relation(p, cx.catalog, cx.env)).collect(),
        ..Object::new(parts.kind, name, parts.name.span)
    })
}

/// Reports E0301 for each table or view that a query reads and that does not exist.
fn check_reads(
    cx: &mut Apply<'_>,
    source: &SourceText,
    reads: &[NamePath],
    own: &ObjName,
) -> Option<()> {
    let mut good = true;
    for path in reads {
        let name = reading::relation(path, cx.catalog, cx.env);
        let is_own =
            cx.catalog.key(&name) == cx.catalog.key(own) && !readers::is_trusted(cx, &name);
        if !is_own && sql_names::may_read(cx, path, &name) {
            continue;
        }
        let span = place_of(source.as_str(), path, cx.env.dialect.name)
            .map_or(source.span, |range| source.span_of(range.start, range.end));
        let message = format!("there is no table or view `{}` at this point", name.shown());
        let diagnostic = cx.missing(&name, span, E0301, message);
        cx.report.push(diagnostic);
        good = false;
    }
    good.then_some(())
}

/// Reports E0401 where there are no materialized views.
pub fn check_materialized(cx: &mut Apply<'_>, span: Span) -> Option<()> {
    if cx.env.dialect.programs.materialized != Materialized::None {
        return Some(());
    }
    let (title, name) = (cx.env.dialect.title, cx.env.dialect.name.as_str());
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no materialized views"))
            .at(span)
            .help(format!("add `except: {name}` beside this operation, or `only:` with the dialects that have them"))
            .help("make it a plain view with `create_view`, or a table that a job fills"),
    )
}

/// Reports E0304 where a table or view has this name already.
pub fn check_free(cx: &mut Apply<'_>, name: &ObjName, span: Span) -> Option<()> {
    if let Some(first) = cx.catalog.table(name) {
        let first = first.span;
        return cx.exists("a table", &name.shown(), span, first);
    }
    if let Some(first) = cx.catalog.view(name) {
        let (first, kind) = (first.span, first.kind.name());
        return cx.exists(&format!("a {kind}"), &name.shown(), span, first);
    }
    Some(())
}

/// The view of this name and kind; `Some(None)` where it is taken on trust.
///
/// Reports E0303 where it does not exist at this point.
pub fn known(
    cx: &mut Apply<'_>,
    kind: ObjectKind,
    name: &ObjName,
    span: Span,
    if_exists: bool,
) -> Option<Option<Arc<Object>>> {
    if let Some(found) = cx.catalog.object(kind, name) {
        return Some(Some(Arc::clone(found)));
    }
    if if_exists || readers::is_trusted(cx, name) {
        return Some(None);
    }
    let message = format!("there is no {} `{}` at this point", kind.name(), name.shown());
    let diagnostic = cx.missing(name, span, E0303, message);
    let other = cx.catalog.view(name).map(|view| (view.span, view.kind));
    let diagnostic = match other {
        Some((span, ObjectKind::MaterializedView)) => diagnostic
            .also(span, "it is a materialized view")
            .help("use the operation for materialized views"),
        Some((span, _)) => {
            diagnostic.also(span, "it is a plain view").help("use the operation for plain views")
        }
        None => diagnostic
            .help("if it was there before the first revision, declare it with `base_schema`, or list its name under `external`"),
    };
    cx.fail(diagnostic)
}

impl ViewRef {
    /// Its full name.
    pub fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    /// The same view of a catalog, to be dropped.
    pub fn of(name: &Spanned<Ident>, schema: &SchemaRef) -> Self {
        ViewRef { name: name.clone(), schema: schema.clone(), if_exists: false, cascade: false }
    }

    /// Drops it.
    ///
    /// Reports E0303 where it does not exist, E0314 with each view that reads it, E0401 for
    /// CASCADE where there is none.
    pub fn apply(&self, cx: &mut Apply<'_>, kind: ObjectKind) -> Option<()> {
        let name = self.full_name(cx.env);
        check_cascade(cx, self.cascade, self.name.span)?;
        let found = known(cx, kind, &name, self.name.span, self.if_exists)?;
        let Some(view) = found else { return Some(()) };
        if !self.cascade {
            let uses = readers::views(cx.catalog, &name);
            let what = format!("the {} `{}`", kind.name(), name.shown());
            readers::refuse(cx, &what, self.name.span, &uses)?;
        }
        let all = cx.catalog.with_readers(vec![view]);
        readers::remove(cx, &all);
        Some(())
    }

    /// The view and what went with it, made again.
    pub fn invert(&self, kind: ObjectKind, before: &Catalog, env: &Env) -> Inverse {
        let name = self.full_name(env);
        match before.object(kind, &name) {
            Some(view) => Inverse::Ops(readers::make_again(
                before,
                &before.with_readers(vec![Arc::clone(view)]),
            )),
            None if self.if_exists => Inverse::nothing(),
            None => Inverse::impossible(format!(
                "the query of the {} `{}` is not known",
                kind.name(),
                name.shown()
            )),
        }
    }
}

/// Reports E0401 for CASCADE where there is none.
pub fn check_cascade(cx: &mut Apply<'_>, cascade: bool, span: Span) -> Option<()> {
    if !cascade || cx.env.dialect.drop_cascade {
        return Some(());
    }
    let title = cx.env.dialect.title;
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no DROP … CASCADE for this"))
            .at(span)
            .help("drop what uses it first"),
    )
}

/// Puts a view's new form in place of the old one. What reads it goes on reading it, unless it
/// uses a column that is gone: E0314 with each.
pub fn replace(cx: &mut Apply<'_>, old: Option<&Object>, mut new: Object) -> Option<()> {
    if let Some(old) = old {
        let given = |object: &Object| object.program.view().and_then(|view| view.output.clone());
        if let (Some(before), Some(after)) = (given(old), given(&new)) {
            for column in before.iter().filter(|c| !after.iter().any(|a| cx.env.same(a, c))) {
                let mut uses = readers::of_column(cx.catalog, &old.name, column, cx.env);
                uses.retain(|object| object.kind.is_view());
                refuse_gone(cx, &new, column, &uses)?;
            }
        }
        if new.comments.is_empty() {
            let stays = |(column, _): &&(Option<Ident>, String)| match (column, given(&new)) {
                (Some(column), Some(names)) => names.iter().any(|name| cx.env.same(name, column)),
                _ => true,
            };
            new.comments = old.comments.iter().filter(stays).cloned().collect();
        }
    }
    cx.catalog.put_object(new);
    Some(())
}

fn refuse_gone(
    cx: &mut Apply<'_>,
    new: &Object,
    column: &Ident,
    uses: &[Arc<Object>],
) -> Option<()> {
    if uses.is_empty() {
        return Some(());
    }
    let message = format!(
        "the new query of `{}` has no column `{}`, which is still referred to",
        new.name.shown(),
        column.as_str()
    );
    let mut diagnostic = Diagnostic::error(E0314, message).at(new.span);
    for object in uses {
        diagnostic = diagnostic.also(object.span, readers::used_by(object));
    }
    cx.fail(diagnostic.help("keep the column, or replace or drop those first"))
}

/// True where a view's new form needs the old one to go first: where CREATE OR REPLACE can
/// only add columns and these are others, as far as is known.
pub fn must_go(old: &Object, new: &Object, catalog: &Catalog, env: &Env) -> bool {
    if env.dialect.programs.replace_view != Replace::OrReplaceAdding {
        return false;
    }
    let (Some(before), Some(after)) = (old.program.view(), new.program.view()) else { return true };
    let (Some(names), Some(new_names)) = (&before.output, &after.output) else { return false };
    if new_names.get(..names.len()) != Some(names.as_slice()) {
        return true;
    }
    let given = |view| reading::given(view, catalog, env);
    let (Some(before), Some(after)) = (given(before), given(after)) else { return false };
    // A `*` may stand for more by now than it did.
    let mut kept = before.iter().zip(&after).take(names.len());
    kept.any(|(before, after)| !before.is_like(after))
}
