//! Operations on what is no table: schemas, enums, roles.

pub mod add_enum_value;
pub mod create_enum;
pub mod create_schema;
pub mod drop_enum;
pub mod drop_schema;
pub mod enum_users;
pub mod rename_enum;
pub mod rename_enum_value;
pub mod reset_role;
pub mod set_role;
