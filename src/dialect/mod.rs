//! What a dialect is: data, one file a dialect.

pub mod name;

pub use name::DialectName;
