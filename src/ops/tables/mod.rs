//! Operations on whole tables.

pub mod alter_table;
pub mod attach_partition;
mod build;
pub mod create_table;
pub mod create_table_comment;
pub mod detach_partition;
pub mod drop_table;
pub mod drop_table_comment;
pub mod options;
pub mod partitions;
pub mod rename_table;
