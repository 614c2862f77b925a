//! Pictures: of the revision tree and of a schema.
//!
//! In: plain lists of what is to be drawn. Out: text, Mermaid, Graphviz or SVG, the same
//! bytes for the same input. Knows no files, no dialect and no operation; every text is
//! escaped for the format that it goes into.

mod escape;
pub mod schema;
mod svg;
pub mod tree;
