//! Comments: text that cannot end the comment that it stands in.

/// A line comment for each line of a text. Control characters become blanks, so that
/// no client takes a part of the text for a line of its own.
pub fn comment(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    let lines = lines.map(|line| {
        let clean: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("-- {clean}").trim_end().to_owned()
    });
    lines.filter(|line| line != "--").collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn nothing_gets_out_of_a_comment() {
        assert_eq!(comment("a\nGO\n/\r*/ DROP"), "-- a\n-- GO\n-- /\n-- */ DROP");
        assert_eq!(comment("\u{1b}[31mred\u{2028}line"), "--  [31mred\n-- line");
    }
}
