//! Text -> a YAML scalar.

use crate::recreate::plain::{is_number, is_word};

/// The text as one line of YAML that any YAML reader, of whichever version, reads as this
/// very text: plain where nobody could take it for anything else, else in double quotes.
/// Fit for a list in brackets too. A `${` is written so that it names no variable.
pub fn scalar(text: &str) -> String {
    let text = &text.replace("${", "$${");
    if is_plain(text) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // What YAML counts as a line break, and what a terminal would act upon.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let code = u32::from(c);
                quoted.push_str(&format!("\\u{code:04x}"));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn is_plain(text: &str) -> bool {
    let harmless = |c: char| c.is_alphanumeric() || " _-./();=+@?!'".contains(c);
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && !text.ends_with(' ')
        && text.chars().all(harmless)
        && !is_word(text)
        && !is_number(text)
}

#[cfg(test)]
mod tests {
    use super::scalar;
    use crate::diag::Report;
    use crate::source::FileId;
    use crate::syntax::node;
    use crate::syntax::variables::{self, Variables};

    #[test]
    fn what_is_written_reads_back() {
        for text in [
            "",
            " ",
            "a",
            "add x",
            "a: b",
            "a #b",
            "null",
            "No",
            "1e10",
            "012345678901",
            "0x1F",
            "2026-01-01",
            "it's",
            "say \"hi\"",
            "back\\slash",
            "two\nlines",
            "tab\t",
            "é ü",
            "-x",
            "[a]",
            "a, b",
            "x:",
            "${a}",
            "bell\u{7}",
            "\u{2028}",
            "27c6a30d7c24",
            "trailing ",
        ] {
            for document in [scalar(text), format!("[{}]", scalar(text))] {
                let mut report = Report::default();
                let node = node::parse(FileId(0), &document, &mut report);
                let mut node = node.unwrap_or_else(|| panic!("{document}"));
                variables::expand(&mut node, &Variables::new(), &mut report);
                let node = node.as_sequence().map_or(&node, |list| &list[0]);
                assert_eq!(node.as_str(), Some(text), "{document}");
                assert!(report.is_empty() && !node.is_null(), "{document}");
            }
        }
    }

    #[test]
    fn plain_where_it_can_be() {
        assert_eq!(
            scalar("add last_transaction_date to account"),
            "add last_transaction_date to account"
        );
        assert_eq!(scalar("27c6a30d7c24"), "27c6a30d7c24");
        assert_eq!(scalar("123456789012"), "\"123456789012\"");
        assert_eq!(scalar("a, b"), "\"a, b\"");
    }
}
