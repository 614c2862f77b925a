//! The script as it grows: statement by statement, with what must stand between them.

use std::sync::Arc;

use super::conditional::{self, stands_at};
use super::{EnumChange, Input, Part, Record, Script, Transaction, VersionChange, Written};
use crate::dialect::TimeUnit;
use crate::emit::client::Client;
use crate::emit::comment::comment;
use crate::emit::render;
use crate::lower::Origin;
use crate::sql::{Ident, ObjName};
use crate::stmt::{self, Fragment, Stmt};

/// The length of the version table's column as Alembic makes it.
const SHORTEST: usize = 32;

/// A script that is being written.
pub(super) struct Builder<'a> {
    input: &'a Input<'a>,
    pub(super) mode: Transaction,
    text: String,
    records: Vec<Record>,
    /// Comments that wait for the next statement.
    above: Vec<String>,
    revision: Option<Arc<str>>,
    open: bool,
    /// Enums made, and values added to others, in the open transaction.
    fresh_enums: Vec<ObjName>,
    fresh_values: Vec<Fragment>,
    number: usize,
    total: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(input: &'a Input<'a>) -> Self {
        let natural = match input.dialect.transactional_ddl {
            true => Transaction::Script,
            false => Transaction::None,
        };
        let mode = input.options.transaction.unwrap_or(natural);
        let total = input.parts.iter().map(Part::steps).sum();
        Builder {
            input,
            mode,
            text: String::new(),
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

    /// What the client must be told, and a comment above everything.
    pub(super) fn title(&mut self, lines: &[String]) {
        if let Some(directives) = self.input.options.client.directives() {
            self.block(directives);
        }
        if self.input.options.header && self.input.options.comments && !lines.is_empty() {
            let text = lines.iter().map(|line| comment(line, self.input.dialect));
            let text: Vec<String> = text.collect();
            self.block(&text.join("\n"));
        }
    }

    pub(super) fn header(&mut self) {
        let input = self.input;
        if let Some(directives) = input.options.client.directives() {
            self.block(directives);
        }
        if !input.options.header || !input.options.comments {
            return;
        }
        let revisions = match input.parts.iter().filter(|part| part.revision != "base").count() {
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
        if input.options.idempotent {
            lines.push(
                "Each revision runs only where the database stands right before it.".to_owned(),
            );
        }
        if self.mode == Transaction::None && input.options.idempotent {
            lines.push(
                "No transaction: a failure leaves a revision half done, to be finished by hand."
                    .to_owned(),
            );
        } else if self.mode == Transaction::None && !input.only_versions {
            lines.push(
                "No transaction: a failure leaves a revision half done. Go on with --from-step N,"
                    .to_owned(),
            );
            lines.push("where N is the number above the statement that failed.".to_owned());
        }
        if let (Client::Plain, Some(client)) = (input.options.client, input.dialect.client_goes_on)
        {
            lines.push(format!(
                "Stop it at the first error. For {client} write it with --client {client}."
            ));
        }
        let text: Vec<String> = lines.iter().map(|line| comment(line, input.dialect)).collect();
        self.block(&text.join("\n"));
    }

    pub(super) fn session_start(&mut self) {
        let options = self.input.options;
        let dialect = self.input.dialect;
        let timeout = |ms: Option<u64>, unit| ms.map(|ms| Fragment::new(self.timeout(ms, unit)));
        let stmt = stmt::SessionStart {
            lock_timeout: timeout(options.lock_timeout, dialect.lock_timeout),
            statement_timeout: timeout(options.statement_timeout, dialect.statement_timeout),
            foreign_keys_off: self.input.rebuilt,
        };
        self.frame(stmt.into());
    }

    /// A timeout as it is written; whole seconds are rounded up, for 0 would mean something else.
    fn timeout(&self, ms: u64, unit: TimeUnit) -> String {
        match unit {
            TimeUnit::Text => self.input.dialect.quoted_text(&format!("{ms}ms")),
            TimeUnit::Milliseconds => ms.to_string(),
            TimeUnit::Seconds => ms.div_ceil(1000).max(1).to_string(),
            TimeUnit::Decimal => format!("{}.{:03}", ms / 1000, ms % 1000),
        }
    }

    pub(super) fn session_end(&mut self) {
        let stmt = stmt::SessionEnd { foreign_keys_on: self.input.rebuilt };
        self.frame(stmt.into());
    }

    pub(super) fn begin(&mut self) {
        if !self.open {
            self.frame(stmt::Begin {}.into());
            self.open = true;
        }
    }

    pub(super) fn commit(&mut self) {
        if self.open {
            self.open = false;
            self.fresh_enums.clear();
            self.fresh_values.clear();
            self.frame(stmt::Commit {}.into());
        }
    }

    /// The guard for the rows before the first statement that is written.
    pub(super) fn guard(&mut self) {
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

    /// The guard for any of the rows that a script finds whose revisions are conditional.
    pub(super) fn guard_range(&mut self) {
        let standings = conditional::standings(self.input);
        if !self.guards() {
            return;
        }
        let d = self.input.dialect;
        let (start, end) = &self.input.range;
        let message = format!(
            "nothing was changed: this script is for databases from {start} to {end}, and the database is at "
        );
        let statement = stmt::GuardRange {
            table: self.input.version_table.clone(),
            table_literal: Fragment::new(d.quoted_text(&d.qualified(&self.input.version_table))),
            condition: stands_at(self.input, &standings),
            base: standings.iter().any(Vec::is_empty),
            message: Fragment::new(d.quoted_text(&message)),
        };
        self.frame(statement.into());
    }

    /// The version table where revisions are conditional: made if the range has a base,
    /// widened if its ids want it.
    pub(super) fn version_table_for_range(&mut self) {
        let input = self.input;
        let length = input.id_length.1;
        let table = || input.version_table.clone();
        let made = conditional::standings(input).iter().any(Vec::is_empty);
        if made {
            let literal = input.dialect.quoted_text(&input.dialect.qualified(&input.version_table));
            let table_literal = Fragment::new(literal);
            let key = self.key();
            let statement = stmt::CreateVersionTable { table: table(), key, length, table_literal };
            self.frame(statement.into());
        }
        // Whoever made it may not have known of the longer ids.
        let short = input.id_length.0.unwrap_or(SHORTEST) < length;
        if short {
            self.frame(stmt::WidenVersionTable { table: table(), key: self.key(), length }.into());
        }
    }

    /// A revision that runs only where the version table stands right before it.
    pub(super) fn conditional_part(&mut self, part: &Part) {
        self.revision = Some(Arc::from(part.revision.as_str()));
        let input = self.input;
        if part.statements.iter().any(|s| s.outside || self.uses_fresh_value(s)) {
            self.commit();
        }
        if !part.statements.iter().any(|s| s.outside) {
            self.reopen();
        }
        let quoted = |text: &str| Fragment::new(input.dialect.quoted_text(text));
        let mut steps = Vec::new();
        for statement in part.statements.iter().filter(|s| !s.text.is_empty()) {
            self.note_enums(&statement.enums);
            let note = statement.note.as_deref().filter(|_| input.options.comments);
            let mut above: Vec<Fragment> = note
                .map(|note| comment(note, input.dialect).lines().map(Fragment::new).collect())
                .unwrap_or_default();
            for text in conditional::texts(input, statement) {
                let literal = quoted(text.as_str());
                steps.push(stmt::ConditionalStep {
                    above: std::mem::take(&mut above),
                    text,
                    literal,
                });
            }
        }
        for change in &part.changes {
            let text = render(&self.version_statement(change), input.dialect);
            let text = Fragment::new(text.trim_end_matches(';'));
            let literal = quoted(text.as_str());
            steps.push(stmt::ConditionalStep { above: Vec::new(), text, literal });
        }
        self.say(&part.title);
        self.echo(&part.title);
        let condition = stands_at(input, std::slice::from_ref(&part.rows_before));
        let text = render(&stmt::RunIf { condition, steps }.into(), input.dialect);
        self.push(&text, None, true);
        if self.mode == Transaction::Revision {
            self.commit();
        }
        self.flush_comments();
        self.revision = None;
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
        self.input.options.guard && !only_table && !self.input.anywhere
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

    pub(super) fn version_table(&mut self) {
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

    pub(super) fn part(&mut self, part: &Part) {
        self.revision = Some(Arc::from(part.revision.as_str()));
        let first = self.input.options.from_step.unwrap_or(1);
        if self.number + part.steps() >= first {
            self.say(&part.title);
            self.echo(&part.title);
        }
        for statement in &part.statements {
            self.statement(statement);
        }
        for change in &part.changes {
            let statement = render(&self.version_statement(change), self.input.dialect);
            self.reopen();
            self.numbered(&statement, None, None);
            self.keep_rows();
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

    fn statement(&mut self, statement: &Written) {
        if statement.outside || self.uses_fresh_value(statement) {
            self.commit();
        }
        if !statement.outside {
            self.reopen();
        }
        self.note_enums(&statement.enums);
        self.numbered(&statement.text, Some(&statement.origin), statement.note.as_deref());
        if statement.rows {
            self.keep_rows();
        }
    }

    /// Commits what a statement did to rows where nothing else does, so that a later failure
    /// does not take it back and the script can go on from there.
    fn keep_rows(&mut self) {
        let written = self.number >= self.input.options.from_step.unwrap_or(1);
        if written && self.mode == Transaction::None && !self.input.dialect.commits_by_itself {
            self.frame(stmt::Commit {}.into());
        }
    }

    /// Notes what must not be used before the transaction ends.
    fn note_enums(&mut self, change: &EnumChange) {
        match change {
            EnumChange::Made(name) if self.open => self.fresh_enums.push(name.clone()),
            EnumChange::Grown(name, value) if self.open && !self.fresh_enums.contains(name) => {
                self.fresh_values.push(value.clone());
            }
            _ => {}
        }
    }

    /// True for a statement that may use a value which the open transaction added to an
    /// enum: it must wait for its end (<https://www.postgresql.org/docs/current/sql-altertype.html>).
    fn uses_fresh_value(&self, statement: &Written) -> bool {
        let uses = |value: &Fragment| statement.text.contains(value.as_str());
        !matches!(statement.enums, EnumChange::Grown(..)) && self.fresh_values.iter().any(uses)
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
    fn numbered(&mut self, text: &str, origin: Option<&Origin>, note: Option<&str>) {
        self.number += 1;
        if self.number < self.input.options.from_step.unwrap_or(1) {
            return;
        }
        if let Some(note) = note {
            self.say(note);
        }
        let options = self.input.options;
        if self.mode == Transaction::None && options.comments && options.numbers {
            self.above
                .push(comment(&format!("[{}/{}]", self.number, self.total), self.input.dialect));
        }
        self.push(text, origin, true);
    }

    /// A statement around those of the revisions.
    fn frame(&mut self, stmt: Stmt) {
        let revision = self.revision.take();
        let checked = !matches!(
            stmt,
            Stmt::SessionStart(_) | Stmt::SessionEnd(_) | Stmt::Begin(_) | Stmt::Commit(_)
        );
        self.push(&render(&stmt, self.input.dialect), None, checked);
        self.revision = revision;
    }

    /// Writes a statement; `checked` where later batches must not run if it fails.
    fn push(&mut self, text: &str, origin: Option<&Origin>, checked: bool) {
        if text.is_empty() {
            return;
        }
        let delimited = self.input.options.client.delimited(text, self.input.dialect.name);
        let text = delimited.as_deref().unwrap_or(text);
        let above = std::mem::take(&mut self.above);
        self.gap();
        above.iter().for_each(|line| self.line(line));
        let start = self.text.len();
        self.text.push_str(text);
        let range = start..self.text.len();
        self.text.push('\n');
        self.records.push(Record {
            revision: self.revision.clone(),
            origin: origin.copied(),
            range,
        });
        if let Some(separator) = self.input.dialect.batch_separator {
            self.line(separator);
        }
        if self.input.options.client.stops_by_itself() {
            return;
        }
        let check = match self.open {
            true => self.input.dialect.batch_check,
            false => self.input.dialect.batch_check_outside,
        };
        if let Some(check) = check.filter(|_| checked) {
            self.block(check);
        }
    }

    /// One blank line between blocks.
    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn block(&mut self, text: &str) {
        self.gap();
        self.line(text);
    }

    pub(super) fn say(&mut self, text: &str) {
        if self.input.options.comments && !text.is_empty() {
            self.above.push(comment(text, self.input.dialect));
        }
    }

    /// Comments that no statement followed stand alone.
    fn flush_comments(&mut self) {
        if !self.above.is_empty() {
            let text = std::mem::take(&mut self.above).join("\n");
            self.block(&text);
        }
    }

    pub(super) fn finish(mut self) -> Script {
        self.flush_comments();
        Script { text: self.text, records: self.records }
    }
}
