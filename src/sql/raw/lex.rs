//! SQL text to tokens, by the lexical facts of a dialect.
//!
//! In: any text. Out: tokens whose byte ranges join up and cover it, or the first
//! place where it is broken. One pass, no recursion; ranges are at character
//! boundaries. Knows nothing of statements.

use std::ops::Range;

use super::facts::{Brackets, Lexical};
use crate::diag::{Diagnostic, codes};
use crate::dialect::DialectName;
use crate::source::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Blanks and line ends.
    Whitespace,
    /// A comment that the server does not run.
    Comment,
    /// A keyword or an unquoted name.
    Word,
    /// A quoted name.
    QuotedIdent,
    /// A string with its prefix and quotes.
    String,
    /// `$tag$…$tag$`.
    DollarQuoted,
    /// A number.
    Number,
    /// `?`, `:name`, `@name`, `$1` where the dialect has them.
    Param,
    /// One operator or punctuation character; `::` and `:=` are one token.
    Punct,
    /// `/*!40101` or the `*/` that ends such a comment, whose content is code.
    Frame,
    /// The delimiter that a client directive has set.
    Delimiter,
}

/// A piece of text that belongs together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Token {
    /// True for white space and comments.
    pub fn is_blank(&self) -> bool {
        matches!(self.kind, TokenKind::Whitespace | TokenKind::Comment)
    }

    /// True for the two ends of an executable comment, which stand around code.
    pub fn is_frame(&self) -> bool {
        self.kind == TokenKind::Frame
    }
}

/// A place where the text is lexically broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexError {
    /// What opens and is not closed, or the line that cannot be used.
    pub range: Range<usize>,
    /// What is wrong there.
    pub what: LexFault,
}

/// How text can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexFault {
    /// A string has no closing quote.
    UnterminatedString,
    /// A quoted name has no closing quote.
    UnterminatedIdentifier,
    /// A comment has no end.
    UnterminatedComment,
    /// `$tag$` does not come again.
    UnterminatedDollarQuote,
    /// `q'[` has no `]'`.
    UnterminatedAlternativeQuote,
    /// A DELIMITER line without a usable delimiter.
    BadDelimiter,
    /// A GO line with a count.
    RepeatedBatch,
}

impl LexError {
    /// The fault in a sentence.
    pub fn message(&self) -> &'static str {
        match self.what {
            LexFault::UnterminatedString => "this string is never closed",
            LexFault::UnterminatedIdentifier => "this quoted name is never closed",
            LexFault::UnterminatedComment => "this comment is never closed",
            LexFault::UnterminatedDollarQuote => "this dollar quote is never closed",
            LexFault::UnterminatedAlternativeQuote => "this `q'` string is never closed",
            LexFault::BadDelimiter => "`DELIMITER` needs 1 to 16 characters without a backslash",
            LexFault::RepeatedBatch => "`GO` with a count is not supported",
        }
    }

    /// The way out.
    pub fn help(&self) -> &'static str {
        match self.what {
            LexFault::UnterminatedString => {
                "close it with the same quote; a quote inside is written twice"
            }
            LexFault::UnterminatedIdentifier => "close the name with the matching quote",
            LexFault::UnterminatedComment => "close it with `*/`",
            LexFault::UnterminatedDollarQuote => "close it with exactly the tag that opens it",
            LexFault::UnterminatedAlternativeQuote => {
                "close it with the matching character and a quote, as in `q'[…]'`"
            }
            LexFault::BadDelimiter => "write the delimiter behind it, as in `DELIMITER //`",
            LexFault::RepeatedBatch => "write a WHILE loop, or the batch as often as it is to run",
        }
    }

    /// The diagnostic, once the caller knows the place in the file.
    pub fn diagnostic(&self, span: Span) -> Diagnostic {
        Diagnostic::error(codes::E0340, self.message()).at(span).help(self.help())
    }
}

/// The tokens of a text; after an error there are no more.
pub fn tokens(text: &str, dialect: DialectName) -> Lexer<'_> {
    Lexer::new(text, Lexical::of(dialect))
}

/// The ends of the executable comments of a text (`/*!40101` and its `*/`), in order.
pub fn frames(text: &str, dialect: DialectName) -> Vec<Range<usize>> {
    if !text.contains("/*!") && !text.contains("/*M!") {
        return Vec::new();
    }
    let frames = tokens(text, dialect).filter_map(Result::ok).filter(Token::is_frame);
    frames.map(|token| token.range).collect()
}

