//! Follows one statement, token by token, and says whether a `;` ends it.
//!
//! In: the statement's tokens without blanks. Out: that answer, and whether the
//! statement is a stored program or must otherwise stand alone. Knows no text
//! positions.

use super::facts::Bodies;

/// The words that matter here; all else is [`Kw::Other`] or, when not a word, a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kw {
    Other,
    /// Not a word.
    Mark,
    /// The ends of an executable comment.
    Frame,
    Open,
    Close,
    Equals,
    Less,
    Colon,
    Semicolon,
    Word(&'static str),
}

const WORDS: &[&str] = &[
    "ALTER",
    "ATOMIC",
    "BEGIN",
    "BODY",
    "CALL",
    "CASE",
    "CHARACTER",
    "CONVERSATION",
    "COPY",
    "CREATE",
    "DECLARE",
    "DEFAULT",
    "DEFINER",
    "DELETE",
    "DIALOG",
    "DISTRIBUTED",
    "DO",
    "EACH",
    "EDITIONABLE",
    "ELSE",
    "END",
    "EVENT",
    "EXISTS",
    "FOR",
    "FROM",
    "FUNCTION",
    "IF",
    "INSERT",
    "LOOP",
    "NONEDITIONABLE",
    "NOT",
    "OR",
    "PACKAGE",
    "PROC",
    "PROCEDURE",
    "REPEAT",
    "REPLACE",
    "RETURN",
    "RETURNS",
    "ROW",
    "RULE",
    "SCHEMA",
    "SELECT",
    "SET",
    "STDIN",
    "TEMP",
    "TEMPORARY",
    "THEN",
    "TRAN",
    "TRANSACTION",
    "TRIGGER",
    "TYPE",
    "UPDATE",
    "VIEW",
    "WHILE",
    "WITH",
    "AGGREGATE",
    "EXPLAIN",
];

impl Kw {
    /// Sorts a word in.
    pub(super) fn of_word(text: &str) -> Kw {
        if text.len() > 14 {
            return Kw::Other;
        }
        let found = WORDS.iter().find(|word| word.eq_ignore_ascii_case(text));
        found.map_or(Kw::Other, |word| Kw::Word(word))
    }

    /// Sorts a punctuation token in.
    pub(super) fn of_punct(text: &str) -> Kw {
        match text {
            "(" => Kw::Open,
            ")" => Kw::Close,
            "=" => Kw::Equals,
            "<" => Kw::Less,
            ":" => Kw::Colon,
            ";" => Kw::Semicolon,
            _ => Kw::Mark,
        }
    }

    fn is(self, words: &[&str]) -> bool {
        matches!(self, Kw::Word(word) if words.contains(&word))
    }
}

/// What kind of statement it has turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// The first words are still being read.
    Head,
    /// An ordinary statement.
    Plain,
    /// Ordinary, but it must be alone in its batch.
    Alone,
    /// COPY, which may bring its data along.
    Copy,
    /// Ended by the client's separator line only.
    Whole,
    /// A routine whose body may be BEGIN ATOMIC … END.
    Atomic,
    /// CREATE TRIGGER … BEGIN … END.
    Trigger,
    /// A stored program with compound statements.
    Program,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// BEGIN, IF, LOOP …: statements inside.
    Block,
    /// A CASE expression.
    Case,
}

/// One statement's state.
#[derive(Debug)]
pub(super) struct Body {
    rules: Bodies,
    class: Class,
    first: Kw,
    previous: Kw,
    open: Vec<Open>,
    parens: usize,
    /// The program's header is over.
    region: bool,
    /// The program's body is one simple statement.
    simple: bool,
    /// What the program is: TRIGGER, EVENT, PROCEDURE …
    what: Kw,
    declare: bool,
    skip: bool,
    compound: bool,
    from: bool,
    stdin: bool,
}

impl Body {
    pub(super) fn new(rules: Bodies) -> Self {
        Body {
            rules,
            class: Class::Head,
            first: Kw::Mark,
            previous: Kw::Semicolon,
            open: Vec::new(),
            parens: 0,
            region: false,
            simple: false,
            what: Kw::Other,
            declare: false,
            skip: false,
            compound: false,
            from: false,
            stdin: false,
        }
    }

    /// True for a stored program body and whatever else must stand alone.
    pub(super) fn is_block(&self) -> bool {
        self.compound || matches!(self.class, Class::Whole | Class::Alone)
    }

    /// True where only the client's separator ends the statement and a last `;` is its own.
    pub(super) fn keeps_semicolon(&self) -> bool {
        self.class == Class::Whole
    }

    /// True for a stored program, compound or not.
    pub(super) fn is_program(&self) -> bool {
        matches!(self.class, Class::Program | Class::Whole | Class::Trigger)
    }

