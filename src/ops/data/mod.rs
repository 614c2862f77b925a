//! Operations on rows, and raw SQL.

pub mod bulk_insert;
mod csv_rows;
pub mod delete;
mod effects;
pub mod execute;
pub mod expect_rows;
pub mod update;
