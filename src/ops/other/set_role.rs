//! `set_role`

use serde::{Deserialize, Deserializer};

use crate::catalog::Catalog;
use crate::diag::Diagnostic;
use crate::diag::codes::{E0401, E0406};
use crate::env::Env;
use crate::lower::Lower;
use crate::ops::{Apply, Inverse, Operation, Touches};
use crate::source::{Span, Spanned};
use crate::sql::Ident;
use crate::stmt;

/// What follows runs under another role.
#[derive(Clone, Debug)]
pub struct SetRole {
    /// The role.
    pub name: Spanned<Ident>,
}

impl<'de> Deserialize<'de> for SetRole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(SetRole { name: Spanned::deserialize(deserializer)? })
    }
}

/// Reports E0401 where roles cannot be taken.
pub fn check_roles(cx: &mut Apply<'_>, span: Span) -> Option<()> {
    let (title, version, since) =
        (cx.env.dialect.title, cx.env.version, cx.env.dialect.roles_since);
    if cx.env.dialect.set_role && version < since {
        let help = format!("it has them since {since}; set `dialect_version` if that is what runs");
        let message = format!("{title} {version} has no roles");
        return cx.fail(Diagnostic::error(E0406, message).at(span).help(help));
    }
    if cx.env.dialect.set_role {
        return Some(());
    }
    cx.fail(
        Diagnostic::error(E0401, format!("{title} has no SET ROLE"))
            .at(span)
            .help(format!("add `except: {}` beside this operation", cx.env.dialect.name.as_str())),
    )
}

impl Operation for SetRole {
    fn apply(&self, cx: &mut Apply<'_>) -> Option<()> {
        check_roles(cx, self.name.span)
    }

    /// The role is taken again where the way back ends it: see `reset_role`.
    fn invert(&self, _: &Catalog, _: &Env) -> Inverse {
        Inverse::one(super::reset_role::ResetRole { span: self.name.span, before: None })
    }

    fn touches(&self, _: &Env) -> Touches {
        Touches::default()
    }

    fn lower(&self, lower: &mut Lower<'_>) {
        lower.push(stmt::SetRole { name: self.name.value.clone() });
    }
}
