//! A revision file as typed data. Operations are a type parameter: this stage
//! knows how a revision is written, not what an operation does.

use crate::source::{FileId, Span, Spanned};
use crate::sql::Ident;

/// What a revision file says besides its operations.
#[derive(Clone, Debug)]
pub struct Header {
    /// The file that it was read from.
    pub file: FileId,
    /// The id.
    pub revision: Spanned<String>,
    /// The parents as written: empty for a base, several for a merge.
    pub down_revision: Vec<Spanned<String>>,
    /// The place of the whole `down_revision` value.
    pub down_revision_span: Span,
    /// One line for people.
    pub message: Option<String>,
    /// As written; never read by the compiler.
    pub create_date: Option<String>,
    /// Names of the branch that begins here.
    pub branch_labels: Vec<Spanned<String>>,
    /// Ids, partial ids or branch labels that must have run before.
    pub depends_on: Vec<Spanned<String>>,
    /// Names of this point in history.
    pub tags: Vec<Spanned<String>>,
    /// The role under which the whole revision runs.
    pub role: Option<Spanned<Ident>>,
    /// False: the revision runs outside any transaction.
    pub transactional: bool,
    /// Rule ids that are silent in this revision.
    pub lint_ignore: Vec<Spanned<String>>,
}

/// How a revision is undone.
#[derive(Clone, Debug)]
pub enum Downgrade<O> {
    /// Derived from the simulated schema.
    Auto,
    /// As written.
    Operations(Vec<O>),
    /// Not at all, for this reason.
    Irreversible(Spanned<String>),
}

/// A revision file.
#[derive(Clone, Debug)]
pub struct Revision<O> {
    /// Everything but the operations.
    pub header: Header,
    /// What leads to this revision.
    pub upgrade: Vec<O>,
    /// What leads back.
    pub downgrade: Downgrade<O>,
}
