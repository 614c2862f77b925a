//! Operations on what is no table: schemas, extensions, enums, sequences, privileges, roles.

pub mod add_enum_value;
pub mod alter_sequence;
pub mod create_enum;
pub mod create_extension;
pub mod create_schema;
pub mod create_sequence;
pub mod drop_enum;
pub mod drop_extension;
pub mod drop_schema;
pub mod drop_sequence;
pub mod enum_users;
pub mod grant;
pub mod privileges;
pub mod remove_enum_value;
pub mod rename_enum;
pub mod rename_enum_value;
pub mod reset_role;
pub mod revoke;
pub mod sequences;
pub mod set_role;
