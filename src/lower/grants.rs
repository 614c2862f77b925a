//! Privileges on what is dropped and made again while something else changes.

use super::Lower;
use crate::catalog::GrantOn;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment, GrantTarget};

/// The privileges on a table or view, as revisions granted them; nothing for other kinds.
pub(super) fn restore(lower: &mut Lower<'_>, on: GrantOn, name: &ObjName) {
    if on != GrantOn::Table {
        return;
    }
    let mut found: Vec<(Ident, bool, Vec<Fragment>)> = Vec::new();
    for grant in lower.catalog.grants(on, name) {
        let word = Fragment::new(grant.privilege.as_str());
        match found
            .iter_mut()
            .find(|(role, able, _)| *role == grant.grantee && *able == grant.grantable)
        {
            Some((_, _, words)) => words.push(word),
            None => found.push((grant.grantee.clone(), grant.grantable, vec![word])),
        }
    }
    for (role, with_grant_option, privileges) in found {
        let target = GrantTarget { table: Some(name.clone()), ..GrantTarget::default() };
        lower.push(stmt::Grant { privileges, target, roles: vec![role], with_grant_option });
    }
}
