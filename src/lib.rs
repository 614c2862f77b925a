//! cucurbit: YAML-described database revisions in, SQL scripts out, no database asked.
#![forbid(unsafe_code)]

pub mod source;
pub mod diag;
pub mod sql;
pub mod syntax;
pub mod graph;
pub mod catalog;
pub mod dialect;
pub mod env;
pub mod stmt;
pub mod lower;
pub mod ops;
pub mod replay;
pub mod emit;
pub mod config;
pub mod pipeline;
pub mod cli;
