//! A dump to tokens, whatever program wrote it.
//!
//! In: text of any dialect. Out: words, names, texts and marks, without comments and the bodies
//! of stored programs between dollars. Never fails: a quote that is not closed is a mark.

/// A piece of a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A keyword, an unquoted name or a number.
    Word(&'a str),
    /// A quoted name: what stands between its quotes, and the closing one.
    Name(&'a str, char),
    /// Text: what stands between its quotes, and whether a backslash hides what follows it.
    Text(&'a str, bool),
    /// One other character. A line of GO, or of `/`, is a `;`.
    Mark(char),
    /// What stands between dollars.
    Body,
    /// The rows behind `COPY … FROM stdin;`.
    Rows(&'a str),
}

impl Token<'_> {
    /// A word in lower case; empty for anything else.
    pub(super) fn word(self) -> String {
        match self {
            Token::Word(word) => word.to_lowercase(),
            _ => String::new(),
        }
    }

    /// A name, quoted or not.
    pub(super) fn name(self) -> Option<String> {
        match self {
            Token::Word(word) => Some(word.to_owned()),
            Token::Name(name, close) => Some(undoubled(name, close)),
            _ => None,
        }
    }

    /// True for this name, quoted or not, in any case.
    pub(super) fn is_name(self, name: &str) -> bool {
        match self {
            Token::Word(word) => word.eq_ignore_ascii_case(name),
            Token::Name(quoted, close) => {
                quoted.len() >= name.len() && undoubled(quoted, close).eq_ignore_ascii_case(name)
            }
            _ => false,
        }
    }

    fn is_word(self, wanted: &str) -> bool {
        matches!(self, Token::Word(word) if word.eq_ignore_ascii_case(wanted))
    }

    /// The value that a text or a number is; `quotes_text` is whether `"…"` is text too.
    pub(super) fn value(self, quotes_text: bool) -> Option<String> {
        match self {
            Token::Text(text, true) => Some(unescaped(&undoubled(text, '\''))),
            Token::Text(text, false) => Some(undoubled(text, '\'')),
            Token::Name(text, '"') if quotes_text => Some(unescaped(&undoubled(text, '"'))),
            Token::Word(word) if word.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(word.to_owned())
            }
            _ => None,
        }
    }
}

fn undoubled(text: &str, quote: char) -> String {
    text.replace(&format!("{quote}{quote}"), &quote.to_string())
}

fn unescaped(text: &str) -> String {
    let mut hidden = false;
    text.chars()
        .filter(|&c| {
            hidden = c == '\\' && !hidden;
            !hidden
        })
        .collect()
}

/// The tokens of a dump, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// A backslash in text hides a quote, as in a dump of MySQL or MariaDB.
    pub(super) escapes: bool,
    /// Quotes and comments end on their own line: for a dump that cannot be read otherwise.
    by_line: bool,
    /// Where that line ends, as far as it was looked up.
    line_end: usize,
    first_on_line: bool,
    /// Whether a statement begins here, is a COPY, and has said `stdin`.
    begins: bool,
    copies: bool,
    stdin: bool,
    /// Rows of a COPY come next.
    rows: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str, by_line: bool) -> Self {
        Tokens {
            text,
            at: 0,
            escapes: has_escapes(text),
            by_line,
            line_end: 0,
            first_on_line: true,
            begins: true,
            copies: false,
            stdin: false,
            rows: false,
        }
    }

    /// The number of the line that is read.
    pub(super) fn line(&self) -> usize {
        self.text.get(..self.at).unwrap_or_default().matches('\n').count() + 1
    }

    /// The next token, without taking it.
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.clone().next()
    }

    /// True where the next token is the first on its line.
    pub(super) fn at_line(&mut self) -> bool {
        if !self.rows {
            self.skip();
        }
        self.first_on_line
    }

    /// Takes the next token if it is this word.
    pub(super) fn take_word(&mut self, wanted: &str) -> bool {
        self.take_if(|token| token.is_word(wanted))
    }

    /// Takes the next token if it is this mark.
    pub(super) fn take_mark(&mut self, wanted: char) -> bool {
        self.take_if(|token| token == Token::Mark(wanted))
    }

    fn take_if(&mut self, wanted: impl Fn(Token<'a>) -> bool) -> bool {
        let mut ahead = self.clone();
        let found = ahead.next().is_some_and(wanted);
        if found {
            *self = ahead;
        }
        found
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What a quote or a comment that opens here may reach.
    fn reach(&mut self) -> &'a str {
        let rest = self.rest();
        if !self.by_line {
            return rest;
        }
        if self.line_end <= self.at {
            self.line_end = self.at + rest.find('\n').unwrap_or(rest.len());
        }
        self.text.get(self.at..self.line_end).unwrap_or_default()
    }

    /// Passes over white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            self.first_on_line |= rest.get(..blank).is_some_and(|blank| blank.contains('\n'));
            self.at += blank;
            let rest = self.rest();
            let length = if rest.starts_with("--") || self.escapes && rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                self.reach().find("*/").map_or(0, |end| end + 2)
            } else {
                0
            };
            self.at += length;
            if length == 0 {
                return;
            }
        }
    }

    /// A line of its own that ends a statement for SQL Server's or Oracle's clients.
    fn separator(&self, first: char) -> Option<usize> {
        if !self.first_on_line || !matches!(first, 'g' | 'G' | '/') {
            return None;
        }
        let line = self.rest().split('\n').next().unwrap_or_default();
        let word = line.trim_end();
        (word == "/" || word.eq_ignore_ascii_case("go")).then_some(word.len())
    }

    fn copied(&mut self) -> Token<'a> {
        let rest = self.rest();
        let from = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let mut to = from;
        for line in rest.get(from..).unwrap_or_default().split_inclusive('\n') {
            if line.trim_end() == "\\." {
                self.at += to + line.len();
                self.first_on_line = true;
                return Token::Rows(rest.get(from..to).unwrap_or_default());
            }
            to += line.len();
        }
        self.at += to;
        Token::Rows(rest.get(from..).unwrap_or_default())
    }

    /// Text or a name that opens here, `before` bytes into the rest: its token and its length.
    fn quoted(&mut self, before: usize, marked: bool) -> Option<(Token<'a>, usize)> {
        let reach = self.reach();
        let open = reach.get(before..)?.chars().next()?;
        let inside = reach.get(before + 1..)?;
        let escapes = (self.escapes && open != '`') || marked;
        let close = if open == '[' { ']' } else { open };
        let end = closing(inside, close, escapes && open != '[')?;
        let content = inside.get(..end)?;
        let token = match open {
            '\'' => Token::Text(content, escapes),
            '[' if content.contains(['\'', '\n', '"']) => return None,
            _ => Token::Name(content, close),
        };
        Some((token, before + 1 + end + close.len_utf8()))
    }

    fn lex(&mut self, first: char) -> (Token<'a>, usize) {
        if let Some(length) = self.separator(first) {
            return (Token::Mark(';'), length);
        }
        let rest = self.rest();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '#');
        let mark = (Token::Mark(first), first.len_utf8());
        match first {
            '\'' | '"' | '`' | '[' => self.quoted(0, false).unwrap_or(mark),
            '$' if !self.escapes => match dollars(self.reach()) {
                Some(length) => (Token::Body, length),
                None => mark,
            },
            c if plain(c) => {
                let end = rest.find(|c: char| !(plain(c) || c == '$')).unwrap_or(rest.len());
                let word = rest.get(..end).unwrap_or_default();
                let is_prefix = rest.get(end..).is_some_and(|rest| rest.starts_with('\''))
                    && word.len() == 1
                    && word.contains(['N', 'n', 'E', 'e', 'B', 'b', 'X', 'x']);
                let marked = word.eq_ignore_ascii_case("e");
                let text = if is_prefix { self.quoted(end, marked) } else { None };
                text.unwrap_or((Token::Word(word), end))
            }
            _ => mark,
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if std::mem::take(&mut self.rows) {
            return Some(self.copied());
        }
        self.skip();
        let first = self.rest().chars().next()?;
        let (token, length) = self.lex(first);
        self.at += length;
        self.first_on_line = false;
        if self.begins {
            (self.copies, self.stdin) = (token.is_word("copy"), false);
        }
        self.stdin |= self.copies && token.is_word("stdin");
        self.begins = token == Token::Mark(';');
        self.rows = self.begins && self.copies && self.stdin;
        Some(token)
    }
}

