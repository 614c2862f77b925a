//! YAML text -> spanned node tree -> typed revision.

pub mod revision;

pub use revision::{Downgrade, Header, Revision};
