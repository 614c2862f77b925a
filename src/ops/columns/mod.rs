//! Operations on columns.

pub mod add_column;
pub mod alter_column;
pub mod drop_column;
