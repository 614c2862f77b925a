//! What `grant` and `revoke` share: what a privilege is on, which privileges a dialect
//! knows for it, and what gives back those that went with an object.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::json;

use super::grant::Grant as GrantOp;
use crate::catalog::{Catalog, Grant, GrantOn, ObjectKind};
use crate::diag::codes::{E0108, E0110, E0301, E0401, E0406};
use crate::diag::{Diagnostic, suggest};
use crate::dialect::objects::{Grants, Privilege};
use crate::dialect::{Dialect, DialectName};
use crate::env::Env;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Op};
use crate::source::{Span, Spanned};
use crate::sql::{Ident, ObjName};
use crate::stmt::{Fragment, GrantTarget};
use crate::syntax::{Here, OneOrMany, schema};

/// What a privilege is on, as it is written: `{table: t}`, `{table: t, schema: crm}`,
/// `{schema: crm}`, `{sequence: s}` or `{function: f, arguments: "int, text"}`.
#[derive(Clone, Debug)]
pub struct TargetDef {
    /// What it is.
    pub on: GrantOn,
    /// Its name.
    pub name: Spanned<Ident>,
    /// Its schema.
    pub schema: SchemaRef,
    /// The types of a function's arguments.
    pub arguments: Option<String>,
}

/// What privileges are on: one thing.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Mapping {
    /// A table or a view.
    table: Option<Spanned<Ident>>,
    /// A schema; beside another key, the schema that it is in.
    schema: Option<Spanned<Ident>>,
    /// A sequence.
    sequence: Option<Spanned<Ident>>,
    /// A function or procedure.
    function: Option<Spanned<Ident>>,
    /// The types of a function's arguments: `int, text`.
    arguments: Option<String>,
}

const WANTED: &str =
    "`on` names one thing: `{table: t}`, `{schema: s}`, `{sequence: s}` or `{function: f}`";

impl<'de> Deserialize<'de> for TargetDef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        if here.node.as_mapping().is_none() {
            return Err(D::Error::custom(WANTED));
        }
        let Mapping { table, schema, sequence, function, arguments } =
            here.decode_sound(&here.node)?;
        let inner =
            [(GrantOn::Table, table), (GrantOn::Sequence, sequence), (GrantOn::Function, function)];
        let mut named = inner.into_iter().filter_map(|(on, name)| Some((on, name?)));
        let (on, name, schema) = match (named.next(), named.next(), schema) {
            (Some((on, name)), None, schema) => (on, name, schema.map(|schema| schema.value)),
            (None, None, Some(schema)) => (GrantOn::Schema, schema, None),
            _ => return Err(D::Error::custom(WANTED)),
        };
        if arguments.is_some() && on != GrantOn::Function {
            return Err(D::Error::custom("only a `function` has `arguments`"));
        }
        Ok(TargetDef { on, name, schema: schema.into(), arguments })
    }
}

impl JsonSchema for TargetDef {
    fn schema_name() -> Cow<'static, str> {
        "privilege_target".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut mapping = Mapping::json_schema(generator);
        let one = |keys: &[&str]| json!({ "required": keys });
        let inner = [one(&["table"]), one(&["sequence"]), one(&["function"])];
        let schema = json!({ "required": ["schema"], "not": { "anyOf": inner } });
        let arguments = json!({ "dependentRequired": { "arguments": ["function"] } });
        let kinds: Vec<_> = inner.into_iter().chain([schema]).collect();
        let right = json!({ "allOf": [{ "oneOf": kinds }, arguments] });
        schema::want(&mut mapping, right, WANTED);
        mapping
    }
}

impl TargetDef {
    /// Its full name; a schema is in none.
    pub fn full_name(&self, outer: &SchemaRef, env: &Env) -> ObjName {
        match self.on {
            GrantOn::Schema => ObjName::new(None, self.name.value.clone()),
            _ => env.qualify(self.schema.get().or(outer.get()), &self.name),
        }
    }

    /// The name by which its grants are kept: functions are told apart by their arguments.
    pub fn key(&self, outer: &SchemaRef, env: &Env) -> ObjName {
        let name = self.full_name(outer, env);
        match &self.arguments {
            Some(arguments) => ObjName::new(
                name.schema,
                Ident::new(format!("{}({arguments})", name.name.as_str())),
            ),
            None => name,
        }
    }

    /// What a statement says it is on.
    pub fn target(&self, outer: &SchemaRef, env: &Env) -> GrantTarget {
        let name = self.full_name(outer, env);
        let arguments = self.arguments.as_deref().map(Fragment::new);
        let nothing = GrantTarget::default();
        match self.on {
            GrantOn::Table => GrantTarget { table: Some(name), ..nothing },
            GrantOn::Schema => GrantTarget { schema: Some(name.name), ..nothing },
            GrantOn::Sequence => GrantTarget { sequence: Some(name), ..nothing },
            GrantOn::Function => GrantTarget { function: Some(name), arguments, ..nothing },
        }
    }

