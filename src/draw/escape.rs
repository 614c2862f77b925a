//! Texts as the picture formats take them.

/// A text on one line: control characters and marks that turn the reading order around
/// would garble the picture.
pub fn one_line(text: &str) -> String {
    let unruly =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if unruly(c) { ' ' } else { c }).collect()
}

/// A text inside XML, in an attribute or between tags.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // What is no character to XML cannot be escaped either.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A text inside a quoted Graphviz string
/// (<https://graphviz.org/doc/info/lang.html>).
pub fn dot(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// A text inside a quoted Mermaid label: whatever could mean something is a character code
/// (<https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters>).
pub fn mermaid(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || " _-.,:/+*=@%!?'~^$".contains(c);
    one_line(text)
        .chars()
        .map(|c| if plain(c) { c.to_string() } else { format!("#{};", c as u32) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_quotes() {
        let nasty = "a\"b\\c<d>&e\n]--;#`\u{202e}f";
        assert_eq!(xml(nasty), "a&quot;b\\c&lt;d&gt;&amp;e ]--;#` f");
        assert_eq!(dot(nasty), "a\\\"b\\\\c<d>&e ]--;#` f");
        assert_eq!(mermaid(nasty), "a#34;b#92;c#60;d#62;#38;e #93;--#59;#35;#96; f");
    }
}
