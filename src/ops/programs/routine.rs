//! What the operations on functions and procedures share: how a routine is written in a
//! revision, and how it becomes part of the catalog.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{readers, text, view};
use crate::catalog::{Catalog, Object, ObjectKind, Program, Routine};
use crate::diag::codes::{E0110, E0303, E0314, E0401, E0407};
use crate::diag::{Diagnostic, suggest};
use crate::dialect::{Replace, Routines};
use crate::env::Env;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse};
use crate::source::{Span, Spanned};
use crate::sql::raw::program::{self, Argument};
use crate::sql::value::SqlExpr;
use crate::sql::{Ident, ObjName};
use crate::syntax::SourceText;

/// A function or procedure as a revision writes it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "routine")]
pub struct RoutineDef {
    /// Its name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Its arguments without the parentheses, or arguments by dialect: `a int, b text`.
    #[serde(default)]
    pub arguments: Option<SqlExpr>,
    /// What a function returns: `int`, `TABLE (a int)`.
    #[serde(default)]
    pub returns: Option<SqlExpr>,
    /// The language of the body, such as `sql` or `plpgsql`. PostgreSQL needs it.
    #[serde(default)]
    pub language: Option<SqlExpr>,
    /// The body, or one by dialect. PostgreSQL's stands between dollar quotes that come from the
    /// compiler; elsewhere it is one statement or BEGIN … END.
    pub body: SqlExpr,
    /// Further words as they are written, or words by dialect: `IMMUTABLE STRICT`.
    #[serde(default)]
    pub options: Option<SqlExpr>,
    /// The routine as it was, for the way back.
    #[serde(skip)]
    pub was: Option<Arc<Object>>,
}

/// A routine that is named in a revision, to be dropped.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "short:name")]
#[schemars(rename = "dropped_routine")]
pub struct RoutineRef {
    /// Its name.
    pub name: Spanned<Ident>,
    /// The schema that it is in; the configured one when left out.
    #[serde(default)]
    pub schema: SchemaRef,
    /// Its arguments or their types, where several routines have its name: `int, text`.
    #[serde(default)]
    pub arguments: Option<SqlExpr>,
    /// Do nothing where there is none; a missing one is an error otherwise.
    #[serde(default)]
    pub if_exists: bool,
    /// Drop the triggers that run it as well; they are an error otherwise.
    #[serde(default)]
    pub cascade: bool,
}

/// What tells a routine from others of its name: the types of its arguments, where routines
/// may differ in nothing else.
pub fn signature(arguments: &str, env: &Env) -> String {
    if !env.dialect.programs.overloads {
        return String::new();
    }
    program::arguments(arguments, env.dialect.name)
        .map_or_else(|| arguments.trim().to_lowercase(), |list| program::signature(&list))
}

fn check_dialect(cx: &mut Apply<'_>, kind: ObjectKind, span: Span) -> Option<()> {
    if cx.env.dialect.programs.routines != Routines::None {
        return Some(());
    }
    let (title, name) = (cx.env.dialect.title, cx.env.dialect.name.as_str());
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no {}s that are made in SQL", kind.name()))
            .at(span)
            .help(format!("add `except: {name}` beside this operation, or `only:` with the dialects that have them")),
    )
}

impl RoutineDef {
    /// The routine of the catalog again.
    pub fn again(object: &Arc<Object>) -> Self {
        RoutineDef {
            name: Spanned::new(object.name.name.clone(), object.span),
            schema: object.name.schema.clone().into(),
            arguments: None,
            returns: None,
            language: None,
            body: SqlExpr::internal(""),
            options: None,
            was: Some(Arc::clone(object)),
        }
    }

    /// Its full name.
    pub fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    /// What tells it from others of its name.
    pub fn signature(&self, env: &Env) -> String {
        match &self.was {
            Some(was) => was.signature.clone(),
            None => signature(&self.text_of(&self.arguments, env).unwrap_or_default(), env),
        }
    }

