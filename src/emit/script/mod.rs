//! A whole script: header, session, guard, version table, revisions.
//!
//! In: what was lowered, and what the version table holds before and after. Out: the
//! text, and a record of every statement. Which statements are needed is decided here;
//! their texts are templates like all others.

mod builder;
mod conditional;
mod written;

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::client::Client;
pub use crate::config::Transaction;
use crate::diag::Diagnostic;
use crate::diag::codes::E0506;
use crate::dialect::{Dialect, Version};
use crate::lower::Origin;
use crate::sql::ObjName;
use builder::Builder;
pub use written::{EnumChange, Written, write};

/// How a script is written.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether it stops at a database at another version.
    pub guard: bool,
    /// How statements are bound into transactions; none: as the dialect has it.
    pub transaction: Option<Transaction>,
    /// The longest wait for a lock, in milliseconds.
    pub lock_timeout: Option<u64>,
    /// The longest time of a statement, in milliseconds.
    pub statement_timeout: Option<u64>,
    /// Whether there is a header.
    pub header: bool,
    /// Whether there are comments.
    pub comments: bool,
    /// The program that will run it.
    pub client: Client,
    /// The number of the first statement that is written.
    pub from_step: Option<usize>,
    /// Whether it says what it does while it runs.
    pub echo: bool,
    /// Whether each revision runs only where the version table stands before it.
    pub idempotent: bool,
    /// Whether statements are numbered where the script can go on from one of them.
    pub numbers: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            guard: true,
            transaction: None,
            lock_timeout: None,
            statement_timeout: None,
            header: true,
            comments: true,
            client: Client::Plain,
            from_step: None,
            echo: false,
            idempotent: false,
            numbers: true,
        }
    }
}

/// A row of the version table that comes, goes or changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The fields are ids.
pub enum VersionChange {
    Insert(String),
    Delete(Option<String>),
    Update { from: String, to: String },
}

impl VersionChange {
    fn apply(&self, rows: &mut Vec<String>) {
        match self {
            VersionChange::Insert(id) => rows.push(id.clone()),
            VersionChange::Delete(None) => rows.clear(),
            VersionChange::Delete(Some(id)) => rows.retain(|row| row != id),
            VersionChange::Update { from, to } => {
                rows.iter_mut().filter(|row| *row == from).for_each(|row| row.clone_from(to));
            }
        }
    }
}

/// One revision that runs.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its id.
    pub revision: String,
    /// `Running upgrade a -> b, message`.
    pub title: String,
    /// Its statements.
    pub statements: Vec<Written>,
    /// What happens to the version table.
    pub changes: Vec<VersionChange>,
    /// The rows of the version table before it.
    pub rows_before: Vec<String>,
    /// The place of its id.
    pub span: crate::source::Span,
}

impl Part {
    /// How many statements it has, those that write rows of the version table included.
    fn steps(&self) -> usize {
        self.statements.len() + self.changes.len()
    }
}

/// What a script is made from.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The dialect.
    pub dialect: &'static Dialect,
    /// The server's version.
    pub version: Version,
    /// The command that was asked for.
    pub command: String,
    /// START and END as people read them.
    pub range: (String, String),
    /// The SHA-256 of the revisions that went in.
    pub digest: String,
    /// The version table.
    pub version_table: ObjName,
    /// The length of its column before and after; the first is none at base.
    pub id_length: (Option<usize>, usize),
    /// The rows at START.
    pub start: Vec<String>,
    /// The revisions in order.
    pub parts: &'a [Part],
    /// Whether a table is rebuilt on the way.
    pub rebuilt: bool,
    /// Whether it does not matter which rows there are at START: all of them go.
    pub anywhere: bool,
    /// Whether the script is for the version table alone.
    pub only_versions: bool,
    /// How it is written.
    pub options: &'a Options,
}

/// A statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The revision that it belongs to; none for what stands around them.
    pub revision: Option<Arc<str>>,
    /// The operation that it does a part of; none for the version table and the frame.
    pub origin: Option<Origin>,
    /// Where it stands in the script.
    pub range: Range<usize>,
}

/// A script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The whole text.
    pub text: String,
    /// Its statements in order.
    pub records: Vec<Record>,
}

impl Script {
    /// A statement's text.
    pub fn statement(&self, record: &Record) -> &str {
        self.text.get(record.range.clone()).unwrap_or_default()
    }
}

/// The SHA-256 of texts, whatever their line ends.
pub fn digest<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.replace("\r\n", "\n").as_bytes());
        hasher.update([0]);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes the statements alone, for an empty database: without version table and guard.
/// `header` is the lines of the comment above them.
pub fn bare(input: &Input<'_>, header: &[String]) -> Script {
    let mut builder = Builder::new(input);
    builder.title(header);
    builder.session_start();
    let whole = builder.mode == Transaction::Script && !input.parts.is_empty();
    if whole {
        builder.begin();
    }
    input.parts.iter().for_each(|part| builder.part(part));
    if whole {
        builder.commit();
    }
    builder.session_end();
    builder.finish()
}

/// Why a script cannot be written as its options want it: E0506 where `from_step` is past its
/// statements, E0401 where the dialect cannot say a conditional revision.
pub fn refusals(input: &Input<'_>) -> Vec<Diagnostic> {
    let mut found = conditional::refusals(input);
    let total: usize = input.parts.iter().map(Part::steps).sum();
    if let Some(step) = input.options.from_step.filter(|&step| step > total.max(1)) {
        let (count, help) = match total {
            0 => ("no statements".to_owned(), "leave `--from-step` out".to_owned()),
            1 => ("1 statement".to_owned(), "leave `--from-step` out".to_owned()),
            n => (format!("{n} statements"), format!("`--from-step {n}` writes the last one")),
        };
        let message = format!("there is no step {step}: the script has {count}");
        found.push(Diagnostic::error(E0506, message).help(help));
    }
    found
}

/// Writes a script.
pub fn script(input: &Input<'_>) -> Script {
    let mut builder = Builder::new(input);
    builder.header();
    builder.session_start();
    let whole = builder.mode == Transaction::Script;
    if whole {
        builder.begin();
    }
    if input.options.idempotent && !input.only_versions {
        builder.guard_range();
        builder.version_table_for_range();
        input.parts.iter().for_each(|part| builder.conditional_part(part));
    } else {
        builder.guard();
        builder.version_table();
        input.parts.iter().for_each(|part| builder.part(part));
    }
    if input.parts.is_empty() && !input.only_versions {
        builder.say("Nothing to run: END has been reached at START.");
    }
    if whole {
        builder.commit();
    }
    builder.session_end();
    builder.finish()
}
