//! Whether a piece of SQL can stand inside a statement: its parentheses balance, and it
//! neither ends the statement nor hides what follows.

use std::ops::Range;

use super::lex::{TokenKind, tokens};
use crate::dialect::DialectName;

/// What is wrong with a piece of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imbalance {
    /// Its place in the text.
    pub range: Range<usize>,
    /// The fault in a sentence.
    pub message: &'static str,
    /// The way out.
    pub help: &'static str,
}

/// What stands between the parentheses that are around the whole of a text; none where there are
/// none: `(a) + (b)` begins and ends with two that are no pair.
pub fn in_parentheses(text: &str, dialect: DialectName) -> Option<&str> {
    let inner = text.trim().strip_prefix('(')?.strip_suffix(')')?;
    unbalanced(inner, dialect).is_none().then_some(inner)
}

/// The first parenthesis that has no partner; none in a text that is lexically broken, which
/// is a fault of its own.
pub fn unbalanced(text: &str, dialect: DialectName) -> Option<Imbalance> {
    let mut open: Vec<Range<usize>> = Vec::new();
    for token in tokens(text, dialect) {
        let token = token.ok()?;
        match (token.kind, text.get(token.range.clone())) {
            (TokenKind::Punct, Some("(")) => open.push(token.range),
            (TokenKind::Punct, Some(")")) if open.pop().is_none() => {
                return Some(Imbalance {
                    range: token.range,
                    message: "this parenthesis closes nothing",
                    help: "take it away, or open it",
                });
            }
            _ => {}
        }
    }
    open.pop().map(|range| Imbalance {
        range,
        message: "this parenthesis is never closed",
        help: "close it",
    })
}

/// What keeps a text from being an expression inside a statement.
pub fn no_expression(text: &str, dialect: DialectName) -> Option<Imbalance> {
    let mut last = None;
    for token in tokens(text, dialect) {
        let token = token.ok()?;
        if token.kind == TokenKind::Punct && text.get(token.range.clone()) == Some(";") {
            return Some(Imbalance {
                range: token.range,
                message: "a `;` ends the statement that this is a part of",
                help: "take it away; several statements are for `execute`",
            });
        }
        if token.kind != TokenKind::Whitespace {
            last = Some(token);
        }
    }
    let hides = |range: &Range<usize>| {
        text.get(range.clone()).is_some_and(|comment| !comment.starts_with("/*"))
    };
    last.filter(|token| token.kind == TokenKind::Comment && hides(&token.range))
        .map(|token| Imbalance {
            range: token.range,
            message: "this comment would hide what follows it in the statement",
            help: "write it as `/* … */`, or as a comment of the YAML",
        })
        .or_else(|| unbalanced(text, dialect))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Option<&str> {
        no_expression(text, DialectName::Postgres).map(|fault| &text[fault.range])
    }

    #[test]
    fn expressions_are_whole() {
        assert_eq!(fault("a > (b + 1) and c = ')' /* ) */"), None);
        assert_eq!(fault("a -- why\n > 1"), None);
        assert_eq!(fault("$$ ( $$"), None);
        assert_eq!(fault(""), None);
    }

    #[test]
    fn what_would_break_a_statement_is_found() {
        assert_eq!(fault("a > (b"), Some("("));
        assert_eq!(fault("(a)) > b"), Some(")"));
        assert_eq!(fault("a > 1; drop table t"), Some(";"));
        assert_eq!(fault("a > 1 -- why"), Some("-- why"));
        assert_eq!(fault("'open"), None);
    }
}