    fn text_of(&self, sql: &Option<SqlExpr>, env: &Env) -> Option<String> {
        let text = sql.as_ref()?.pick(env.dialect.name)?;
        Some(text.as_str().trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Makes it, or puts it in place of what is there.
    ///
    /// Reports what is wrong with its parts, E0304 where it is there already, E0303 where it is
    /// to be replaced and is not.
    pub fn apply(&self, cx: &mut Apply<'_>, kind: ObjectKind, replaces: bool) -> Option<()> {
        check_dialect(cx, kind, self.name.span)?;
        let object = self.object(cx, kind)?;
        let known = find(cx.catalog, kind, &object.name, Some(&object.signature));
        match (replaces, known) {
            (false, Some(first)) => {
                let what = format!("a {}", kind.name());
                cx.exists(&what, &object.shown(), self.name.span, first.span)
            }
            (true, None) if !readers::is_trusted(cx, &object.name) => {
                let diagnostic = missing(cx, kind, &object.name, &object.shown(), self.name.span);
                cx.fail(diagnostic)
            }
            _ => {
                cx.catalog.put_object(object);
                Some(())
            }
        }
    }

    fn object(&self, cx: &mut Apply<'_>, kind: ObjectKind) -> Option<Object> {
        if let Some(was) = &self.was {
            return Some(Object::clone(was));
        }
        cx.check_name(&self.name);
        let mut need = |sql: &Option<SqlExpr>| match sql {
            Some(sql) => cx.pick_sql(sql, self.name.span).map(|_| ()),
            None => Some(()),
        };
        need(&self.arguments)?;
        need(&self.returns)?;
        let body = self.body.pick(cx.env.dialect.name).cloned();
        let Some(body) = body else {
            cx.pick_sql(&self.body, self.name.span)?;
            return None;
        };
        let routine = Routine {
            arguments: self.text_of(&self.arguments, cx.env).unwrap_or_default(),
            returns: self.text_of(&self.returns, cx.env),
            language: self.text_of(&self.language, cx.env).map(|text| text.to_lowercase()),
            body: String::new(),
            options: self.text_of(&self.options, cx.env).unwrap_or_default(),
        };
        self.check_head(cx, kind, &routine)?;
        let routine = Routine { body: self.check_body(cx, kind, &routine, &body)?, ..routine };
        Some(Object {
            signature: signature(&routine.arguments, cx.env),
            program: Program::Routine(routine),
            ..Object::new(kind, self.full_name(cx.env), self.name.span)
        })
    }

    /// Reports E0110 and E0407 for a result that is missing or too much, E0401 and E0407 for
    /// the language.
    fn check_head(&self, cx: &mut Apply<'_>, kind: ObjectKind, routine: &Routine) -> Option<()> {
        let (dialect, span) = (cx.env.dialect, self.name.span);
        let quoted = dialect.programs.routines == Routines::Quoted;
        if kind == ObjectKind::Procedure && routine.returns.is_some() {
            return cx.fail(
                Diagnostic::error(E0110, "a procedure returns nothing")
                    .at(span)
                    .help("leave `returns` out, or use `create_function`"),
            );
        }
        let gives = |arguments: &[Argument]| arguments.iter().any(|a| a.mode.ends_with("OUT"));
        let out = quoted
            && program::arguments(&routine.arguments, dialect.name).is_some_and(|a| gives(&a));
        if kind == ObjectKind::Function && routine.returns.is_none() && !out {
            return cx.fail(
                Diagnostic::error(E0407, "a function needs `returns`")
                    .at(span)
                    .help("say what it returns, such as `returns: integer`"),
            );
        }
        match (dialect.programs.languages, &routine.language) {
            (None, None) => cx.fail(
                Diagnostic::error(E0407, format!("{} needs the `language` of the body", dialect.title))
                    .at(span)
                    .help("add `language: plpgsql`, or `language: sql`"),
            ),
            (Some(known), Some(language)) if !known.contains(&language.as_str()) => cx.fail(
                Diagnostic::error(
                    E0401,
                    format!("{} has no routines in the language `{language}`", dialect.title),
                )
                .at(span)
                .help(format!(
                    "write a map by dialect, such as `language: {{postgres: {language}, default: sql}}`, and likewise for the body"
                )),
            ),
            _ => Some(()),
        }
    }

    /// The body as its statement holds it.
    fn check_body(
        &self,
        cx: &mut Apply<'_>,
        kind: ObjectKind,
        routine: &Routine,
        body: &SourceText,
    ) -> Option<String> {
        let dialect = cx.env.dialect;
        let word = if kind == ObjectKind::Function { "FUNCTION f()" } else { "PROCEDURE p()" };
        match dialect.programs.routines {
            Routines::Quoted => {
                let sql =
                    routine.language.as_deref().is_some_and(|l| ["sql", "plpgsql"].contains(&l));
                if sql {
                    cx.check_sql(body)?;
                }
                let text = body.as_str();
                let lines = text.trim_end().contains('\n');
                return Some(if lines { text.trim_end().to_owned() } else { text.to_owned() });
            }
            Routines::Statement => {
                let before = match dialect.batch_separator {
                    Some(_) => format!("CREATE {word} AS "),
                    None if kind == ObjectKind::Function => format!("CREATE {word} RETURNS INT "),
                    None => format!("CREATE {word} "),
                };
                let help = "a body of several statements stands between BEGIN and END";
                text::check_body(cx, body, &before, "", help)?;
            }
            Routines::Block => {
                let word = if kind == ObjectKind::Function {
                    "FUNCTION f RETURN NUMBER"
                } else {
                    "PROCEDURE p"
                };
                let help = "a body is declarations, if any, then BEGIN … END";
                text::check_body(cx, body, &format!("CREATE {word} IS\n"), ";", help)?;
            }
            Routines::None => {}
        }
        let ended = program::without_semicolon(body.as_str(), dialect.name);
        let ended = match dialect.programs.routines {
            Routines::Block => format!("{ended};"),
            _ => ended.to_owned(),
        };
        Some(ended)
    }

    /// The routine as it was before it was replaced.
    pub fn previous(&self, kind: ObjectKind, before: &Catalog, env: &Env) -> Result<Self, Inverse> {
        let name = self.full_name(env);
        let signature = self.signature(env);
        match find(before, kind, &name, Some(&signature)) {
            Some(old) => Ok(RoutineDef::again(&old)),
            None => Err(Inverse::impossible(format!(
                "what the {} `{}` was before is not known",
                kind.name(),
                name.shown()
            ))),
        }
    }

    /// What drops it again.
    pub fn to_drop(&self, env: &Env) -> RoutineRef {
        let arguments = match &self.was {
            Some(was) => Some(SqlExpr::internal(was.signature.as_str())),
            None => env.dialect.programs.overloads.then(|| SqlExpr::internal(self.signature(env))),
        };
        RoutineRef {
            name: self.name.clone(),
            schema: self.schema.clone(),
            arguments,
            if_exists: false,
            cascade: false,
        }
    }
}

/// A routine by its name and, where that matters and is given, its signature.
pub fn find(
    catalog: &Catalog,
    kind: ObjectKind,
    name: &ObjName,
    signature: Option<&str>,
) -> Option<Arc<Object>> {
    catalog
        .objects_named(kind, name)
        .find(|object| signature.is_none_or(|wanted| object.signature == wanted))
        .cloned()
}

fn missing(
    cx: &Apply<'_>,
    kind: ObjectKind,
    name: &ObjName,
    shown: &str,
    span: Span,
) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::error(E0303, format!("there is no {} `{shown}` at this point", kind.name()))
            .at(span);
    let others: Vec<String> =
        cx.catalog.objects_named(kind, name).map(|other| format!("`{}`", other.shown())).collect();
    if !others.is_empty() {
        return diagnostic
            .help(format!("there is {}; say which with `arguments`", others.join(" and ")));
    }
    if let Some(gone) = cx.catalog.gone(name) {
        diagnostic = diagnostic.also(gone.span, "it was dropped here");
    }
    let all = cx.catalog.objects(kind);
    let near = suggest::did_you_mean(name.name.as_str(), all.iter().map(|o| o.name.name.as_str()));
    diagnostic
        .help_if(near)
        .help("if it was there before the first revision, list its name under `external`")
}

impl RoutineRef {
    /// Its full name.
    pub fn full_name(&self, env: &Env) -> ObjName {
        env.qualify(self.schema.get(), &self.name)
    }