/// Where the text is closed that opens before this; a doubled quote does not close it.
fn closing(text: &str, close: char, escapes: bool) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let found = rest.find(|c| c == close || (escapes && c == '\\'))?;
        let at = from + found;
        if rest.get(found..)?.starts_with(close) {
            let behind = at + close.len_utf8();
            if !text.get(behind..)?.starts_with(close) {
                return Some(at);
            }
            from = behind + close.len_utf8();
        } else {
            from = at + 1 + text.get(at + 1..)?.chars().next()?.len_utf8();
        }
    }
}

/// The length of `$tag$ … $tag$`.
fn dollars(text: &str) -> Option<usize> {
    let behind = text.get(1..)?;
    let end = behind.find(|c: char| !(c.is_alphanumeric() || c == '_'))?;
    let mark = text.get(..end + 2).filter(|mark| mark.ends_with('$'))?;
    if behind.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let content = text.get(mark.len()..)?;
    Some(2 * mark.len() + content.find(mark)?)
}

/// True for a dump of MySQL or MariaDB, where a backslash in text hides a quote.
fn has_escapes(text: &str) -> bool {
    let head = |line: &str| {
        let named = line.starts_with("--") && (line.contains("MySQL") || line.contains("MariaDB"));
        named || line.starts_with("/*!") || line.starts_with("/*M!")
    };
    text.lines().take(20).any(head)
}
