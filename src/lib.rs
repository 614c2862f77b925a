//! cucurbit: YAML-described database revisions in, SQL scripts out, no database asked.
//!
//! The modules are the pipeline, in its order; a stage imports what stands above it:
//!
//! ```text
//! files ─ syntax ─ graph ─┬─ replay ─────────────┬─ emit ─ script
//!         (YAML)   (plan) │  ops on the catalog, │  (templates)
//!                         │  lowered to stmt     │
//!         config ─────────┴─ env, dialect ───────┘
//! ```
#![forbid(unsafe_code)]

pub mod source;
pub mod diag;
pub mod sql;
pub mod syntax;
pub mod graph;
pub mod catalog;
pub mod dialect;
pub mod config;
pub mod env;
pub mod stmt;
pub mod lower;
pub mod ops;
pub mod replay;
pub mod check;
pub mod emit;
pub mod recreate;
pub mod draw;
pub mod pipeline;
pub mod author;
pub mod lock;
pub mod rebase;
pub mod schema;
pub mod cli;
