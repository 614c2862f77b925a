//! SQL text to its statements.
//!
//! In: text and its dialect. Out: byte ranges, one a statement, that leave out the
//! terminators, the separator lines of client programs and the white space between,
//! and nothing else. Knows no grammar beyond where a statement ends.

use std::ops::Range;

use super::body::{Body, Kw};
use super::facts::{Bodies, Lexical};
use super::lex::{LexError, LexFault, Lexer, Token, TokenKind};
use super::scan::{GoCount, go_line};
use crate::dialect::DialectName;

/// How a statement is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// An ordinary statement; ended by the dialect's terminator.
    Plain,
    /// A stored program's body, or a statement that must be alone in its batch: ended by `/`
    /// on oracle and by GO on mssql; holds `;` that do not end it.
    Block,
    /// COPY … FROM STDIN with its data up to `\.`; ended already.
    Copy,
}

/// One statement of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The statement with the comments right before it, without terminator and white space
    /// around; never ends in a comment.
    pub range: Range<usize>,
    /// How it is to be written.
    pub kind: PieceKind,
    /// Comments that were cut off from the statement below them by a separator line or an empty statement.
    pub above: Vec<Range<usize>>,
    /// Comments between the statement's last token and its terminator, and behind the
    /// terminator on the same line; at the end of the text, all that are left.
    pub after: Vec<Range<usize>>,
    /// Which of the batches that GO lines part; always 0 elsewhere.
    pub batch: usize,
}

/// Splits a text into its statements; empty ones are dropped, and a text of comments has none.
///
/// # Errors
/// The first place where the text is lexically broken.
pub fn split(text: &str, dialect: DialectName) -> Result<Vec<Piece>, LexError> {
    let facts = Lexical::of(dialect);
    let mut splitter = Splitter {
        text,
        lexer: Lexer::new(text, facts),
        rules: facts.bodies,
        body: Body::new(facts.bodies),
        pieces: Vec::new(),
        lead: None,
        code: None,
        above: Vec::new(),
        after: Vec::new(),
        batch: 0,
        fresh_line: true,
        same_line: false,
        copy_data: true,
    };
    while let Some(token) = splitter.lexer.next() {
        splitter.take(token?)?;
    }
    Ok(splitter.end())
}

struct Splitter<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    rules: Bodies,
    body: Body,
    pieces: Vec<Piece>,
    /// The comments before the statement that is being read, as one range.
    lead: Option<Range<usize>>,
    /// Its first to its last token that is not blank.
    code: Option<Range<usize>>,
    above: Vec<Range<usize>>,
    after: Vec<Range<usize>>,
    batch: usize,
    /// Only white space stood on this line so far.
    fresh_line: bool,
    /// The last statement's terminator stands on this line.
    same_line: bool,
    /// False once no `\.` line was found: there is none further on.
    copy_data: bool,
}

