//! Comments: text that cannot end the comment that it stands in, nor show it as something else.

use crate::dialect::Dialect;

/// A line comment for each line of a text. Control characters and those that turn the
/// direction of writing become blanks, so that no client takes a part of the text for a line of its
/// own and nobody reads another script than the one that runs.
pub fn comment(text: &str, dialect: &Dialect) -> String {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    let lines = lines.map(|line| {
        let clean: String =
            line.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect();
        let clean = dialect
            .comments_without
            .iter()
            .fold(clean, |clean, (acted_on, instead)| clean.replace(acted_on, instead));
        let line = format!("-- {clean}").trim_end().to_owned();
        // Its client joins a line that ends with a hyphen to the next one, and may end a statement
        // at a semicolon: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqpug/using-scripts-in-SQL-Plus.html
        let acted_on =
            dialect.client_reads_comments && line.len() > 2 && line.ends_with(['-', ';']);
        if acted_on { line + " ." } else { line }
    });
    lines.filter(|line| line != "--").collect::<Vec<_>>().join("\n")
}

/// True for what changes the direction of the text behind it, or is no character at all
/// (<https://www.unicode.org/reports/tr9/>).
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::comment;
    use crate::dialect::{Dialect, DialectName};

    fn on(dialect: DialectName, text: &str) -> String {
        comment(text, Dialect::of(dialect))
    }

    #[test]
    fn nothing_gets_out_of_a_comment() {
        let postgres = |text| on(DialectName::Postgres, text);
        assert_eq!(postgres("a\nGO\n/\r*/ DROP"), "-- a\n-- GO\n-- /\n-- */ DROP");
        assert_eq!(postgres("\u{1b}[31mred\u{2028}line"), "--  [31mred\n-- line");
        assert_eq!(postgres("a\u{202e}b AT&T $(x)"), "-- a b AT&T $(x)");
    }

    #[test]
    fn clients_find_no_variables_in_a_comment() {
        assert_eq!(on(DialectName::Oracle, "AT&T $(x)"), "-- AT+T $(x)");
        assert_eq!(on(DialectName::Oracle, "a -\n\nDROP;\nb"), "-- a - .\n-- DROP; .\n-- b");
        assert_eq!(on(DialectName::Mssql, "AT&T $(x)"), "-- AT&T $ (x)");
    }
}
