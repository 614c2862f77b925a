//! What may be shown of a text: passwords go, control characters become visible.

use std::borrow::Cow;
use std::ops::Range;

/// What stands in a password's place.
pub const BLOT: &str = "***";

/// Keys whose values are passwords, in the query of a URL or an ODBC string in one.
const PASSWORD_KEYS: [&str; 6] =
    ["password=", "passwd=", "pwd=", "password%3d", "passwd%3d", "pwd%3d"];

/// True for a character that could steer a terminal or reorder what it shows.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The bytes of `text` that are passwords of URLs (`scheme://user:password@host`,
/// `?password=…`); non-empty, in order, without overlaps.
pub fn passwords(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("://") {
        let start = from + at + 3;
        let is_end = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '`' | '<' | '>');
        let end = text[start..].find(is_end).map_or(text.len(), |i| start + i);
        let url = &text[start..end];
        let mut query = 0;
        if let (Some(colon), Some(at)) = (url.find(':'), url.rfind('@'))
            && colon + 1 < at
        {
            found.push(start + colon + 1..start + at);
            query = at;
        }
        found.extend(
            query_passwords(&url[query..]).map(|r| start + query + r.start..start + query + r.end),
        );
        from = end;
    }
    found
}

fn query_passwords(url: &str) -> impl Iterator<Item = Range<usize>> {
    let lower = url.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = Vec::new();
    for key in PASSWORD_KEYS {
        for (at, _) in lower.match_indices(key) {
            let start = at + key.len();
            let rest = &lower[start..];
            let end = ["&", ";", "%3b"].iter().filter_map(|stop| rest.find(stop)).min();
            let end = start + end.unwrap_or(rest.len());
            if end > start {
                found.push(start..end);
            }
        }
    }
    found.sort_by_key(|range| range.start);
    found.dedup_by(|next, last| next.start < last.end);
    found.into_iter()
}

/// The text with every password in it blotted out.
pub fn redact(text: &str) -> Cow<'_, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut last = 0;
    for secret in passwords(text) {
        shown.push_str(&text[last..secret.start]);
        shown.push_str(BLOT);
        last = secret.end;
    }
    shown.push_str(&text[last..]);
    Cow::Owned(shown)
}

/// The text on one line, safe to print: passwords blotted out, control characters
/// as escapes (`\n`, `\u{1b}`).
pub fn one_line(text: &str) -> String {
    safe(text, false)
}

/// As [`one_line`], with line ends left as they are.
pub fn lines(text: &str) -> String {
    safe(text, true)
}

fn safe(text: &str, keep_line_ends: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in redact(text).chars() {
        match c {
            '\n' if keep_line_ends => shown.push(c),
            c if is_unsafe(c) => shown.extend(c.escape_default()),
            c => shown.push(c),
        }
    }
    shown
}

/// JSON text with the unsafe characters that JSON itself leaves alone escaped too.
pub fn json_safe(json: String) -> String {
    if !json.chars().any(|c| c > '~' && is_unsafe(c)) {
        return json;
    }
    let mut shown = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // All of them are in the basic plane, so that four digits hold them.
            c if c > '~' && is_unsafe(c) => shown.push_str(&format!("\\u{:04x}", c as u32)),
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_go() {
        assert_eq!(redact("postgresql://me:s3:cr@t@h/db"), "postgresql://me:***@h/db");
        assert_eq!(redact("a://u@h b://u:p@h"), "a://u@h b://u:***@h");
        assert_eq!(
            redact("x://h/db?user=u&password=p&ssl=1"),
            "x://h/db?user=u&password=***&ssl=1"
        );
        assert_eq!(redact("m://?odbc=UID%3Du%3BPWD%3Dp%3BX"), "m://?odbc=UID%3Du%3BPWD%3D***%3BX");
        assert_eq!(redact("https://example.org/a:b"), "https://example.org/a:b");
        assert_eq!(redact("://:@ ://u:ü@"), "://:@ ://u:***@");
    }

    #[test]
    fn control_characters_show() {
        assert_eq!(one_line("a\x1b[31m\nb\u{9b}\u{202e}"), "a\\u{1b}[31m\\nb\\u{9b}\\u{202e}");
        assert_eq!(lines("a\nb\r"), "a\nb\\r");
        assert_eq!(json_safe("\"ü\u{9b}\"".to_owned()), "\"ü\\u009b\"");
    }
}