impl Splitter<'_> {
    fn take(&mut self, token: Token) -> Result<(), LexError> {
        let text = self.lexer.slice(&token);
        match token.kind {
            TokenKind::Whitespace => {
                if text.contains('\n') {
                    self.fresh_line = true;
                    self.same_line = false;
                }
                return Ok(());
            }
            TokenKind::Comment => self.comment(token.range),
            TokenKind::Delimiter => self.finish(token.range.end),
            _ if self.fresh_line && self.directive(&token, text)? => return Ok(()),
            kind => {
                let kw = keyword(kind, text);
                if kw == Kw::Semicolon {
                    self.semicolon(token.range);
                } else {
                    self.code(token.range, kw);
                }
            }
        }
        self.fresh_line = false;
        Ok(())
    }

    fn comment(&mut self, range: Range<usize>) {
        if self.code.is_some() {
            self.after.push(range);
            return;
        }
        let line_ends = || {
            let rest = self.text.get(range.end..).unwrap_or("");
            let rest = rest.trim_start_matches([' ', '\t', '\r']);
            rest.is_empty() || rest.starts_with('\n')
        };
        match self.pieces.last() {
            Some(_) if self.same_line && self.lead.is_none() && line_ends() => {
                if let Some(last) = self.pieces.last_mut() {
                    last.after.push(range);
                }
            }
            _ => self.lead = Some(self.lead.take().map_or(range.start, |l| l.start)..range.end),
        }
    }

    fn code(&mut self, range: Range<usize>, kw: Kw) {
        let start = self.code.take().map_or(range.start, |code| code.start);
        self.code = Some(start..range.end);
        self.after.clear();
        self.same_line = false;
        if kw != Kw::Frame {
            let lexer = &self.lexer;
            self.body.see(kw, || next_keyword(lexer));
        }
    }

    fn semicolon(&mut self, range: Range<usize>) {
        if self.code.is_none() {
            return self.finish(range.end);
        }
        let lexer = &self.lexer;
        let ends = self.body.semicolon(|| next_keyword(lexer));
        let held = lexer.in_executable() || (lexer.delimiter.is_some() && self.body.is_program());
        if ends && !held {
            return self.finish(range.end);
        }
        // Under another delimiter the last `;` is a terminator all the same.
        if self.body.keeps_semicolon() || lexer.delimiter.is_none() || lexer.in_executable() {
            self.code = self.code.take().map(|code| code.start..range.end);
            self.after.clear();
        }
    }

    /// Ends the statement that is being read; `end` is behind its terminator.
    fn finish(&mut self, end: usize) {
        let body = std::mem::replace(&mut self.body, Body::new(self.rules));
        let Some(code) = self.code.take() else {
            self.above.extend(self.lead.take());
            self.same_line |= !self.pieces.is_empty();
            return;
        };
        let mut range = self.lead.take().map_or(code.start, |lead| lead.start)..code.end;
        let mut kind = if body.is_block() { PieceKind::Block } else { PieceKind::Plain };
        if let Some(data_end) = self.copy_data(&body, end) {
            range.end = data_end;
            kind = PieceKind::Copy;
            self.after.clear();
            self.lexer.skip_to(data_end);
        }
        self.pieces.push(Piece {
            range,
            kind,
            above: std::mem::take(&mut self.above),
            after: std::mem::take(&mut self.after),
            batch: self.batch,
        });
        self.same_line = true;
    }

    /// Where the data of a COPY ends: behind the line `\.`.
    fn copy_data(&mut self, body: &Body, from: usize) -> Option<usize> {
        if !self.copy_data || !body.is_copy() {
            return None;
        }
        let rest = self.text.get(from..)?;
        let mut at = from + rest.find('\n')? + 1;
        for line in self.text.get(at..)?.split_inclusive('\n') {
            if line.trim_end() == "\\." {
                return Some(at + 2);
            }
            at += line.len();
        }
        self.copy_data = false;
        None
    }

    /// Handles a client's own line that begins with this token, if it is one.
    fn directive(&mut self, token: &Token, text: &str) -> Result<bool, LexError> {
        let wanted = match self.rules {
            Bodies::Batches => token.kind == TokenKind::Word && text.eq_ignore_ascii_case("go"),
            Bodies::SlashLine => text == "/",
            Bodies::Compound { .. } => text.eq_ignore_ascii_case("delimiter"),
            Bodies::Atomic | Bodies::TriggerOnly => false,
        };
        if !wanted {
            return Ok(false);
        }
        let start = token.range.start;
        let line = self.text.get(start..).unwrap_or("");
        let line = line.split('\n').next().unwrap_or(line);
        let end = if self.rules == Bodies::Batches { line.find("--") } else { None };
        let range = start..start + line[..end.unwrap_or(line.len())].trim_end().len();
        let fault = |what| LexError { range: range.clone(), what };
        match self.rules {
            Bodies::Batches => match go_line(line) {
                None => return Ok(false),
                Some(GoCount::Other) => return Err(fault(LexFault::RepeatedBatch)),
                Some(GoCount::Once) => {
                    self.finish(range.end);
                    self.batch +=
                        usize::from(self.pieces.last().is_some_and(|p| p.batch == self.batch));
                }
            },
            Bodies::SlashLine if line.trim_end() != "/" => return Ok(false),
            Bodies::SlashLine => self.finish(range.end),
            _ => {
                let argument = line.get(text.len()..).unwrap_or("");
                if !argument.is_empty() && !argument.starts_with(|c: char| c.is_ascii_whitespace())
                {
                    return Ok(false);
                }
                let word = argument.split_ascii_whitespace().next().unwrap_or("");
                if word.is_empty() || word.len() > 16 || word.contains('\\') {
                    return Err(fault(LexFault::BadDelimiter));
                }
                self.finish(range.end);
                self.lexer.delimiter = Some(word).filter(|word| *word != ";");
            }
        }
        self.same_line = false;
        self.lexer.skip_to(range.end);
        Ok(true)
    }

    fn end(mut self) -> Vec<Piece> {
        self.finish(self.text.len());
        if let Some(last) = self.pieces.last_mut() {
            last.after.append(&mut self.above);
        }
        self.pieces
    }
}

fn keyword(kind: TokenKind, text: &str) -> Kw {
    match kind {
        TokenKind::Word => Kw::of_word(text),
        TokenKind::Punct => Kw::of_punct(text),
        TokenKind::Delimiter => Kw::Semicolon,
        TokenKind::Frame => Kw::Frame,
        TokenKind::QuotedIdent => Kw::Other,
        _ => Kw::Mark,
    }
}

fn next_keyword(lexer: &Lexer<'_>) -> Kw {
    lexer.peek_code().map_or(Kw::Mark, |token| keyword(token.kind, lexer.slice(&token)))
}