    /// Reports E0301 or E0303 where it does not exist at this point. Schemas and
    /// functions that no revision made are taken on trust: servers bring some.
    fn check_exists(&self, cx: &mut Apply<'_>, outer: &SchemaRef) -> Option<()> {
        let name = self.full_name(outer, cx.env);
        match self.on {
            GrantOn::Table => {
                let is_view = [ObjectKind::View, ObjectKind::MaterializedView]
                    .into_iter()
                    .any(|kind| cx.catalog.object(kind, &name).is_some());
                if !is_view {
                    cx.table_named(&name, self.name.span, E0301)?;
                }
            }
            GrantOn::Sequence => {
                super::sequences::check_sequences(cx, self.name.span)?;
                super::sequences::find(cx, &name, self.name.span)?;
            }
            GrantOn::Schema => {
                let title = cx.env.dialect.title;
                if cx.env.dialect.schemas == crate::dialect::Schemas::AttachedDatabases {
                    return cx.fail(
                        Diagnostic::error(
                            E0401,
                            format!("{title} has no schemas inside a database"),
                        )
                        .at(self.name.span),
                    );
                }
            }
            GrantOn::Function => {}
        }
        Some(())
    }
}

/// The privileges of an operation, which its dialect knows for what they are on.
#[derive(Clone, Debug)]
pub struct Privileges {
    /// Each by name, in capitals; `all` is all of them.
    pub each: Vec<String>,
    /// As a statement says them.
    pub words: Vec<Fragment>,
    /// True where `all` was said.
    pub all: bool,
}

fn spelled(text: &str) -> String {
    text.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

/// The privileges that are named, unchecked; none where the dialect has no privileges.
pub fn named(names: &[Spanned<String>], on: GrantOn, env: &Env) -> Option<Privileges> {
    let facts = env.dialect.objects.grants.as_ref()?;
    let mut found = Privileges { each: Vec::new(), words: Vec::new(), all: false };
    for name in names {
        let word = spelled(name);
        match (word.as_str(), facts.all) {
            ("ALL" | "ALL PRIVILEGES", Some(words)) => {
                found.all = true;
                found.words = vec![Fragment::new(words)];
                found.each = here(facts, on, env).iter().map(|p| p.0.to_owned()).collect();
                return Some(found);
            }
            // Said twice is said once.
            _ if found.each.contains(&word) => {}
            _ => {
                found.words.push(Fragment::new(word.as_str()));
                found.each.push(word);
            }
        }
    }
    Some(found)
}

/// The privileges that this version of the dialect has on a kind of object.
fn here(facts: &Grants, on: GrantOn, env: &Env) -> Vec<&'static Privilege> {
    let is_here = |p: &&Privilege| p.1.is_none_or(|since| env.version >= since);
    facts.on(on).iter().filter(is_here).collect()
}

/// Checks what a grant or revoke says, and gives its privileges.
///
/// Reports E0401 and E0406 for what the dialect or its version has not, E0108 for words
/// that are no privilege, E0301 and E0303 for what does not exist.
pub fn check(
    cx: &mut Apply<'_>,
    names: &[Spanned<String>],
    target: &TargetDef,
    schema: &SchemaRef,
    roles: &OneOrMany<Spanned<Ident>>,
) -> Option<Privileges> {
    let dialect = cx.env.dialect;
    let (title, on) = (dialect.title, target.on);
    let Some(facts) = &dialect.objects.grants else {
        return cx.fail(
            Diagnostic::error(E0401, format!("{title} has no users and no privileges"))
                .at(target.name.span)
                .help(format!("add `except: {}` beside this operation", dialect.name.as_str())),
        );
    };
    if roles.0.is_empty() {
        return cx.fail(Diagnostic::error(E0110, "no role is named").at(target.name.span));
    }
    if names.is_empty() {
        return cx.fail(Diagnostic::error(E0110, "no privilege is named").at(target.name.span));
    }
    for role in &roles.0 {
        cx.check_name(role);
        check_special(cx, facts, role)?;
    }
    target.check_exists(cx, schema)?;
    let mut good = true;
    for name in names {
        good &= check_one(cx, facts, name, on).is_some();
    }
    if !good {
        return None;
    }
    named(names, on, cx.env)
}

/// Reports E0401 for PUBLIC where nobody is called so.
fn check_special(cx: &mut Apply<'_>, facts: &Grants, role: &Spanned<Ident>) -> Option<()> {
    let is_public = role.as_str().eq_ignore_ascii_case("public");
    let knows = facts.special.contains(&"PUBLIC") || !facts.accounts;
    if !is_public || knows {
        return Some(());
    }
    let title = cx.env.dialect.title;
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no PUBLIC that everybody is in"))
            .at(role.span)
            .help("name the roles and users"),
    )
}

