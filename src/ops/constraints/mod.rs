//! Operations on constraints.

pub mod add;
pub mod again;
pub mod create_check_constraint;
pub mod create_exclude_constraint;
pub mod create_foreign_key;
pub mod create_primary_key;
pub mod create_unique_constraint;
pub mod drop_constraint;
pub mod reference;
pub mod rename_constraint;
pub mod validate_constraint;
