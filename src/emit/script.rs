//! A whole script: header, session, guard, version table, revisions.
//!
//! In: what was lowered, and what the version table holds before and after. Out: the
//! text, and a record of every statement. Which statements are needed is decided here;
//! their texts are templates like all others.

use sha2::{Digest, Sha256};

use super::client::Client;
use super::comment::comment;
use super::render;
use crate::dialect::{Dialect, Version};
use crate::lower::{Lowered, Origin};
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment, Stmt};

/// How statements are bound into transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transaction {
    /// The whole script in one.
    Script,
    /// Each revision in one of its own.
    Revision,
    /// None; every statement carries its number.
    None,
}

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
    pub statements: Vec<Lowered>,
    /// What happens to the version table.
    pub changes: Vec<VersionChange>,
    /// The rows of the version table before it.
    pub rows_before: Vec<String>,
    /// The place of its id.
    pub span: crate::source::Span,
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
    /// Whether the script is for the version table alone.
    pub only_versions: bool,
    /// How it is written.
    pub options: &'a Options,
}

/// A statement of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The revision that it belongs to; none for what stands around them.
    pub revision: Option<String>,
    /// The operation that it does a part of; none for the version table and the frame.
    pub origin: Option<Origin>,
    /// The text.
    pub text: String,
}

/// A script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The whole text.
    pub text: String,
    /// Its statements in order.
    pub records: Vec<Record>,
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

