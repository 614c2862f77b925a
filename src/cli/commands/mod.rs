//! The commands, one file each.

pub mod branches;
pub mod check;
pub mod dialects;
pub mod downgrade;
pub mod ensure_version;
pub mod explain;
pub mod graph;
pub mod heads;
pub mod history;
pub mod script;
pub mod show;
pub mod stamp;
pub mod upgrade;
