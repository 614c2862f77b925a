//! A cursor over tokens, with the small things that all DDL is made of.

use std::ops::Range;

use super::super::effect::{NamePart, NamePath};
use super::super::facts::Lexical;
use super::super::lex::{Lexer, Token, TokenKind};
use crate::dialect::DialectName;

/// The tokens of a text without white space and comments; none where it is lexically broken.
pub(in super::super) fn code_tokens(text: &str, dialect: DialectName) -> Option<Vec<Token>> {
    Lexer::new(text, Lexical::of(dialect))
        .filter(|token| !token.as_ref().is_ok_and(|token| token.is_blank() || token.is_frame()))
        .collect::<Result<_, _>>()
        .ok()
}

/// Reads forward over some tokens of a text.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    pub(in super::super) dialect: DialectName,
}

impl<'a> Reader<'a> {
    pub(in super::super) fn new(text: &'a str, tokens: &'a [Token], dialect: DialectName) -> Self {
        Reader { text, tokens, at: 0, dialect }
    }

    /// A reader over part of this one's tokens.
    fn part(&self, range: Range<usize>) -> Reader<'a> {
        Reader { tokens: self.tokens.get(range).unwrap_or(&[]), at: 0, ..*self }
    }

    /// A reader over the same tokens that stands at the first.
    pub(in super::super) fn at_start(&self) -> Reader<'a> {
        Reader { at: 0, ..*self }
    }

    /// A reader that stands one token back.
    pub(in super::super) fn one_back(&self) -> Reader<'a> {
        Reader { at: self.at.saturating_sub(1), ..*self }
    }

    /// True when every token was read.
    pub(in super::super) fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// `Some` when every token was read.
    pub(in super::super) fn finish(&self) -> Option<()> {
        self.done().then_some(())
    }

    fn token(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    fn slice(&self, token: &Token) -> &'a str {
        self.text.get(token.range.clone()).unwrap_or("")
    }

    /// The kind and text of the token that is `ahead` tokens on.
    pub(in super::super) fn peek(&self, ahead: usize) -> Option<(TokenKind, &'a str)> {
        self.token(ahead).map(|token| (token.kind, self.slice(token)))
    }

    /// True when the words come next, in any case.
    pub(in super::super) fn at_words(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(i, word)| {
            matches!(self.peek(i), Some((TokenKind::Word, text)) if text.eq_ignore_ascii_case(word))
        })
    }

    /// Takes the words if they come next.
    pub(in super::super) fn words(&mut self, words: &[&str]) -> bool {
        let found = self.at_words(words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Takes the word if it comes next.
    pub(in super::super) fn word(&mut self, word: &str) -> bool {
        self.words(&[word])
    }

    /// `Some` when the word came next; it is taken.
    pub(in super::super) fn expect(&mut self, word: &str) -> Option<()> {
        self.word(word).then_some(())
    }

    /// Takes whichever of the words comes next.
    pub(in super::super) fn one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let found = words.iter().find(|word| self.at_words(&[word]))?;
        self.at += 1;
        Some(found)
    }

    /// True when the token before is this word.
    pub(in super::super) fn previous_is(&self, word: &str) -> bool {
        let previous = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        previous.is_some_and(|token| self.slice(token).eq_ignore_ascii_case(word))
    }

    /// The next token in capitals when it is a word; not taken.
    pub(in super::super) fn upper(&self) -> Option<String> {
        self.upper_at(0)
    }

    /// The token that is `ahead` tokens on in capitals when it is a word.
    pub(in super::super) fn upper_at(&self, ahead: usize) -> Option<String> {
        match self.peek(ahead)? {
            (TokenKind::Word, text) => Some(text.to_ascii_uppercase()),
            _ => None,
        }
    }

    /// True when the punctuation comes next.
    pub(in super::super) fn at_punct(&self, punct: &str) -> bool {
        self.peek(0) == Some((TokenKind::Punct, punct))
    }

    /// Takes the punctuation if it comes next.
    pub(in super::super) fn punct(&mut self, punct: &str) -> bool {
        let found = self.at_punct(punct);
        self.at += usize::from(found);
        found
    }

    /// Takes any token.
    pub(in super::super) fn bump(&mut self) {
        self.at += 1;
    }

    /// Takes IF EXISTS, or IF NOT EXISTS.
    pub(in super::super) fn if_exists(&mut self) -> bool {
        self.words(&["IF", "EXISTS"])
    }

    /// Takes IF NOT EXISTS.
    pub(in super::super) fn if_not_exists(&mut self) -> bool {
        self.words(&["IF", "NOT", "EXISTS"])
    }

    /// Takes CASCADE [CONSTRAINTS] or RESTRICT and says whether it was the former.
    pub(in super::super) fn cascade(&mut self) -> bool {
        let cascade = self.word("CASCADE");
        if cascade {
            self.word("CONSTRAINTS");
        } else {
            self.word("RESTRICT");
        }
        cascade
    }

    /// Takes one name.
    pub(in super::super) fn name(&mut self) -> Option<NamePart> {
        let (kind, text) = self.peek(0)?;
        let part = match kind {
            TokenKind::Word => NamePart { text: text.to_owned(), quoted: false },
            TokenKind::QuotedIdent => NamePart { text: unquote(text), quoted: true },
            // SQLite takes a string where only a name can stand.
            TokenKind::String if self.dialect == DialectName::Sqlite => {
                NamePart { text: unquote(text), quoted: true }
            }
            _ => return None,
        };
        self.at += 1;
        Some(part)
    }

    /// Takes a name with what qualifies it; `a..b` has an empty part in the middle, which is left out.
    pub(in super::super) fn path(&mut self) -> Option<NamePath> {
        let mut path = vec![self.name()?];
        while self.punct(".") {
            self.punct(".");
            path.push(self.name()?);
        }
        Some(path)
    }

    /// Takes a string and gives what it stands for.
    pub(in super::super) fn string(&mut self) -> Option<String> {
        match self.peek(0)? {
            (TokenKind::String | TokenKind::DollarQuoted, text) => {
                self.at += 1;
                Some(string_value(text, self.dialect))
            }
            _ => None,
        }
    }

    /// Takes a number with its sign and gives its text.
    pub(in super::super) fn number(&mut self) -> Option<String> {
        let sign = if self.punct("-") { "-" } else { "" };
        self.punct("+");
        match self.peek(0)? {
            (TokenKind::Number, text) => {
                self.at += 1;
                Some(format!("{sign}{text}"))
            }
            _ => None,
        }
    }

    /// Takes what stands in parentheses and gives a reader over it.
    pub(in super::super) fn parens(&mut self) -> Option<Reader<'a>> {
        if !self.at_punct("(") {
            return None;
        }
        let start = self.at + 1;
        let mut depth = 0usize;
        for (i, token) in self.tokens.iter().enumerate().skip(self.at) {
            if token.kind != TokenKind::Punct {
                continue;
            }
            match self.slice(token) {
                "(" => depth += 1,
                ")" => {
                    depth -= 1;
                    if depth == 0 {
                        self.at = i + 1;
                        return Some(self.part(start..i));
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Takes names in parentheses.
    pub(in super::super) fn names(&mut self) -> Option<Vec<NamePart>> {
        self.parens()?
            .items()
            .into_iter()
            .map(|mut item| {
                let name = item.name()?;
                item.finish()?;
                Some(name)
            })
            .collect()
    }

    /// Readers over the rest, parted at its commas outside of parentheses.
    pub(in super::super) fn items(&self) -> Vec<Reader<'a>> {
        let mut items = Vec::new();
        let (mut depth, mut start) = (0usize, self.at);
        for (i, token) in self.tokens.iter().enumerate().skip(self.at) {
            match self.slice(token) {
                "(" | "[" if token.kind == TokenKind::Punct => depth += 1,
                ")" | "]" if token.kind == TokenKind::Punct => depth = depth.saturating_sub(1),
                "," if token.kind == TokenKind::Punct && depth == 0 => {
                    items.push(self.part(start..i));
                    start = i + 1;
                }
                _ => {}
            }
        }
        items.push(self.part(start..self.tokens.len()));
        items
    }

    /// Takes tokens up to one at which `stop` holds outside of parentheses and CASE; at least one.
    pub(in super::super) fn until(
        &mut self,
        stop: impl Fn(&Reader<'a>) -> bool,
    ) -> Option<&'a str> {
        let first = self.token(0)?;
        let (mut depth, mut cases, mut end) = (0usize, 0usize, first.range.end);
        let begin = self.at;
        while let Some((kind, text)) = self.peek(0) {
            if self.at > begin && depth == 0 && cases == 0 && stop(self) {
                break;
            }
            match (kind, text) {
                (TokenKind::Punct, "(") => depth += 1,
                (TokenKind::Punct, ")") => depth = depth.checked_sub(1)?,
                (TokenKind::Word, word) if word.eq_ignore_ascii_case("CASE") => cases += 1,
                (TokenKind::Word, word) if word.eq_ignore_ascii_case("END") => {
                    cases = cases.saturating_sub(1);
                }
                _ => {}
            }
            end = self.token(0).map_or(end, |token| token.range.end);
            self.at += 1;
        }
        self.text.get(first.range.start..end)
    }

    /// Takes the rest and gives its text.
    pub(in super::super) fn rest(&mut self) -> &'a str {
        let text = self.rest_text();
        self.at = self.tokens.len();
        text
    }

    /// The text of the rest, without taking it; empty when all was read.
    pub(in super::super) fn rest_text(&self) -> &'a str {
        match (self.token(0), self.tokens.last()) {
            (Some(first), Some(last)) => {
                self.text.get(first.range.start..last.range.end).unwrap_or("")
            }
            _ => "",
        }
    }

    /// The text of the tokens that were taken since `mark` was a copy of this reader.
    pub(in super::super) fn since(&self, mark: &Reader<'a>) -> &'a str {
        match self.tokens.get(mark.at..self.at) {
            Some([first, .., last]) => {
                self.text.get(first.range.start..last.range.end).unwrap_or("")
            }
            Some([only]) => self.slice(only),
            _ => "",
        }
    }

    /// The bytes of the tokens that were taken since `mark` was a copy of this reader.
    pub(in super::super) fn range_since(&self, mark: &Reader<'a>) -> Option<Range<usize>> {
        let taken = self.tokens.get(mark.at..self.at)?;
        Some(taken.first()?.range.start..taken.last()?.range.end)
    }

    /// The whole text of all tokens.
    pub(in super::super) fn whole(&self) -> &'a str {
        self.at_start().rest_text()
    }

    /// Readers over statements that follow each other without a terminator, as far as the
    /// words that only begin statements show them (Transact-SQL).
    pub(in super::super) fn unterminated(&self) -> Vec<Reader<'a>> {
        let (mut depth, mut start, mut parts) = (0usize, self.at, Vec::new());
        let mut here = *self;
        while let Some((kind, text)) = here.peek(0) {
            match (kind, text) {
                (TokenKind::Punct, "(") => depth += 1,
                (TokenKind::Punct, ")") => depth = depth.saturating_sub(1),
                (TokenKind::Word, _)
                    if depth == 0 && here.at > start && here.begins_statement() =>
                {
                    parts.push(self.part(start..here.at));
                    start = here.at;
                }
                _ => {}
            }
            here.bump();
        }
        parts.push(self.part(start..self.tokens.len()));
        parts
    }

    fn begins_statement(&self) -> bool {
        let droppable = [
            "TABLE",
            "INDEX",
            "VIEW",
            "PROCEDURE",
            "PROC",
            "FUNCTION",
            "TRIGGER",
            "SCHEMA",
            "SEQUENCE",
            "TYPE",
        ];
        ["CREATE", "EXEC", "EXECUTE"].iter().any(|word| self.at_words(&[word]))
            || self.at_words(&["ALTER", "TABLE"])
            || droppable.iter().any(|kind| self.at_words(&["DROP", kind]))
    }
}

