//! `grant`

use schemars::JsonSchema;
use serde::Deserialize;

use super::privileges::{self, TargetDef};
use super::revoke::Revoke;
use crate::catalog::{Catalog, Grant as Given};
use crate::dialect::objects::OptionFor;
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::shape::SchemaRef;
use crate::ops::{Apply, Inverse, Op, Operation, Touches};
use crate::source::Spanned;
use crate::sql::Ident;
use crate::stmt;
use crate::syntax::OneOrMany;

/// Gives privileges on an object to roles. Not on SQLite.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The privileges in the dialect's words: `[select, insert]`, or `all`.
    pub privileges: OneOrMany<Spanned<String>>,
    /// What they are on: `{table: account}`, `{schema: crm}`, `{sequence: s}` or `{function: f,
    /// arguments: int}`.
    pub on: TargetDef,
    /// The schema of that.
    #[serde(default)]
    pub schema: SchemaRef,
    /// The roles that get them; `public` is everybody, where the dialect has it.
    pub to: OneOrMany<Spanned<Ident>>,
    /// They may pass the privileges on.
    #[serde(default)]
    pub with_grant_option: bool,
}

impl Grant {
    fn revoke(&self, each: &[String], role: &Spanned<Ident>, env: &Env) -> Revoke {
        let span = self.on.name.span;
        let grants = env.dialect.objects.grants.as_ref();
        let cascades = grants.is_some_and(|grants| grants.revoke_grantable_cascades);
        Revoke {
            privileges: OneOrMany(privileges::names(each, self.on.on, env, span)),
            on: self.on.clone(),
            schema: self.schema.clone(),
            from: OneOrMany(vec![role.clone()]),
            with_grant_option: false,
            cascade: cascades && self.with_grant_option,
        }
    }

    /// What takes the right to pass on away again from privileges that a role had before.
    fn revoke_option(&self, each: &[String], role: &Spanned<Ident>, env: &Env) -> Vec<Op> {
        let whole = self.revoke(each, role, env);
        let option_for = env.dialect.objects.grants.as_ref().map(|grants| grants.option_for);
        match option_for {
            Some(OptionFor::None) => {
                let to = OneOrMany(vec![role.clone()]);
                let again = Grant { to, with_grant_option: false, ..self.clone() };
                let privileges = whole.privileges.clone();
                vec![whole.into(), Grant { privileges, ..again }.into()]
            }
            _ => vec![Revoke { with_grant_option: true, ..whole }.into()],
        }
    }
}

impl Operation for Grant {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        let said = privileges::check(cx, &self.privileges.0, &self.on, &self.schema, &self.to)?;
        let key = self.on.key(&self.schema, cx.env);
        let mut grants = cx.catalog.grants(self.on.on, &key).to_vec();
        for role in &self.to.0 {
            for privilege in &said.each {
                let same =
                    |g: &&mut Given| g.privilege == *privilege && cx.env.same(&g.grantee, role);
                match grants.iter_mut().find(same) {
                    Some(there) => there.grantable |= self.with_grant_option,
                    None => grants.push(Given {
                        privilege: privilege.clone(),
                        grantee: role.value.clone(),
                        grantable: self.with_grant_option,
                    }),
                }
            }
        }
        cx.catalog.put_grants(self.on.on, &key, grants);
        Some(())
    }

    /// Takes away what was not there before, as far as revisions said it.
    fn invert(&self, before: &Catalog, env: &Env) -> Inverse {
        let Some(said) = privileges::named(&self.privileges.0, self.on.on, env) else {
            return Inverse::nothing();
        };
        let grants = before.grants(self.on.on, &self.on.key(&self.schema, env));
        let all_options = env
            .dialect
            .objects
            .grants
            .as_ref()
            .is_some_and(|facts| facts.option_for == OptionFor::Privilege);
        let mut ops: Vec<Op> = Vec::new();
        for role in &self.to.0 {
            let known = |p: &&String| privileges::find(grants, role, p, env);
            let new: Vec<String> =
                said.each.iter().filter(|p| known(p).is_none()).cloned().collect();
            let grown: Vec<String> = said
                .each
                .iter()
                .filter(|p| self.with_grant_option && known(p).is_some_and(|g| !g.grantable))
                .cloned()
                .collect();
            let had_option = grants.iter().any(|g| g.grantable && env.same(&g.grantee, role));
            if !grown.is_empty() {
                ops.extend(self.revoke_option(&grown, role, env));
            } else if self.with_grant_option && all_options && !had_option && !new.is_empty() {
                ops.extend(self.revoke_option(&new, role, env)); // It would outlive the privileges.
            }
            if !new.is_empty() {
                ops.push(self.revoke(&new, role, env).into());
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
        lower.push(stmt::Grant {
            privileges: said.words,
            target: self.on.target(&self.schema, lower.env),
            roles: self.to.0.iter().map(|role| role.value.clone()).collect(),
            with_grant_option: self.with_grant_option,
        });
    }
}
