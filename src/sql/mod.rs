//! SQL that is the same everywhere: names, literals, types, and the user's own SQL.

pub mod ident;
pub mod raw;

pub use ident::{Ident, ObjName};