/// The iterator behind [`tokens`].
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    text: &'a str,
    pos: usize,
    facts: &'static Lexical,
    /// How many executable comments are open, and where the outermost begins.
    executable: (usize, usize),
    /// A delimiter other than `;`.
    pub(super) delimiter: Option<&'a str>,
    stopped: bool,
}

type Lexed = Result<(TokenKind, usize), (LexFault, usize)>;

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, facts: &'static Lexical) -> Self {
        Lexer { text, pos: 0, facts, executable: (0, 0), delimiter: None, stopped: false }
    }

    /// The text of a token.
    pub(super) fn slice(&self, token: &Token) -> &'a str {
        self.text.get(token.range.clone()).unwrap_or("")
    }

    /// True while an executable comment is open.
    pub(super) fn in_executable(&self) -> bool {
        self.executable.0 > 0
    }

    /// Goes on at another offset, which must be a character boundary.
    pub(super) fn skip_to(&mut self, pos: usize) {
        self.pos = pos.clamp(self.pos, self.text.len());
    }

    /// The next token that is neither white space nor a comment, without taking it.
    pub(super) fn peek_code(&self) -> Option<Token> {
        self.clone().find_map(|token| match token {
            Ok(token) if token.is_blank() || token.is_frame() => None,
            other => Some(other.ok()),
        })?
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    fn run(&self, from: usize, accept: impl Fn(u8) -> bool) -> usize {
        let bytes = self.text.as_bytes().get(from..).unwrap_or(&[]);
        from + bytes.iter().position(|&b| !accept(b)).unwrap_or(bytes.len())
    }

    fn at_delimiter(&self, at: usize) -> bool {
        self.delimiter.is_some_and(|d| self.text.as_bytes()[at..].starts_with(d.as_bytes()))
    }

    /// The kind of the token at `at` and where it ends, or the fault and the length of what opens it.
    fn lex(&mut self, at: usize, first: u8) -> Lexed {
        if let (true, Some(delimiter)) = (self.at_delimiter(at), self.delimiter) {
            return Ok((TokenKind::Delimiter, at + delimiter.len()));
        }
        let second = self.byte(at + 1);
        match first {
            _ if is_space(first) => Ok((TokenKind::Whitespace, self.run(at, is_space))),
            b'-' if second == Some(b'-') && self.dashes_comment(at) => Ok(self.line_comment(at)),
            b'#' if self.facts.hash_comments => Ok(self.line_comment(at)),
            b'/' if second == Some(b'*') => self.block_comment(at),
            b'*' if second == Some(b'/') && self.in_executable() => {
                self.executable.0 -= 1;
                Ok((TokenKind::Frame, at + 2))
            }
            b'\'' => self.string(at, 0, self.facts.backslash_escapes),
            b'"' => self.double_quoted(at, 0),
            b'`' if self.facts.backticks => self.name(at, 0, b'`', true),
            b'[' if self.facts.brackets != Brackets::Subscript => {
                self.name(at, 0, b']', self.facts.brackets == Brackets::DoublingName)
            }
            b'$' if self.facts.dollar_quotes && self.dollar_tag(at).is_some() => self.dollar(at),
            b'0'..=b'9' => Ok((TokenKind::Number, self.number(at))),
            b'.' if second.is_some_and(|b| b.is_ascii_digit()) => {
                Ok((TokenKind::Number, self.number(at)))
            }
            b':' if matches!(second, Some(b':' | b'=')) => Ok((TokenKind::Punct, at + 2)),
            _ if self.facts.parameters.contains(&first) => Ok(self.parameter(at, first)),
            _ if self.starts_word(first) => self.word(at, first),
            _ => Ok((TokenKind::Punct, at + 1)),
        }
    }

    fn dashes_comment(&self, at: usize) -> bool {
        !self.facts.dashes_need_space
            || self.byte(at + 2).is_none_or(|b| is_space(b) || b.is_ascii_control())
    }

    fn line_comment(&self, at: usize) -> (TokenKind, usize) {
        let ends = |b| b == b'\n' || (b == b'\r' && self.facts.return_ends_line);
        let end = self.run(at, |b| !ends(b));
        // The carriage return of a CR LF line end belongs to the line end.
        let end = if self.byte(end.saturating_sub(1)) == Some(b'\r') { end - 1 } else { end };
        (TokenKind::Comment, end)
    }

    fn block_comment(&mut self, at: usize) -> Lexed {
        let rest = self.rest(at);
        if let Some(open) = self.facts.executable_comments.iter().find(|o| rest.starts_with(**o)) {
            if self.executable.0 == 0 {
                self.executable.1 = at;
            }
            self.executable.0 += 1;
            let end = at + open.len();
            return Ok((TokenKind::Frame, self.run(end, |b| b.is_ascii_digit())));
        }
        let bytes = self.text.as_bytes();
        let (mut depth, mut pos) = (1usize, at + 2);
        while let Some(pair) = bytes.get(pos..pos + 2) {
            match pair {
                b"*/" => {
                    depth -= 1;
                    pos += 2;
                    if depth == 0 {
                        return Ok((TokenKind::Comment, pos));
                    }
                }
                b"/*" if self.facts.nested_comments => {
                    depth += 1;
                    pos += 2;
                }
                _ => pos += 1,
            }
        }
        Err((LexFault::UnterminatedComment, 2))
    }

    /// Where the quoted text that opens before `from` is closed.
    fn closed(&self, from: usize, quote: u8, doubling: bool, backslash: bool) -> Option<usize> {
        let mut pos = from;
        loop {
            pos = self.run(pos, |b| b != quote && !(backslash && b == b'\\'));
            match self.byte(pos)? {
                b'\\' if backslash && quote != b'\\' => pos += 2,
                _ if doubling && self.byte(pos + 1) == Some(quote) => pos += 2,
                _ => return Some(pos + 1),
            }
        }
    }

    fn string(&self, at: usize, prefix: usize, backslash: bool) -> Lexed {
        self.closed(at + prefix + 1, b'\'', true, backslash)
            .map(|end| (TokenKind::String, end))
            .ok_or((LexFault::UnterminatedString, prefix + 1))
    }

    fn name(&self, at: usize, prefix: usize, close: u8, doubling: bool) -> Lexed {
        self.closed(at + prefix + 1, close, doubling, false)
            .map(|end| (TokenKind::QuotedIdent, end))
            .ok_or((LexFault::UnterminatedIdentifier, prefix + 1))
    }

    fn double_quoted(&self, at: usize, prefix: usize) -> Lexed {
        if self.facts.double_quotes_name {
            return self.name(at, prefix, b'"', true);
        }
        self.closed(at + 1, b'"', true, self.facts.backslash_escapes)
            .map(|end| (TokenKind::String, end))
            .ok_or((LexFault::UnterminatedString, 1))
    }

    /// `E'…'`; the parts that follow on later lines are read by the same rules.
    fn escape_string(&self, at: usize) -> Lexed {
        let mut end = self.string(at, 1, true)?.1;
        loop {
            let next = self.run(end, is_space);
            let breaks = self.text.as_bytes()[end..next].iter().any(|b| matches!(b, b'\n' | b'\r'));
            if !breaks || self.byte(next) != Some(b'\'') {
                return Ok((TokenKind::String, end));
            }
            end = self.string(next, 0, true)?.1;
        }
    }

    /// `q'X…X'`, where `prefix` is how many bytes stand before the quote.
    fn alternative(&self, at: usize, prefix: usize) -> Option<Lexed> {
        let open = self.rest(at + prefix + 1).chars().next().filter(|c| !c.is_whitespace())?;
        let close = match open {
            '[' => ']',
            '(' => ')',
            '{' => '}',
            '<' => '>',
            other => other,
        };
        let from = at + prefix + 1 + open.len_utf8();
        let end: String = [close, '\''].into_iter().collect();
        let found = self.rest(from).find(&end);
        let fault = (LexFault::UnterminatedAlternativeQuote, prefix + 1 + open.len_utf8());
        Some(found.map(|i| (TokenKind::String, from + i + end.len())).ok_or(fault))
    }

    /// The tag at `at` with both its dollars.
    fn dollar_tag(&self, at: usize) -> Option<&'a str> {
        if self.byte(at + 1).is_some_and(|b| b.is_ascii_digit()) {
            return None;
        }
        let end = self.run(at + 1, |b| b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80);
        (self.byte(end) == Some(b'$')).then(|| self.text.get(at..end + 1))?
    }

    fn dollar(&self, at: usize) -> Lexed {
        let tag = self.dollar_tag(at).unwrap_or("$$");
        let from = at + tag.len();
        match self.rest(from).find(tag) {
            Some(i) => Ok((TokenKind::DollarQuoted, from + i + tag.len())),
            None => Err((LexFault::UnterminatedDollarQuote, tag.len())),
        }
    }

    fn number(&self, at: usize) -> usize {
        let digit = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let mut end = self.run(at, digit);
        // `1..10` is two numbers.
        if self.byte(end) == Some(b'.') && self.byte(end + 1) != Some(b'.') {
            end = self.run(end + 1, digit);
        }
        let hexadecimal = matches!(self.byte(at + 1), Some(b'x' | b'X'));
        let exponent = matches!(self.byte(end - 1), Some(b'e' | b'E')) && !hexadecimal;
        let signed = matches!(self.byte(end), Some(b'+' | b'-'));
        if exponent && signed && self.byte(end + 1).is_some_and(|b| b.is_ascii_digit()) {
            end = self.run(end + 1, digit);
        }
        end
    }

    fn parameter(&self, at: usize, sigil: u8) -> (TokenKind, usize) {
        // `@@name` is a variable of the server.
        let from = if sigil == b'@' { self.run(at, |b| b == b'@') } else { at + 1 };
        let end = self.word_end(from);
        if end == from && sigil != b'?' {
            return match self.starts_word(sigil) {
                true => (TokenKind::Word, self.word_end(at)),
                false => (TokenKind::Punct, at + 1),
            };
        }
        (TokenKind::Param, end)
    }

    fn starts_word(&self, b: u8) -> bool {
        b.is_ascii_alphabetic()
            || b == b'_'
            || b >= 0x80
            || self.facts.word_start_extra.contains(&b)
    }

    fn word_end(&self, from: usize) -> usize {
        let extra = self.facts.word_extra;
        let end = self.run(from, |b| {
            b.is_ascii_alphanumeric() || b == b'_' || b >= 0x80 || extra.contains(&b)
        });
        if self.delimiter.is_none() {
            return end;
        }
        // A delimiter may stand right behind a word: `END$$`.
        (from..end).find(|&i| i > from && self.at_delimiter(i)).unwrap_or(end)
    }

    fn word(&self, at: usize, first: u8) -> Lexed {
        let (second, third) = (self.byte(at + 1), self.byte(at + 2));
        let upper = first.to_ascii_uppercase();
        let lexed = match (upper, second) {
            (b'E', Some(b'\'')) if self.facts.escape_strings => Some(self.escape_string(at)),
            (b'Q', Some(b'\'')) if self.facts.alternative_quotes => self.alternative(at, 1),
            (b'N', Some(b'q' | b'Q')) if self.facts.alternative_quotes && third == Some(b'\'') => {
                self.alternative(at, 2)
            }
            (b'U', Some(b'&')) if self.facts.unicode_prefix && third == Some(b'\'') => {
                Some(self.string(at, 2, false))
            }
            (b'U', Some(b'&')) if self.facts.unicode_prefix && third == Some(b'"') => {
                Some(self.double_quoted(at, 2))
            }
            (_, Some(b'\'')) if self.facts.string_prefixes.contains(&upper) => {
                Some(self.string(at, 1, self.facts.backslash_escapes))
            }
            _ => None,
        };
        lexed.unwrap_or_else(|| Ok((TokenKind::Word, self.word_end(at))))
    }

    fn fail(&mut self, start: usize, len: usize, what: LexFault) -> LexError {
        self.stopped = true;
        LexError { range: start..start + len, what }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Result<Token, LexError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stopped {
            return None;
        }
        let start = self.pos;
        let Some(first) = self.byte(start) else {
            self.stopped = true;
            return self
                .in_executable()
                .then(|| Err(self.fail(self.executable.1, 2, LexFault::UnterminatedComment)));
        };
        match self.lex(start, first) {
            Ok((kind, end)) => {
                self.pos = end;
                Some(Ok(Token { kind, range: start..end }))
            }
            Err((what, len)) => Some(Err(self.fail(start, len, what))),
        }
    }
}

/// The bytes that every dialect takes for white space.
pub(super) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}