    /// True for COPY … FROM STDIN.
    pub(super) fn is_copy(&self) -> bool {
        self.class == Class::Copy && self.stdin
    }

    /// Takes a token other than `;`; `next` looks at the one behind it.
    pub(super) fn see(&mut self, cur: Kw, next: impl FnOnce() -> Kw) {
        if self.class == Class::Head {
            self.head(cur);
        }
        match cur {
            Kw::Open => self.parens += 1,
            Kw::Close => self.parens = self.parens.saturating_sub(1),
            _ => {}
        }
        match (self.class, self.rules) {
            (Class::Copy, _) => {
                self.stdin |= self.from && cur.is(&["STDIN"]);
                self.from = cur.is(&["FROM"]);
            }
            (Class::Atomic, _) => self.atomic(cur, next),
            (Class::Trigger, _) => self.trigger(cur),
            (Class::Program, _) => self.program(cur, next),
            (Class::Plain, Bodies::Batches) => self.batch(cur, next),
            _ => {}
        }
        self.previous = cur;
    }

    /// Takes a `;` and says whether it ends the statement.
    pub(super) fn semicolon(&mut self, next: impl FnOnce() -> Kw) -> bool {
        let ends = match (self.class, self.rules) {
            (Class::Whole, _) => false,
            (Class::Trigger, _) => !self.compound || self.open.is_empty(),
            (_, Bodies::Atomic) => self.parens == 0 && self.open.is_empty(),
            (Class::Plain, Bodies::Batches) => self.open.is_empty() && !next().is(&["ELSE"]),
            (Class::Program, _) => {
                // A `;` is in no expression: what looked like one was not.
                while self.open.last() == Some(&Open::Case) {
                    self.open.pop();
                }
                self.declare = false;
                self.open.is_empty()
            }
            _ => true,
        };
        self.previous = Kw::Semicolon;
        ends
    }

    /// The first words decide the class.
    fn head(&mut self, cur: Kw) {
        if self.first == Kw::Mark {
            self.first = cur;
            self.class = self.class_of_first(cur);
            return;
        }
        // `DEFINER = name @ name`, and marks between the words.
        let account = cur == Kw::Other && matches!(self.previous, Kw::Equals | Kw::Mark);
        if account || matches!(cur, Kw::Mark | Kw::Equals | Kw::Open | Kw::Close) {
            return;
        }
        let modifiers: &[&str] = &[
            "OR",
            "REPLACE",
            "ALTER",
            "DEFINER",
            "TEMP",
            "TEMPORARY",
            "EDITIONABLE",
            "NONEDITIONABLE",
            "AGGREGATE",
            "IF",
            "NOT",
            "EXISTS",
            "CREATE",
        ];
        if cur.is(modifiers) {
            return;
        }
        self.what = cur;
        self.class = self.class_of_object(cur);
    }

    fn class_of_first(&mut self, first: Kw) -> Class {
        let compound = ["IF", "LOOP", "WHILE", "REPEAT", "FOR", "CASE"];
        match (self.rules, first) {
            (_, Kw::Word("CREATE" | "ALTER")) => Class::Head,
            (Bodies::TriggerOnly, Kw::Word("EXPLAIN")) => Class::Head,
            (Bodies::Atomic, Kw::Word("COPY")) => Class::Copy,
            (Bodies::SlashLine, Kw::Word("DECLARE" | "BEGIN") | Kw::Less) => Class::Whole,
            (Bodies::SlashLine, Kw::Word("WITH")) => Class::Head,
            (Bodies::Compound { anywhere: true }, Kw::Word("BEGIN")) => Class::Head,
            (Bodies::Compound { anywhere: true }, word) if word.is(&compound) => {
                self.region = true;
                Class::Program
            }
            _ => Class::Plain,
        }
    }

    fn class_of_object(&mut self, object: Kw) -> Class {
        let Kw::Word(word) = object else { return Class::Plain };
        let create = self.first.is(&["CREATE", "EXPLAIN"]);
        match (self.rules, word) {
            (Bodies::Atomic, "FUNCTION" | "PROCEDURE") if create => Class::Atomic,
            (Bodies::TriggerOnly, "TRIGGER") if create => Class::Trigger,
            (Bodies::Compound { .. }, "ATOMIC") => {
                // BEGIN NOT ATOMIC
                self.region = true;
                self.compound = true;
                self.open.push(Open::Block);
                Class::Program
            }
            (Bodies::Compound { .. }, "EVENT") => Class::Program,
            (Bodies::Compound { .. }, "PROCEDURE" | "FUNCTION" | "TRIGGER") if create => {
                Class::Program
            }
            (Bodies::Batches, "PROC" | "PROCEDURE" | "FUNCTION" | "TRIGGER") => Class::Whole,
            (Bodies::Batches, "VIEW") => Class::Alone,
            (Bodies::Batches, "SCHEMA" | "DEFAULT" | "RULE") if create => Class::Alone,
            (Bodies::SlashLine, "FUNCTION" | "PROCEDURE") if self.first.is(&["WITH"]) => {
                Class::Whole
            }
            (Bodies::SlashLine, "FUNCTION" | "PROCEDURE" | "PACKAGE" | "TRIGGER") if create => {
                Class::Whole
            }
            // What follows TYPE is the name or BODY: one more word is needed.
            (Bodies::SlashLine, "TYPE") if create && !self.region => {
                self.region = true;
                Class::Head
            }
            (Bodies::SlashLine, "BODY") if self.region => Class::Whole,
            _ => Class::Plain,
        }
    }

