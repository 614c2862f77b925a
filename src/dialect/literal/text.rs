//! Text literals: quotes and escapes, and what a client would act on inside them.
//!
//! In: any text without NUL. Out: a literal, or an expression that is one, of the
//! same text, byte for byte.

use crate::dialect::{Dialect, TextLiteral};

/// The longest piece in bytes: SQL*Plus takes lines of 2,499 characters, and a quote counts twice.
const PIECE: usize = 1000;

/// The most bytes of a text that is no large object
/// (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html>).
const SHORT: usize = 4000;

impl Dialect {
    /// A text literal of a text that is known to hold no NUL.
    pub fn quoted_text(&self, text: &str) -> String {
        let doubled = || text.replace('\'', "''");
        match self.text_literal {
            TextLiteral::Plain => format!("'{}'", doubled()),
            // A carriage return before a line feed would be the line's end to the client.
            TextLiteral::Backslash => {
                format!("'{}'", doubled().replace('\\', "\\\\").replace('\r', "\\r"))
            }
            TextLiteral::National => format!("N'{}'", unbroken(&doubled())),
            TextLiteral::Pieces => pieces(text, &PLAIN),
        }
    }

    /// A text literal for a column in the national character set.
    pub(super) fn national_text(&self, text: &str) -> String {
        match self.text_literal {
            TextLiteral::Pieces if !text.is_ascii() => pieces(text, &NATIONAL),
            _ => self.quoted_text(text),
        }
    }
}

/// What SQL*Plus acts on, in quotes or not: line ends, at which it may find a statement's
/// end, and variables
/// (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqpug/SET-system-variable-summary.html>).
const ACTED_ON: [char; 3] = ['\n', '\r', '&'];

/// How pieces are written: what stands before a quote, the function for a character, and
/// the one that makes a large object.
struct Spelled {
    prefix: &'static str,
    character: &'static str,
    large: &'static str,
}

const PLAIN: Spelled = Spelled { prefix: "", character: "CHR", large: "TO_CLOB" };
const NATIONAL: Spelled = Spelled { prefix: "N", character: "NCHR", large: "TO_NCLOB" };

/// `'…' || CHR(10) || '…'`; long ones on lines of their own and as a large object.
fn pieces(text: &str, spelled: &Spelled) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = (0..=PIECE.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        lines.push(one_line(piece, spelled));
        rest = after;
    }
    if text.len() > SHORT {
        lines = lines.iter().map(|line| format!("{}({line})", spelled.large)).collect();
    }
    match lines.as_slice() {
        [] => "''".to_owned(),
        lines => lines.join("\n    || "),
    }
}

fn one_line(text: &str, spelled: &Spelled) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(ACTED_ON).unwrap_or(rest.len());
        let (plain, after) = rest.split_at(end);
        if !plain.is_empty() {
            parts.push(format!("{}'{}'", spelled.prefix, plain.replace('\'', "''")));
        }
        let mut chars = after.chars();
        if let Some(c) = chars.next() {
            parts.push(format!("{}({})", spelled.character, u32::from(c)));
        }
        rest = chars.as_str();
    }
    parts.join(" || ")
}

/// A text whose lines the server and its client read as they are. A backslash at the end of a line
/// joins it to the next one
/// (<https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-backslash>),
/// so one of the text's own is written twice, with an empty line, and one more takes apart what the
/// client would act on: a line `GO`, and `$(`.
fn unbroken(text: &str) -> String {
    if !text.contains('\n') && !text.contains("$(") {
        return text.to_owned();
    }
    let kept =
        text.replace("\\\r\n", "\\\\\r\n\r\n").replace("\\\n", "\\\\\n\n").replace("$(", "$\\\n(");
    let apart = |line: &str| match line.find(['g', 'G']).map(|at| line.split_at(at + 1)) {
        Some((first, rest)) if is_batch_end(line) => format!("{first}\\\n{rest}"),
        _ => line.to_owned(),
    };
    kept.split('\n').map(apart).collect::<Vec<_>>().join("\n")
}

/// True for a line that the client takes for the end of a batch, or for a broken one: a line
/// whose first word is `GO`
/// (<https://learn.microsoft.com/sql/t-sql/language-elements/sql-server-utilities-statements-go>).
pub fn is_batch_end(line: &str) -> bool {
    let line = line.trim_start();
    let goes_on = |c: char| c.is_alphanumeric() || "_@#$".contains(c);
    line.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("go"))
        && !line[2..].starts_with(goes_on)
}

#[cfg(test)]
mod tests {
    use crate::dialect::{Dialect, DialectName};

    fn written(dialect: DialectName, text: &str) -> String {
        Dialect::of(dialect).quoted_text(text)
    }

    #[test]
    fn quotes_and_backslashes() {
        for (dialect, want) in [
            (DialectName::Postgres, r"'it''s \'"),
            (DialectName::Mysql, r"'it''s \\'"),
            (DialectName::Mariadb, r"'it''s \\'"),
            (DialectName::Sqlite, r"'it''s \'"),
            (DialectName::Mssql, r"N'it''s \'"),
            (DialectName::Oracle, r"'it''s \'"),
        ] {
            assert_eq!(written(dialect, r"it's \"), want);
        }
    }

    #[test]
    fn what_sqlplus_acts_on_stands_outside_the_quotes() {
        let oracle = |text| written(DialectName::Oracle, text);
        assert_eq!(oracle("a\n/\n"), "'a' || CHR(10) || '/' || CHR(10)");
        assert_eq!(oracle("AT&T\r"), "'AT' || CHR(38) || 'T' || CHR(13)");
        assert_eq!(oracle(""), "''");
        let long = oracle(&"ü'".repeat(1500));
        assert_eq!(long.matches("TO_CLOB").count(), 5);
        assert!(long.lines().all(|line| line.len() < 2400));
    }
}