/// Writes a script.
pub fn script(input: &Input<'_>) -> Script {
    let mut builder = Builder::new(input);
    builder.header();
    builder.session_start();
    let whole = builder.mode == Transaction::Script;
    if whole {
        builder.begin();
    }
    builder.guard();
    builder.version_table();
    for part in input.parts {
        builder.part(part);
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

struct Builder<'a> {
    input: &'a Input<'a>,
    mode: Transaction,
    blocks: Vec<String>,
    records: Vec<Record>,
    /// Comments that wait for the next statement.
    above: Vec<String>,
    revision: Option<String>,
    open: bool,
    /// Enums made, and values added to others, in the open transaction.
    fresh_enums: Vec<ObjName>,
    fresh_values: Vec<Fragment>,
    number: usize,
    total: usize,
}

impl<'a> Builder<'a> {
    fn new(input: &'a Input<'a>) -> Self {
        let natural = match input.dialect.transactional_ddl {
            true => Transaction::Script,
            false => Transaction::None,
        };
        let mode = input.options.transaction.unwrap_or(natural);
        let total = input.parts.iter().map(|part| part.statements.len() + part.changes.len()).sum();
        Builder {
            input,
            mode,
            blocks: Vec::new(),
            records: Vec::new(),
            above: Vec::new(),
            revision: None,
            open: false,
            fresh_enums: Vec::new(),
            fresh_values: Vec::new(),
            number: 0,
            total,
        }
    }

    fn header(&mut self) {
        let input = self.input;
        if let Some(directives) = input.options.client.directives() {
            self.blocks.push(directives.to_owned());
        }
        if !input.options.header || !input.options.comments {
            return;
        }
        let revisions = match input.parts.len() {
            1 => "1 revision".to_owned(),
            n => format!("{n} revisions"),
        };
        let mut lines = vec![
            format!("cucurbit {}", env!("CARGO_PKG_VERSION")),
            input.command.clone(),
            format!("{} {}", input.dialect.title, input.version),
            format!("{} -> {}", input.range.0, input.range.1),
            format!("{revisions}, SHA-256 {}", input.digest),
        ];
        if self.mode == Transaction::None && !input.only_versions {
            lines.push(
                "No transaction: a failure leaves a revision half done. Go on with --from-step N,"
                    .to_owned(),
            );
            lines.push("where N is the number above the statement that failed.".to_owned());
        }
        let text: Vec<String> = lines.iter().map(|line| comment(line)).collect();
        self.blocks.push(text.join("\n"));
    }

    fn session_start(&mut self) {
        let options = self.input.options;
        let milliseconds =
            |value: Option<u64>| value.map(|ms| Fragment::new(self.milliseconds(ms)));
        let stmt = stmt::SessionStart {
            lock_timeout: milliseconds(options.lock_timeout),
            statement_timeout: milliseconds(options.statement_timeout),
            foreign_keys_off: self.input.rebuilt,
        };
        self.frame(stmt.into());
    }

    fn milliseconds(&self, ms: u64) -> String {
        match self.input.dialect.timeouts_have_units {
            true => self.input.dialect.quoted_text(&format!("{ms}ms")),
            false => ms.to_string(),
        }
    }

    fn session_end(&mut self) {
        let stmt = stmt::SessionEnd { foreign_keys_on: self.input.rebuilt };
        self.frame(stmt.into());
    }

    fn begin(&mut self) {
        if !self.open {
            self.frame(stmt::Begin {}.into());
            self.open = true;
        }
    }

    fn commit(&mut self) {
        if self.open {
            self.open = false;
            self.fresh_enums.clear();
            self.fresh_values.clear();
            self.frame(stmt::Commit {}.into());
        }
    }

    /// The guard for the rows before the first statement that is written.
    fn guard(&mut self) {
        if !self.guards() {
            return;
        }
        let rows = self.rows_at_start();
        let alone = self.mode != Transaction::Script && self.input.dialect.guard_makes_table;
        if alone {
            self.begin();
        }
        let statement = self.guard_statement(&rows);
        self.frame(statement.into());
        if alone {
            self.commit();
        }
    }

    /// The rows before the first statement that is written: those before its revision,
    /// with the changes that come before it.
    fn rows_at_start(&self) -> Vec<String> {
        let first = self.input.options.from_step.unwrap_or(1);
        let mut number = 0;
        for part in self.input.parts {
            let begun = number + part.statements.len();
            number = begun + part.changes.len();
            if number >= first {
                let done = first.saturating_sub(begun + 1);
                let mut rows = part.rows_before.clone();
                part.changes.iter().take(done).for_each(|change| change.apply(&mut rows));
                return rows;
            }
        }
        self.input.start.clone()
    }

    /// Whether the script looks at the version table before it changes anything. One that
    /// only makes the table has nothing to look at.
    fn guards(&self) -> bool {
        let only_table = self.input.only_versions && self.input.parts.is_empty();
        self.input.options.guard && !only_table
    }

    fn guard_statement(&self, rows: &[String]) -> stmt::Guard {
        let d = self.input.dialect;
        let at = if rows.is_empty() { "base".to_owned() } else { rows.join(", ") };
        let message =
            format!("nothing was changed: this script starts at {at}, and the database is at ");
        stmt::Guard {
            table: self.input.version_table.clone(),
            table_literal: Fragment::new(d.quoted_text(&d.qualified(&self.input.version_table))),
            rows: rows.iter().map(|row| Fragment::new(d.quoted_text(row))).collect(),
            message: Fragment::new(d.quoted_text(&message)),
            message_text: format!(
                "nothing was changed: this script starts at {at}, and the database is elsewhere"
            ),
            key: self.key(),
            length: self.input.id_length.1,
        }
    }

    fn key(&self) -> Ident {
        Ident::new(format!("{}_pkc", self.input.version_table.name.as_str()))
    }

    fn version_table(&mut self) {
        let input = self.input;
        let (before, length) = input.id_length;
        match before {
            None if self.rows_at_start().is_empty()
                && !(self.guards() && input.dialect.guard_makes_table) =>
            {
                let table_literal = Fragment::new(
                    input.dialect.quoted_text(&input.dialect.qualified(&input.version_table)),
                );
                let table = input.version_table.clone();
                self.frame(
                    stmt::CreateVersionTable { table, key: self.key(), length, table_literal }
                        .into(),
                );
            }
            Some(before) if before < length => {
                let table = input.version_table.clone();
                self.frame(stmt::WidenVersionTable { table, key: self.key(), length }.into());
            }
            _ => {}
        }
    }

    fn part(&mut self, part: &Part) {
        self.revision = Some(part.revision.clone());
        let first = self.input.options.from_step.unwrap_or(1);
        if self.number + part.statements.len() + part.changes.len() >= first {
            self.say(&part.title);
            self.echo(&part.title);
        }
        for lowered in &part.statements {
            self.lowered(lowered);
        }
        for change in &part.changes {
            let statement = self.version_statement(change);
            self.reopen();
            self.numbered(&statement, None, None);
        }
        if self.mode == Transaction::Revision {
            self.commit();
        }
        self.flush_comments();
        self.revision = None;
    }

    /// Lets the script print a text while it runs, where that is wished for.
    fn echo(&mut self, text: &str) {
        if !self.input.options.echo {
            return;
        }
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match self.input.options.client.echo(&line) {
            Some(line) => {
                self.above.push(line);
                self.flush_comments();
            }
            None => {
                let text = Fragment::new(self.input.dialect.quoted_text(&line));
                self.frame(stmt::Echo { text }.into());
            }
        }
    }

    fn lowered(&mut self, lowered: &Lowered) {
        if lowered.outside || self.uses_fresh_value(&lowered.stmt) {
            self.commit();
        }
        if !lowered.outside {
            self.reopen();
        }
        self.note_enums(&lowered.stmt);
        self.numbered(&lowered.stmt, Some(&lowered.origin), lowered.note.as_deref());
    }

    /// Notes what must not be used before the transaction ends.
    fn note_enums(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::CreateEnum(stmt) if self.open => self.fresh_enums.push(stmt.name.clone()),
            Stmt::AddEnumValue(stmt) if self.open && !self.fresh_enums.contains(&stmt.name) => {
                self.fresh_values.push(stmt.value.clone());
            }
            _ => {}
        }
    }

    /// True for a statement that may use a value which the open transaction added to an
    /// enum: it must wait for its end (<https://www.postgresql.org/docs/current/sql-altertype.html>).
    fn uses_fresh_value(&self, stmt: &Stmt) -> bool {
        if self.fresh_values.is_empty() || matches!(stmt, Stmt::AddEnumValue(_)) {
            return false;
        }
        let text = render(stmt, self.input.dialect);
        self.fresh_values.iter().any(|value| text.contains(value.as_str()))
    }

    /// Opens the transaction again that a statement had to stand outside of.
    fn reopen(&mut self) {
        if self.mode != Transaction::None {
            self.begin();
        }
    }

    fn version_statement(&self, change: &VersionChange) -> Stmt {
        let table = self.input.version_table.clone();
        let literal = |id: &str| Fragment::new(self.input.dialect.quoted_text(id));
        match change {
            VersionChange::Insert(id) => stmt::InsertVersion { table, id: literal(id) }.into(),
            VersionChange::Delete(id) => {
                stmt::DeleteVersion { table, id: id.as_deref().map(literal) }.into()
            }
            VersionChange::Update { from, to } => {
                stmt::UpdateVersion { table, from: literal(from), to: literal(to) }.into()
            }
        }
    }

    /// A statement of a revision: counted, and left out before the first that is wanted.
    fn numbered(&mut self, stmt: &Stmt, origin: Option<&Origin>, note: Option<&str>) {
        self.number += 1;
        if self.number < self.input.options.from_step.unwrap_or(1) {
            return;
        }
        if let Some(note) = note {
            self.say(note);
        }
        if self.mode == Transaction::None && self.input.options.comments {
            self.above.push(comment(&format!("[{}/{}]", self.number, self.total)));
        }
        self.push(stmt, origin);
    }

    /// A statement around those of the revisions.
    fn frame(&mut self, stmt: Stmt) {
        let revision = self.revision.take();
        self.push(&stmt, None);
        self.revision = revision;
    }

    fn push(&mut self, stmt: &Stmt, origin: Option<&Origin>) {
        let text = render(stmt, self.input.dialect);
        if text.is_empty() {
            return;
        }
        self.records.push(Record {
            revision: self.revision.clone(),
            origin: origin.cloned(),
            text: text.clone(),
        });
        let mut block = std::mem::take(&mut self.above);
        block.push(text);
        if let Some(separator) = self.input.dialect.batch_separator {
            block.push(separator.to_owned());
        }
        self.blocks.push(block.join("\n"));
        if self.input.options.client.stops_by_itself() {
            return;
        }
        let check = match stmt {
            Stmt::SessionStart(_) | Stmt::SessionEnd(_) | Stmt::Begin(_) | Stmt::Commit(_) => None,
            _ if self.open => self.input.dialect.batch_check,
            _ => self.input.dialect.batch_check_outside,
        };
        self.blocks.extend(check.map(str::to_owned));
    }

    fn say(&mut self, text: &str) {
        if self.input.options.comments {
            self.above.push(comment(text));
        }
    }

    /// Comments that no statement followed stand alone.
    fn flush_comments(&mut self) {
        if !self.above.is_empty() {
            let text = std::mem::take(&mut self.above).join("\n");
            self.blocks.push(text);
        }
    }

    fn finish(mut self) -> Script {
        self.flush_comments();
        let mut text = String::with_capacity(self.blocks.iter().map(|block| block.len() + 2).sum());
        for (at, block) in self.blocks.iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            text.push_str(block);
            text.push('\n');
        }
        Script { text, records: self.records }
    }
}
