//! Revision files that the program writes itself.
//!
//! In: what a new revision is to be called and to stand on, or a revision that is to get
//! another parent. Out: the name and the text of its file. Opens no files, asks no
//! clock and makes no ids.

pub mod file_name;
pub mod reparent;
mod scalar;
pub mod scaffold;

pub use scalar::scalar;
