//! What a dialect has besides tables: sequences, privileges, extensions, partitions,
//! schemas and roles. Data like the rest of [`Dialect`](super::Dialect), in a struct of
//! its own so that a dialect's facts stay readable.

use super::Version;
use crate::catalog::GrantOn;

/// What there is besides tables.
#[derive(Debug)]
pub struct Objects {
    /// Sequences.
    pub sequences: Option<Sequences>,
    /// Privileges on objects.
    pub grants: Option<Grants>,
    /// True where there are extensions.
    pub extensions: bool,
    /// True where a table is attached to another as its partition.
    pub attach_partition: bool,
    /// A partition can be detached beside readers, outside a transaction, since.
    pub detach_concurrently_since: Option<Version>,
    /// What DROP SCHEMA does with what is in the schema.
    pub drop_schema: DropSchema,
    /// True where CREATE and DROP SCHEMA know IF [NOT] EXISTS.
    pub schema_if_exists: bool,
    /// True where a schema has an owner that CREATE SCHEMA can name.
    pub schema_owner: bool,
    /// SET ROLE exists since; the oldest version of all where it always did.
    pub set_role_since: Option<Version>,
}

/// Sequences, and how they are spoken of.
#[derive(Debug)]
pub struct Sequences {
    /// DROP SEQUENCE knows IF EXISTS since.
    pub drop_if_exists_since: Option<Version>,
    /// True where DROP SEQUENCE knows CASCADE.
    pub drop_cascade: bool,
    /// True where a sequence can be owned by a column.
    pub owned_by: bool,
    /// What `start` means for a sequence that is there.
    pub alter_start: AlterStart,
    /// True where a bare sequence begins at the least number of its type, so that 1 must
    /// be said.
    pub begins_at_type_minimum: bool,
    /// The words that take the least number away.
    pub no_min: &'static str,
    /// The words that take the greatest number away.
    pub no_max: &'static str,
    /// The words for no cache; a cache of one number is none.
    pub no_cache: &'static str,
    /// The words for the server's own cache.
    pub default_cache: &'static str,
    /// The words for no cycle.
    pub no_cycle: &'static str,
}

/// What `start` means for a sequence that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlterStart {
    /// START WITH: the number that a later RESTART begins at; numbering goes on.
    Recorded,
    /// RESTART WITH: numbering begins there, for there is no START WITH.
    Restarts,
    /// RESTART START WITH since the given version; numbering begins there.
    RestartsSince(Version),
}

/// What DROP SCHEMA does with what is in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropSchema {
    /// It refuses, unless CASCADE is written.
    RefusesWithoutCascade,
    /// It refuses.
    Refuses,
    /// It takes everything along, unasked.
    TakesAll,
}

/// Privileges on objects, and who can have them.
#[derive(Debug)]
pub struct Grants {
    /// Those on tables and views.
    pub table: &'static [Privilege],
    /// Those on schemas.
    pub schema: &'static [Privilege],
    /// Those on sequences.
    pub sequence: &'static [Privilege],
    /// Those on functions.
    pub function: &'static [Privilege],
    /// The words for all of them.
    pub all: Option<&'static str>,
    /// Words that mean somebody without being the name of a role.
    pub special: &'static [&'static str],
    /// True where `name@host` is the account of a user.
    pub accounts: bool,
    /// How the right to pass a privilege on is taken away alone.
    pub option_for: OptionFor,
    /// True where REVOKE knows CASCADE.
    pub revoke_cascade: bool,
    /// True where what may be passed on is revoked with CASCADE only.
    pub revoke_grantable_cascades: bool,
}

/// A privilege in capitals, and the version that it exists since, if not always.
#[derive(Clone, Copy, Debug)]
pub struct Privilege(pub &'static str, pub Option<Version>);

/// How the right to pass a privilege on is taken away alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionFor {
    /// REVOKE GRANT OPTION FOR the privilege.
    Words,
    /// REVOKE GRANT OPTION, a privilege of its own that holds for all of an account's
    /// privileges on the object.
    Privilege,
    /// Not at all.
    None,
}

impl Grants {
    /// The privileges on a kind of object.
    pub fn on(&self, on: GrantOn) -> &'static [Privilege] {
        match on {
            GrantOn::Table => self.table,
            GrantOn::Schema => self.schema,
            GrantOn::Sequence => self.sequence,
            GrantOn::Function => self.function,
        }
    }
}

/// Privileges that have always been there.
macro_rules! privileges {
    ($($name:literal),* $(,)?) => { &[$($crate::dialect::objects::Privilege($name, None)),*] };
}

pub(super) use privileges;
