//! What the integration tests share: private database servers, the state that a
//! script leaves behind, and the golden runner.
//!
//! Every test binary compiles its own copy and uses a part of it, hence the lint.
#![allow(dead_code)]

pub mod database;
pub mod golden;
pub mod mariadb;
pub mod opinion;
pub mod parse;
pub mod postgres;
pub mod python;
pub mod readback;
pub mod script;
pub mod server;
pub mod sqlite;
pub mod state;