    fn atomic(&mut self, cur: Kw, next: impl FnOnce() -> Kw) {
        match cur {
            Kw::Word("BEGIN") if self.open.is_empty() && next().is(&["ATOMIC"]) => {
                self.compound = true;
                self.open.push(Open::Block);
            }
            Kw::Word("BEGIN" | "CASE") if !self.open.is_empty() => self.open.push(Open::Case),
            Kw::Word("END") => drop(self.open.pop()),
            _ => {}
        }
    }

    /// SQLite ends a trigger at `; END ;` and nowhere else once its BEGIN was seen.
    fn trigger(&mut self, cur: Kw) {
        if !self.compound {
            if cur.is(&["BEGIN"]) {
                self.compound = true;
                self.open.push(Open::Block);
            }
            return;
        }
        let closes =
            cur.is(&["END"]) && (self.previous == Kw::Semicolon || self.previous.is(&["BEGIN"]));
        self.open.clear();
        if !closes {
            self.open.push(Open::Block);
        }
    }

    fn batch(&mut self, cur: Kw, next: impl FnOnce() -> Kw) {
        let other = ["TRAN", "TRANSACTION", "DISTRIBUTED", "DIALOG", "CONVERSATION"];
        match cur {
            Kw::Word("BEGIN") => {
                let next = next();
                // `BEGIN;` is not Transact-SQL, and no block either.
                if !next.is(&other) && next != Kw::Semicolon {
                    self.open.push(Open::Block);
                }
            }
            Kw::Word("CASE") => self.open.push(Open::Case),
            Kw::Word("END") if !next().is(&["CONVERSATION"]) => drop(self.open.pop()),
            _ => {}
        }
    }

    fn program(&mut self, cur: Kw, next: impl FnOnce() -> Kw) {
        if std::mem::take(&mut self.skip) {
            return;
        }
        let Some(&top) = self.open.last() else { return self.header(cur) };
        let starters = ["THEN", "ELSE", "DO", "LOOP", "REPEAT", "BEGIN", "ATOMIC"];
        let starts =
            matches!(self.previous, Kw::Semicolon | Kw::Colon) || self.previous.is(&starters);
        match (top, cur) {
            (Open::Case, Kw::Word("CASE")) => self.open.push(Open::Case),
            (Open::Case, Kw::Word("END")) => drop(self.open.pop()),
            (Open::Case, _) => {}
            (Open::Block, Kw::Word("END")) => {
                let next = next();
                if starts || next.is(&["REPEAT"]) {
                    self.open.pop();
                    self.skip = next.is(&["IF", "LOOP", "REPEAT", "WHILE", "CASE", "FOR"]);
                }
            }
            (
                Open::Block,
                Kw::Word("BEGIN" | "IF" | "CASE" | "LOOP" | "REPEAT" | "WHILE" | "FOR"),
            ) if starts => {
                self.open.push(Open::Block);
            }
            (Open::Block, Kw::Word("BEGIN")) if self.declare => self.open.push(Open::Block),
            (Open::Block, Kw::Word("CASE")) => self.open.push(Open::Case),
            (Open::Block, Kw::Word("DECLARE")) if starts => self.declare = true,
            _ => {}
        }
    }

    /// Between CREATE and the body, or inside a body that is one simple statement.
    fn header(&mut self, cur: Kw) {
        if self.parens > 0 || self.simple {
            return;
        }
        if !self.region {
            self.region = match self.what {
                Kw::Word("TRIGGER") => self.previous.is(&["EACH"]) && cur.is(&["ROW"]),
                Kw::Word("EVENT") => cur.is(&["DO"]),
                _ => cur == Kw::Close,
            };
            return;
        }
        match cur {
            Kw::Word("BEGIN" | "IF" | "CASE" | "LOOP" | "REPEAT" | "WHILE" | "FOR") => {
                self.compound = true;
                self.open.push(Open::Block);
            }
            Kw::Word(
                "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "CALL" | "RETURN" | "WITH",
            ) => {
                self.simple = true;
            }
            Kw::Word("SET") if !self.previous.is(&["CHARACTER", "RETURNS"]) => self.simple = true,
            _ => {}
        }
    }
}
