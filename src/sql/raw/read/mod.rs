//! Reads one DDL statement from its tokens.
//!
//! In: the tokens of a statement. Out: [`Effect`](super::effect::Effect)s with the user's own text
//! for types and expressions. Strict: a clause that is not known makes the reader
//! give up (`None`), so that the statement stays opaque instead of half-read.
//! No recursion over the text: nothing nests here but parentheses, which are skipped.

pub(super) mod alter;
pub(super) mod column;
pub(super) mod constraint;
pub(super) mod index;
pub(super) mod object;
pub(super) mod reader;
mod storage;
pub(super) mod table;
