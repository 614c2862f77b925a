//! Small questions about a text that need no parser: its first words, and what a
//! client program would do to it on the way to the server.

use super::facts::Lexical;
use super::lex::{Lexer, TokenKind, tokens};
use crate::dialect::DialectName;

/// What a client program may read as its own, wherever it stands in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hazards {
    /// A line without visible characters (ends a statement in sqlplus).
    pub blank_line: bool,
    /// `&`, the mark of a substitution variable of sqlplus.
    pub ampersand: bool,
    /// A line that holds only `/` (sends the buffer in sqlplus).
    pub slash_line: bool,
    /// A line that holds only GO and perhaps a count (ends a batch in sqlcmd).
    pub go_line: bool,
    /// `$(`, the mark of a scripting variable of sqlcmd.
    pub sqlcmd_variable: bool,
    /// A backslash outside of strings, names and comments (a command of psql and mysql).
    pub backslash: bool,
}

/// Looks a text over for what clients would misread. Text that is lexically broken
/// is looked over up to that place for backslashes, and whole for the rest.
pub fn hazards(text: &str, dialect: DialectName) -> Hazards {
    let bare = |line: &str| line.trim().to_owned();
    let backslash = tokens(text, dialect)
        .map_while(Result::ok)
        .any(|t| t.kind == TokenKind::Punct && text.get(t.range) == Some("\\"));
    Hazards {
        blank_line: text.lines().any(|line| line.trim().is_empty()),
        ampersand: text.contains('&'),
        slash_line: text.lines().any(|line| bare(line) == "/"),
        go_line: text.lines().any(|line| go_line(line).is_some()),
        sqlcmd_variable: text.contains("$("),
        backslash,
    }
}

/// The count of a line that is GO and nothing else; 1 where none is written.
pub(super) fn go_line(line: &str) -> Option<GoCount> {
    let line = line.trim();
    let word = line.get(..2).filter(|w| w.eq_ignore_ascii_case("go"))?;
    let rest = line.get(word.len()..)?;
    let rest = rest.find("--").map_or(rest, |i| &rest[..i]).trim_end();
    if rest.is_empty() {
        return Some(GoCount::Once);
    }
    let count = rest.strip_prefix([' ', '\t'])?.trim_start();
    if !count.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(if count.trim_start_matches('0') == "1" { GoCount::Once } else { GoCount::Other })
}

/// How often a GO line runs its batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoCount {
    Once,
    Other,
}

/// The words that a text begins with, in capitals, at most `most`; comments between
/// them are passed over, anything else ends the list.
pub fn leading_words(text: &str, dialect: DialectName, most: usize) -> Vec<String> {
    Lexer::new(text, Lexical::of(dialect))
        .map_while(Result::ok)
        .filter(|token| !token.is_blank() && !token.is_frame())
        .take(most)
        .map_while(|token| match token.kind {
            TokenKind::Word => text.get(token.range).map(str::to_ascii_uppercase),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hazards_are_seen_inside_strings_too() {
        let found = hazards("SELECT 'a\n\n/\nGO\n&b $(c) \\'", DialectName::Oracle);
        assert!(found.blank_line && found.slash_line && found.go_line);
        assert!(found.ampersand && found.sqlcmd_variable && !found.backslash);
        assert!(hazards("\\d t", DialectName::Postgres).backslash);
        assert_eq!(hazards("SELECT 1", DialectName::Mssql), Hazards::default());
    }

    #[test]
    fn go_stands_alone() {
        assert_eq!(go_line("  go  "), Some(GoCount::Once));
        assert_eq!(go_line("GO 1 -- once"), Some(GoCount::Once));
        assert_eq!(go_line("GO 5"), Some(GoCount::Other));
        assert_eq!(go_line("GO;"), None);
        assert_eq!(go_line("GOTO x"), None);
        assert_eq!(go_line("goé"), None);
    }

    #[test]
    fn words_pass_over_comments() {
        let words = leading_words("/* x */ create -- y\n or replace f()", DialectName::Oracle, 9);
        assert_eq!(words, ["CREATE", "OR", "REPLACE", "F"]);
        assert!(leading_words("", DialectName::Oracle, 9).is_empty());
    }
}