    /// The argument types that were given.
    fn wanted(&self, env: &Env) -> Option<String> {
        let text = self.arguments.as_ref()?.pick(env.dialect.name)?;
        Some(signature(text.as_str(), env))
    }

    /// The routine that is meant.
    pub fn meant(&self, kind: ObjectKind, catalog: &Catalog, env: &Env) -> Option<Arc<Object>> {
        find(catalog, kind, &self.full_name(env), self.wanted(env).as_deref())
    }

    /// Drops it.
    ///
    /// Reports E0303 where it does not exist or could be several, E0314 with each trigger and
    /// view that uses it, E0401 for CASCADE where there is none.
    pub fn apply(&self, cx: &mut Apply<'_>, kind: ObjectKind) -> Option<()> {
        check_dialect(cx, kind, self.name.span)?;
        view::check_cascade(cx, self.cascade, self.name.span)?;
        let name = self.full_name(cx.env);
        let several = self.arguments.is_none() && cx.catalog.objects_named(kind, &name).count() > 1;
        let Some(object) = self.meant(kind, cx.catalog, cx.env).filter(|_| !several) else {
            if !several && (self.if_exists || readers::is_trusted(cx, &name)) {
                return Some(());
            }
            let shown = match self.wanted(cx.env) {
                Some(types) => format!("{}({types})", name.shown()),
                None => name.shown(),
            };
            let mut diagnostic = missing(cx, kind, &name, &shown, self.name.span);
            if several {
                diagnostic.message =
                    format!("there are several {}s `{}`", kind.name(), name.shown());
            }
            return cx.fail(diagnostic);
        };
        let uses = users(cx, &object);
        if !uses.is_empty() && !self.cascade {
            let mut diagnostic = Diagnostic::error(
                E0314,
                format!("the {} `{}` is still referred to", kind.name(), object.shown()),
            )
            .at(self.name.span);
            for user in &uses {
                diagnostic = diagnostic.also(
                    user.span,
                    format!("the {} `{}` uses it", user.kind.name(), user.name.shown()),
                );
            }
            return cx.fail(diagnostic.help("drop or replace those first"));
        }
        let mut all = vec![object];
        all.extend(uses);
        let all = cx.catalog.with_readers(all);
        readers::remove(cx, &all);
        Some(())
    }

