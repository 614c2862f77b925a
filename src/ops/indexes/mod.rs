//! Operations on indexes.

pub mod create_index;
pub mod drop_index;
pub mod rename_index;