/// A quoted name without its quotes.
pub(in super::super) fn unquote(text: &str) -> String {
    let inner = text.strip_prefix("U&").or_else(|| text.strip_prefix("u&")).unwrap_or(text);
    let mut chars = inner.chars();
    let (Some(open), Some(_)) = (chars.next(), chars.next_back()) else { return String::new() };
    let close = if open == '[' { ']' } else { open };
    let doubled: String = [close, close].into_iter().collect();
    chars.as_str().replace(&doubled, &close.to_string())
}

/// What a string literal stands for; unusual escapes stay as they are written.
pub(in super::super) fn string_value(text: &str, dialect: DialectName) -> String {
    if text.starts_with('$') {
        let tag = text.get(1..).and_then(|t| t.find('$')).map_or(2, |i| i + 2);
        return text.get(tag..text.len().saturating_sub(tag)).unwrap_or("").to_owned();
    }
    let start = text.find(['\'', '"']).unwrap_or(0);
    let prefix = text.get(..start).unwrap_or("");
    let quoted = text.get(start..).unwrap_or("");
    if prefix.to_ascii_uppercase().ends_with('Q') {
        let mut chars = quoted.chars();
        for _ in 0..2 {
            chars.next();
            chars.next_back();
        }
        return chars.as_str().to_owned();
    }
    let value = unquote(quoted);
    let escapes = Lexical::of(dialect).backslash_escapes || prefix.eq_ignore_ascii_case("e");
    if escapes { unescape(&value) } else { value }
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => out.push('\n'),
            ('\\', Some('t')) => out.push('\t'),
            ('\\', Some('r')) => out.push('\r'),
            ('\\', Some(other)) => out.push(other),
            _ => out.push(c),
        }
    }
    out
}
