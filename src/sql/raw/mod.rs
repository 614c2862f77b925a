//! The user's own SQL: split into statements, parsed where it can be, its effects read.
//!
//! In: SQL text and the dialect that it is written for. Out: byte ranges into that
//! text and neutral data. Knows no schema, no file and no operation; SQL that it
//! does not understand is never a fault, only SQL that is lexically broken is.

mod balance;
mod body;
pub mod effect;
pub mod effects;
pub mod facts;
pub mod lex;
mod names;
pub mod parse;
pub mod program;
pub mod query;
mod read;
pub mod scan;
pub mod scope;
pub mod split;
pub mod spoken;
mod written;

pub use balance::{Imbalance, in_parentheses, no_expression, unbalanced};
pub use effect::{Effect, NamePart, NamePath, ObjectKind, Understood};
pub use effects::{effects, may_do_anything, words_in};
pub use lex::{LexError, LexFault, Token, TokenKind, frames, tokens};
pub use names::{
    mentions, mentions_text, rename_identifier, rename_in_text, rename_table_in_text,
    runs_outside_transaction, words_of,
};
pub use parse::{column_paths_in, columns_in_expression, is_understood, relations_in};
pub use scan::{Hazards, hazards, leading_words};
pub use split::{Piece, PieceKind, split};

#[cfg(test)]
mod effect_cases;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod split_cases;
