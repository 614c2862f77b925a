//! `revoke`

use schemars::JsonSchema;
use serde::Deserialize;

use super::grant::Grant;
use super::privileges::{self, TargetDef};
use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::diag::codes::E0401;
use crate::dialect::objects::OptionFor;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::stmt;
use crate::syntax::OneOrMany;

/// Takes privileges on an object away from roles. Not on SQLite.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The privileges in the dialect's words: `[select, insert]`, or `all`.
    pub privileges: OneOrMany<Spanned<String>>,
    /// What they are on: `{table: account}`, `{schema: crm}`, `{sequence: s}` or `{function: f,
    /// arguments: int}`.
    pub on: TargetDef,
    /// The schema of that.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The roles that lose them.
    pub from: OneOrMany<Spanned<Ident>>,
    /// Take only the right to pass the privileges on.
    #[serde(default)]
    pub with_grant_option: bool,
    /// Take them from those to whom they were passed on as well. PostgreSQL and SQL Server.
    #[serde(default)]
    pub cascade: bool,
}

impl Revoke {
    /// Reports E0401 for words that the dialect has not.
    fn check_words(&self, cx: &mut Apply<'_>) -> Option<()> {
        let Some(facts) = &cx.env.dialect.objects.grants else { return Some(()) };
        let (title, span) = (cx.env.dialect.title, self.on.name.span);
        if self.cascade && !facts.revoke_cascade {
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no REVOKE … CASCADE"))
                    .at(span)
                    .help("leave `cascade` out, and revoke from each role"),
            );
        }
        if self.with_grant_option && facts.option_for == OptionFor::None {
            return cx.fail(
                Diagnostic::error(E0401, format!("{title} has no REVOKE GRANT OPTION FOR"))
                    .at(span)
                    .help("revoke the privilege, and grant it again without `with_grant_option`"),
            );
        }
        Some(())
    }
}

impl Operation for Revoke {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let said = privileges::check(cx, &self.privileges.0, &self.on, &self.schema, &self.from)?;
        self.check_words(cx)?;
        let key = self.on.key(&self.schema, cx.env);
        let mut grants = cx.catalog.grants(self.on.on, &key).to_vec();
        let env = cx.env;
        let facts = env.dialect.objects.grants.as_ref();
        let all_options = facts.is_some_and(|facts| facts.option_for == OptionFor::Privilege);
        let is_from = |role: &Ident| self.from.0.iter().any(|from| env.same(from, role));
        if self.with_grant_option {
            grants
                .iter_mut()
                .filter(|g| is_from(&g.grantee))
                .filter(|g| all_options || said.each.contains(&g.privilege))
                .for_each(|g| g.grantable = false);
        } else {
            grants.retain(|g| !(is_from(&g.grantee) && said.each.contains(&g.privilege)));
        }
        cx.catalog.put_grants(self.on.on, &key, grants);
        Some(())
    }

    /// Gives back what revisions gave; what they did not say is not known.
    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let Some(said) = privileges::named(&self.privileges.0, self.on.on, env) else {
            return Inverse::nothing();
        };
        let span = self.on.name.span;
        let name = self.on.key(&self.schema, env);
        let grants = before.grants(self.on.on, &name);
        let mut ops: Vec<Op> = Vec::new();
        for role in &self.from.0 {
            let known: Vec<_> =
                said.each.iter().map(|p| (p, privileges::find(grants, role, p, env))).collect();
            let unknown = known.iter().find(|(_, there)| there.is_none());
            let none = known.iter().all(|(_, there)| there.is_none());
            if let Some((privilege, _)) = unknown.filter(|_| none || !said.all) {
                return Inverse::impossible(format!(
                    "whether `{}` had {privilege} on `{}` before is not known",
                    role.as_str(),
                    name.shown()
                ));
            }
            for grantable in [false, true] {
                let each: Vec<String> = known
                    .iter()
                    .filter_map(|(_, there)| *there)
                    .filter(|g| g.grantable == grantable && (grantable || !self.with_grant_option))
                    .map(|g| g.privilege.clone())
                    .collect();
                if each.is_empty() {
                    continue;
                }
                ops.push(Op::from(Grant {
                    privileges: OneOrMany(privileges::names(&each, self.on.on, env, span)),
                    on: self.on.clone(),
                    schema: self.schema.clone(),
                    to: OneOrMany(vec![role.clone()]),
                    with_grant_option: grantable,
                }));
            }
        }
        Inverse::Ops(ops)
    }

    fn touches(&self, env: &Env) -> Touches {
        Touches { reads: vec![self.on.full_name(&self.schema, env)], writes: Vec::new() }
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        let Some(said) = privileges::named(&self.privileges.0, self.on.on, lower.env) else {
            return;
        };
        lower.push(stmt::Revoke {
            privileges: said.words,
            target: self.on.target(&self.schema, lower.env),
            roles: self.from.0.iter().map(|role| role.value.clone()).collect(),
            option_only: self.with_grant_option,
            cascade: self.cascade,
        });
    }
}
