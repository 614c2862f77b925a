//! Views, functions, procedures and triggers.

pub mod create_function;
pub mod create_materialized_view;
pub mod create_procedure;
pub mod create_trigger;
pub mod create_view;
pub mod drop_function;
pub mod drop_materialized_view;
pub mod drop_procedure;
pub mod drop_trigger;
pub mod drop_view;
pub mod follow;
pub mod readers;
pub mod reading;
pub mod refresh_materialized_view;
pub mod replace_function;
pub mod replace_procedure;
pub mod replace_view;
pub mod routine;
pub mod text;
pub mod trigger;
pub mod view;
