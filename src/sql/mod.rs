//! SQL that is the same everywhere: names, literals, types, and the user's own SQL.

pub mod ident;
pub mod interval;
mod md5;
pub mod naming;
pub mod raw;
pub mod temporal;
pub mod types;
pub mod value;

pub use ident::{Ident, ObjName};
