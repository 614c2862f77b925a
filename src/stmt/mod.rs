//! Statements, free of any dialect: what is to be said, not how.
//!
//! A struct is one SQL shape; its template is its name in snake case. Names are
//! [`Ident`](crate::sql::Ident)s, which the template quotes; types, literals and expressions are
//! [`Fragment`]s, rendered already.

mod column;
mod constraint;
mod data;
mod index;
mod object;
mod other;
mod program;
pub(crate) mod registry;
mod script;
mod table;

pub use column::*;
pub use constraint::*;
pub use data::*;
pub use index::*;
pub use object::*;
pub use other::*;
pub use program::*;
pub use registry::Stmt;
pub use script::*;
pub use table::*;

/// SQL text that is final: a type, a literal or an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment(String);

impl Fragment {
    /// Text that goes into a script as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Fragment(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Fragment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
