//! Statements -> text.
//!
//! In: lowered statements of an ordered plan. Out: the script. Text lives in the
//! templates under `dialects/`; this stage knows how statements are framed.

pub mod client;
mod comment;
pub mod script;
mod templates;
mod writer;

pub use templates::render;
pub use writer::Writer;