    /// The routine and what went with it, made again.
    pub fn invert(&self, kind: ObjectKind, before: &Catalog, env: &Env) -> Inverse {
        match self.meant(kind, before, env) {
            Some(object) => {
                let mut all = vec![Arc::clone(&object)];
                if self.cascade {
                    all.extend(users_in(before, &object, env));
                }
                Inverse::Ops(readers::make_again(before, &before.with_readers(all)))
            }
            None if self.if_exists => Inverse::nothing(),
            None => Inverse::impossible(format!(
                "the definition of the {} `{}` is not known",
                kind.name(),
                self.name.as_str()
            )),
        }
    }
}

fn users(cx: &Apply<'_>, function: &Object) -> Vec<Arc<Object>> {
    users_in(cx.catalog, function, cx.env)
}

/// The triggers that run a function and the views that call it. Where another function of its
/// name remains, whom they mean is not known.
fn users_in(catalog: &Catalog, function: &Object, env: &Env) -> Vec<Arc<Object>> {
    if function.kind != ObjectKind::Function
        || catalog.objects_named(function.kind, &function.name).count() > 1
    {
        return Vec::new();
    }
    let mut found = catalog.triggers_running(&function.name);
    let name = function.name.name.as_str();
    let calls = |view: &Arc<Object>| {
        view.kind.is_view()
            && view.texts().iter().any(|text| program::calls(text, name, env.dialect.name))
    };
    found.extend(catalog.may_speak_of(&function.name.name).into_iter().filter(calls));
    found
}

/// True where a routine's new form needs the old one to go first: where CREATE OR REPLACE
/// changes no result and no arguments, and these differ
/// (<https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-NOTES>).
pub fn must_go(old: &Object, new: &Object, env: &Env) -> bool {
    match env.dialect.programs.replace_routine {
        Replace::DropAndCreate => return true,
        Replace::OrReplaceAdding => {}
        _ => return false,
    }
    let (Some(before), Some(after)) = (old.program.routine(), new.program.routine()) else {
        return false; // How the old one was written is the user's own; the server will say.
    };
    let plain = |text: &Option<String>| {
        text.as_ref().map(|t| t.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let list = |routine: &Routine| program::arguments(&routine.arguments, env.dialect.name);
    let kept = match (list(before), list(after)) {
        (Some(a), Some(b)) => {
            a.len() == b.len()
                && a.iter().zip(&b).all(|(a, b)| {
                    (a.name.is_empty() || a.name == b.name)
                        && (!a.has_default || b.has_default)
                        && a.mode == b.mode
                        && a.ty == b.ty
                })
        }
        _ => true,
    };
    !kept || plain(&before.returns) != plain(&after.returns)
}
