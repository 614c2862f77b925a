//! Privileges on objects. Who they are given to is not known to the catalog: roles
//! belong to the server.

use crate::sql::Ident;

/// What a privilege is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GrantOn {
    /// A table or view.
    Table,
    /// A schema.
    Schema,
    /// A sequence.
    Sequence,
    /// A function.
    Function,
}

impl GrantOn {
    /// The key in a revision, which is what people call it.
    pub fn name(self) -> &'static str {
        match self {
            GrantOn::Table => "table",
            GrantOn::Schema => "schema",
            GrantOn::Sequence => "sequence",
            GrantOn::Function => "function",
        }
    }
}

/// One privilege of one role on one object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The privilege in capitals.
    pub privilege: String,
    /// Who has it.
    pub grantee: Ident,
    /// True when it may be passed on.
    pub grantable: bool,
}
