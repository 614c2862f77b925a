//! cucurbit: YAML-described database revisions in, SQL scripts out, no database asked.
#![forbid(unsafe_code)]

pub mod diag;
pub mod dialect;
pub mod graph;
pub mod source;
pub mod sql;
pub mod syntax;
