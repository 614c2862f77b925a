//! YAML text -> spanned node tree -> typed revision.
//!
//! In: the bytes of one file and the configured variables. Out: a [`Revision`]
//! whose operations are a type parameter, and diagnostics. Knows how a revision
//! is written, not what an operation does, and nothing of other files.

pub mod de;
mod desugar;
pub mod encoding;
pub mod node;
pub mod revision;
pub mod schema;
pub mod source_text;
mod spanned;
pub mod variables;

pub use de::{Here, OneOrMany};
pub use desugar::SUB_OPERATIONS;
pub use encoding::{MAX_FILE_BYTES, decode};
pub use node::{Kind, Node};
pub use revision::{Downgrade, Header, LintIgnore, Operations, Revision, parse};
pub use source_text::SourceText;
pub use variables::Variables;
