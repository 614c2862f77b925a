//! The commands, one file each.

pub mod branches;
pub mod check;
pub mod completions;
pub mod current;
pub mod dialects;
pub mod downgrade;
pub mod edit;
pub mod ensure_version;
pub mod explain;
pub mod freeze;
pub mod golden;
pub mod graph;
pub mod heads;
pub mod history;
pub mod init;
pub mod json_schema;
pub mod man;
pub mod merge;
pub mod rebase;
pub mod revision;
pub mod schema;
pub mod script;
pub mod show;
pub mod stamp;
pub mod upgrade;
