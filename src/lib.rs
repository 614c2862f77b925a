//! cucurbit: YAML-described database revisions in, SQL scripts out, no database asked.
#![forbid(unsafe_code)]

pub mod catalog;
pub mod diag;
pub mod dialect;
pub mod emit;
pub mod env;
pub mod graph;
pub mod lower;
pub mod ops;
pub mod pipeline;
pub mod replay;
pub mod source;
pub mod sql;
pub mod stmt;
pub mod syntax;