fn check_one(
    cx: &mut Apply<'_>,
    facts: &'static Grants,
    name: &Spanned<String>,
    on: GrantOn,
) -> Option<()> {
    let (title, version) = (cx.env.dialect.title, cx.env.version);
    let word = spelled(name);
    let known = here(facts, on, cx.env);
    let is_all = matches!(word.as_str(), "ALL" | "ALL PRIVILEGES");
    if known.iter().any(|p| p.0 == word) || (is_all && facts.all.is_some() && !known.is_empty()) {
        return Some(());
    }
    let kind = on.name();
    let lower: Vec<String> = known.iter().map(|p| p.0.to_lowercase()).collect();
    let list = match lower.is_empty() {
        true => format!("{title} {version} has none on a {kind}"),
        false => format!("on a {kind}, {title} has {}", lower.join(", ")),
    };
    if let Some(Privilege(_, Some(since))) = facts.on(on).iter().find(|p| p.0 == word) {
        return cx.fail(
            Diagnostic::error(
                E0406,
                format!("{title} {version} has no privilege `{}` on a {kind}", name.value),
            )
            .at(name.span)
            .help(format!("it has since {since}; set `dialect_version` if that is what runs"))
            .help(list),
        );
    }
    let elsewhere = DialectName::ALL.into_iter().any(|dialect| {
        let all = [GrantOn::Table, GrantOn::Schema, GrantOn::Sequence, GrantOn::Function];
        let grants = Dialect::of(dialect).objects.grants.as_ref();
        grants.is_some_and(|g| all.iter().any(|on| g.on(*on).iter().any(|p| p.0 == word)))
    });
    if elsewhere || is_all {
        return cx.fail(
            Diagnostic::error(
                E0401,
                format!("{title} has no privilege `{}` on a {kind}", name.value),
            )
            .at(name.span)
            .help(list),
        );
    }
    let near = suggest::did_you_mean(&name.to_lowercase(), lower.iter().map(String::as_str));
    cx.fail(
        Diagnostic::error(E0108, format!("`{}` is no privilege on a {kind}", name.value))
            .at(name.span)
            .help_if(near)
            .help(list),
    )
}

/// What a grant of the catalog says of a privilege: none, some, or with the right to pass it on.
pub fn find<'c>(
    grants: &'c [Grant],
    role: &Ident,
    privilege: &str,
    env: &Env,
) -> Option<&'c Grant> {
    grants.iter().find(|g| g.privilege == privilege && env.same(&g.grantee, role))
}

/// Privileges as an operation names them: `all` where they are all that there are.
pub fn names(each: &[String], on: GrantOn, env: &Env, span: Span) -> Vec<Spanned<String>> {
    let facts = env.dialect.objects.grants.as_ref();
    let all = facts.filter(|facts| facts.all.is_some()).map(|facts| here(facts, on, env));
    let is_all = all.is_some_and(|all| {
        all.len() > 1 && all.iter().all(|privilege| each.iter().any(|p| p == privilege.0))
    });
    match is_all {
        true => vec![Spanned::new("all".to_owned(), span)],
        false => each.iter().map(|p| Spanned::new(p.to_lowercase(), span)).collect(),
    }
}

/// The grants that bring back what roles could do with an object that comes back.
pub fn restore(catalog: &Catalog, on: GrantOn, name: &ObjName, span: Span) -> Vec<Op> {
    let mut ops: Vec<GrantOp> = Vec::new();
    for Grant { privilege, grantee, grantable } in catalog.grants(on, name) {
        let word = Spanned::new(privilege.to_lowercase(), span);
        let same = ops.iter_mut().find(|op| {
            op.with_grant_option == *grantable
                && op.to.0.first().is_some_and(|role| role.value == *grantee)
        });
        match same {
            Some(op) => op.privileges.0.push(word),
            None => ops.push(GrantOp {
                privileges: OneOrMany(vec![word]),
                on: target_of(on, name, span),
                schema: None.into(),
                to: OneOrMany(vec![Spanned::new(grantee.clone(), span)]),
                with_grant_option: *grantable,
            }),
        }
    }
    ops.into_iter().map(Op::from).collect()
}

fn target_of(on: GrantOn, name: &ObjName, span: Span) -> TargetDef {
    let text = name.name.as_str();
    let (own, arguments) = match (on, text.split_once('(')) {
        (GrantOn::Function, Some((own, rest))) => {
            (Ident::from(own), rest.strip_suffix(')').map(str::to_owned))
        }
        _ => (name.name.clone(), None),
    };
    let schema = name.schema.clone().into();
    TargetDef { on, name: Spanned::new(own, span), schema, arguments }
}
