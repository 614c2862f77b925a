//! What the compiler says about a revision.
//!
//! In: a fault, at the place that found it. Out: a neutral [`Diagnostic`] in a
//! [`Report`]. The wording stands beside the fault, in the file that detects it;
//! how it is shown is `render`'s business alone.

pub mod codes;
pub mod explain;
pub mod render;
pub mod suggest;

pub use codes::Code;

use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Something worth knowing.
    Note,
    /// The script is written all the same.
    Warning,
    /// No script is written.
    Error,
}

/// A place and what is to be said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is said there; may be empty.
    pub text: String,
}

/// One fault: what, where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How bad it is.
    pub level: Level,
    /// One sentence in the user's terms, without a full stop.
    pub message: String,
    /// The place to look at first; none for what has no file.
    pub primary: Option<Label>,
    /// Other places that are part of the story.
    pub secondary: Vec<Label>,
    /// What else there is to know, such as a difference; each may have several lines.
    pub notes: Vec<String>,
    /// Ways out, most likely first.
    pub help: Vec<String>,
    /// What is not there, where that is the fault: a later stage looks up where it went or
    /// which revision makes it. Never shown.
    pub missing: Option<Box<Missing>>,
}

/// A thing that a revision speaks of and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What it is.
    pub what: Part,
    /// Its schema, or that of its table.
    pub schema: Option<String>,
    /// The table that it is a part of.
    pub table: Option<String>,
    /// Its name.
    pub name: String,
}

/// What a missing thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A table, or a view that would do as well.
    Table,
    /// A column of a table.
    Column,
    /// A constraint of a table.
    Constraint,
    /// An index.
    Index,
    /// Anything else, by what people call it.
    Object(&'static str),
}

impl Missing {
    /// A thing with a name of its own.
    pub fn named(what: Part, schema: Option<&str>, name: &str) -> Self {
        let schema = schema.map(str::to_owned);
        Missing { what, schema, table: None, name: name.to_owned() }
    }

    /// A part of a table.
    pub fn part(what: Part, schema: Option<&str>, table: &str, name: &str) -> Self {
        Missing { table: Some(table.to_owned()), ..Missing::named(what, schema, name) }
    }
}

impl Diagnostic {
    /// An error with this code and message.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, message)
    }

    /// A warning with this code and message.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, message)
    }

    fn new(level: Level, code: Code, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            level,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            missing: None,
        }
    }

    /// Points at the place, with nothing more to say there.
    pub fn at(self, span: Span) -> Self {
        self.label(span, "")
    }

    /// Points at the place and says something there.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label { span, text: text.into() });
        self
    }

    /// Adds another place that is part of the story.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    /// Adds what else there is to know.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what is not there.
    pub fn missing(mut self, missing: Missing) -> Self {
        self.missing = Some(Box::new(missing));
        self
    }

    /// Adds a way out.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a way out where there is one.
    pub fn help_if(mut self, text: Option<String>) -> Self {
        self.help.extend(text);
        self
    }
}

/// Everything that a run has to say, gathered.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// True when something was wrong before, which another report tells of.
    doubtful: bool,
}

impl Report {
    /// Takes in one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes in several diagnostics.
    pub fn push_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Of the diagnostics behind the first `from`, keeps those that pass.
    pub fn retain_from(&mut self, from: usize, keep: impl Fn(&Diagnostic) -> bool) {
        let mut at = 0;
        self.diagnostics.retain(|diagnostic| {
            at += 1;
            at <= from || keep(diagnostic)
        });
    }

    /// Takes in all diagnostics of another report.
    pub fn absorb(&mut self, other: Report) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// True when at least one error is among them.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.level == Level::Error)
    }

    /// True when something is wrong, here or in an earlier report: what seems to be a
    /// fault may follow from that one.
    pub fn is_doubtful(&self) -> bool {
        self.doubtful || self.has_errors()
    }

    /// Notes that something was wrong before this report begins.
    pub fn doubt(&mut self) {
        self.doubtful = true;
    }

    /// Takes out what was gathered so far; an error among it leaves a doubt.
    pub fn take(&mut self) -> Report {
        let doubtful = self.is_doubtful();
        std::mem::replace(self, Report { diagnostics: Vec::new(), doubtful })
    }

    /// The diagnostics in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// The same, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.diagnostics.iter_mut()
    }

    /// How many errors there are so far.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.level == Level::Error).count()
    }

    /// How many diagnostics there are so far.
    pub fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// True when nothing was said.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// All diagnostics in file and position order, each once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        let key = |d: &&Diagnostic| (d.primary.as_ref().map(|l| l.span), d.code, d.message.clone());
        all.sort_by_cached_key(key);
        // Several dialects say the same of the same place, if not always with the same details.
        all.dedup_by(|next, last| next.level == last.level && key(next) == key(last));
        all
    }
}
