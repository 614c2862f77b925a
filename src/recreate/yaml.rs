//! A document as YAML text that a person would have written: short mappings on one line, long
//! ones on several, SQL of several lines as a block, quotes only where something else would be read.
//!
//! It is written here and not by a serializer because a number keeps its digits (`1.50` is not
//! `1.5`), and because what fits stays on one line.

use super::item::{Fields, Item};
use super::plain::{is_number, is_word};

/// The most columns of a line that holds more than one value.
const WIDTH: usize = 100;

/// The operations as a YAML sequence; `${` is escaped, as in a revision.
pub fn sequence(operations: &[Item]) -> String {
    if operations.is_empty() {
        return "[]\n".to_owned();
    }
    let mut out = String::new();
    for operation in operations {
        match operation {
            // An operation's key stands behind the dash, however short it is.
            Item::Map(fields) if !fields.entries().is_empty() => {
                out.push_str("- ");
                entries(fields, 2, true, &mut out);
            }
            _ => element(operation, 0, &mut out),
        }
    }
    out
}

/// `- item`
fn element(item: &Item, indent: usize, out: &mut String) {
    pad(indent, out);
    out.push_str("- ");
    if let Some(text) = flow_if_fits(item, indent + 2) {
        out.push_str(&text);
        out.push('\n');
        return;
    }
    match item {
        Item::Map(fields) => entries(fields, indent + 2, true, out),
        Item::List(items) | Item::Rows(items) => {
            out.pop();
            out.push('\n');
            items.iter().for_each(|item| element(item, indent + 2, out));
        }
        Item::Text(text) => block(text, indent, out),
        Item::Null | Item::Bool(_) | Item::Number(_) => {}
    }
}

/// True where everything may stand on one line.
fn is_row(item: &Item) -> bool {
    match item {
        Item::Rows(_) => false,
        Item::List(items) => items.iter().all(is_row),
        Item::Map(fields) => fields.entries().iter().all(|(_, item)| is_row(item)),
        Item::Text(text) => !text.contains('\n'),
        Item::Null | Item::Bool(_) | Item::Number(_) => true,
    }
}

/// The entries of a mapping, each on a line of its own; the first is in place already where `begun`.
fn entries(fields: &Fields, indent: usize, begun: bool, out: &mut String) {
    for (at, (key, item)) in fields.entries().iter().enumerate() {
        if at > 0 || !begun {
            pad(indent, out);
        }
        let key = scalar(key, true);
        out.push_str(&key);
        out.push(':');
        match item {
            Item::List(items) | Item::Rows(items) if items.is_empty() => out.push_str(" []\n"),
            Item::Map(fields) if fields.entries().is_empty() => out.push_str(" {}\n"),
            Item::Text(text) if text.contains('\n') => {
                out.push(' ');
                block(text, indent, out);
            }
            _ => match flow_if_fits(item, indent + key.len() + 2) {
                Some(text) => {
                    out.push(' ');
                    out.push_str(&text);
                    out.push('\n');
                }
                None => {
                    out.push('\n');
                    match item {
                        Item::Map(fields) => entries(fields, indent + 2, false, out),
                        Item::List(items) | Item::Rows(items) => {
                            items.iter().for_each(|item| element(item, indent + 2, out));
                        }
                        _ => {}
                    }
                }
            },
        }
    }
}

/// The item on one line; none where it is too long for that. A single value may be as long
/// as it likes.
fn flow_if_fits(item: &Item, column: usize) -> Option<String> {
    match item {
        Item::Text(text) if text.contains('\n') => None,
        Item::Text(text) => Some(scalar(text, false)),
        Item::Null | Item::Bool(_) | Item::Number(_) => Some(flow(item)),
        _ if !is_row(item) => None,
        _ => Some(flow(item)).filter(|text| column + text.chars().count() <= WIDTH),
    }
}

fn flow(item: &Item) -> String {
    match item {
        Item::Null => "null".to_owned(),
        Item::Bool(value) => value.to_string(),
        Item::Number(digits) => digits.clone(),
        Item::Text(text) => scalar(text, true),
        Item::List(items) | Item::Rows(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Item::Map(fields) => {
            let entries = fields.entries().iter();
            let entries: Vec<String> = entries
                .map(|(key, item)| format!("{}: {}", scalar(key, true), flow(item)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A text of several lines: as it is, where YAML lets it stand, else in quotes.
fn block(text: &str, indent: usize, out: &mut String) {
    let escaped = text.replace("${", "$${");
    let body = escaped.trim_end_matches('\n');
    let newlines = escaped.len() - body.len();
    let begins = body.chars().next();
    let fits = begins.is_some_and(|c| !c.is_whitespace())
        && body.chars().all(|c| c == '\n' || is_printable(c));
    if !fits {
        out.push_str(&quoted(&escaped));
        out.push('\n');
        return;
    }
    out.push_str(match newlines {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    });
    for line in body.split('\n') {
        if !line.is_empty() {
            pad(indent + 2, out);
            out.push_str(line);
        }
        out.push('\n');
    }
    out.extend(std::iter::repeat_n('\n', newlines.saturating_sub(1)));
}

/// A text of one line, plain where nobody could take it for anything else.
fn scalar(text: &str, inside: bool) -> String {
    let escaped = text.replace("${", "$${");
    if is_plain(&escaped, inside) {
        return escaped;
    }
    let single = escaped.contains(['"', '\\']) && escaped.chars().all(is_printable);
    match single {
        true => format!("'{}'", escaped.replace('\'', "''")),
        false => quoted(&escaped),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => match u32::from(c) {
                code @ ..=0xffff => out.push_str(&format!("\\u{code:04x}")),
                code => out.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    out + "\""
}

/// True for what a reader of YAML takes, and an editor shows, as it is.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{85}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// True where a text without quotes is this text, for readers of whichever version of YAML;
/// `inside` brackets or braces less is allowed.
fn is_plain(text: &str, inside: bool) -> bool {
    let begins = |c: char| c.is_alphanumeric() || "_/($".contains(c);
    let ends = |c: char| !c.is_whitespace() && c != ':';
    text.starts_with(begins)
        && text.ends_with(ends)
        && text.chars().all(|c| c == ' ' || (is_printable(c) && !c.is_whitespace()))
        && !text.contains(" #")
        && !text.contains(": ")
        && !(inside && text.contains([',', '[', ']', '{', '}', ':']))
        && !is_word(text)
        && !is_number(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Report;
    use crate::source::FileId;
    use crate::syntax::node::{self, Kind, Node};
    use crate::syntax::{Variables, variables};

    fn read(text: &str) -> Node {
        let mut report = Report::default();
        let mut node =
            node::parse(FileId(0), text, &mut report).unwrap_or_else(|| panic!("{text}"));
        variables::expand(&mut node, &Variables::new(), &mut report);
        assert!(report.is_empty(), "{text}\n{report:?}");
        node
    }

    fn same(item: &Item, node: &Node) -> bool {
        match (item, &node.kind) {
            (Item::Null, Kind::Scalar(s)) => s.is_null(),
            (Item::Bool(b), Kind::Scalar(s)) => s.text == b.to_string(),
            (Item::Number(n), Kind::Scalar(s)) => s.text == *n,
            (Item::Text(t), Kind::Scalar(s)) => s.text == *t && !s.is_null(),
            (Item::List(a) | Item::Rows(a), Kind::Sequence(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Item::Map(a), Kind::Mapping(b)) => {
                let alike = |((k, a), (l, b)): (&(String, Item), &(Node, Node))| {
                    l.as_str() == Some(k) && same(a, b)
                };
                a.entries().len() == b.len() && a.entries().iter().zip(b).all(alike)
            }
            _ => false,
        }
    }

    const TEXTS: &[&str] = &[
        "",
        " ",
        "a",
        "a b",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "null",
        "~",
        "No",
        "1e10",
        "012",
        "0x1F",
        "2026-01-01",
        "12:30",
        "it's",
        "say \"hi\"",
        "'q'",
        "back\\slash",
        "two\nlines",
        "end\n",
        "ends\n\n",
        "\nbegin",
        " x\ny",
        "tab\there",
        "\tx\n\ty",
        "x\n\ty\n",
        "a\n\nb",
        "a\n  b\n c",
        "x \ny ",
        "é ü 名",
        "-x",
        "- x",
        "[a]",
        "a, b",
        "{a}",
        "x:",
        "${a}",
        "$${a}",
        "$$${",
        "a ${b} c\nd",
        "bell\u{7}",
        "\u{2028}",
        "a\rb",
        "a\r\nb",
        "trailing ",
        "numeric(10,2)",
        "a > 0",
        "> 0",
        "| x",
        "* x",
        "& x",
        "! x",
        "% x",
        "@ x",
        "` x",
        "? x",
        "= x",
        "<<",
        "---",
        "...",
        "\u{1f600}",
        "lower(\"Name\") = 'x'",
        "a ? b : c",
        "# x",
        "key: |",
        "\u{feff}x",
        "(a + b) * 2",
        "'a'::text",
        "\"A\".b",
    ];

    #[test]
    fn what_is_written_reads_back() {
        for text in TEXTS {
            let value = Item::from(*text);
            let fields = |item: Item| Fields::new().put("a", item).put("b", 1);
            for item in [
                Item::operation("execute", value.clone()),
                Item::operation("x", fields(value.clone())),
                Item::operation("x", fields(Item::List(vec![value.clone(), value.clone()]))),
                Item::operation(
                    "x",
                    fields(Item::Rows(vec![value.clone(), Item::Map(fields(value.clone()))])),
                ),
                Item::operation("x", fields(Item::Rows(vec![Item::List(vec![value.clone()])]))),
                Item::Map(
                    Fields::new()
                        .put(text, fields(Item::Map(Fields::new().put("k y", value.clone())))),
                ),
            ] {
                let item = match (&item, text.contains("${")) {
                    (Item::Map(f), true) if f.get(text).is_some() => continue, // Keys are not expanded.
                    _ => item,
                };
                let written = sequence(std::slice::from_ref(&item));
                let node = read(&written);
                let first = node.as_sequence().and_then(|list| list.first()).expect("a list");
                assert!(same(&item, first), "{text:?}\n{written}\n{first:?}");
            }
        }
    }

    #[test]
    fn short_stands_on_one_line_and_long_does_not() {
        let column =
            |name: &str| Item::Map(Fields::new().put("name", name).put("type", "numeric(10,2)"));
        let table = Fields::new()
            .put("name", "account")
            .rows("columns", vec![column("a"), column("b")])
            .list("primary_key", vec![Item::from("a")])
            .maybe("comment", Some("x".repeat(120)));
        let rows = vec![
            Item::operation(
                "create_enum",
                Fields::new().put("name", "mood").list("values", vec![Item::from("no")]),
            ),
            Item::operation("create_table", table),
            Item::operation("execute", "SELECT 1;\nSELECT 2;"),
        ];
        let expected = format!(
            "- create_enum: {{name: mood, values: [\"no\"]}}\n- create_table:\n    name: account\n    columns:\n      \
             - {{name: a, type: \"numeric(10,2)\"}}\n      - {{name: b, type: \"numeric(10,2)\"}}\n    \
             primary_key: [a]\n    comment: {}\n- execute: |-\n    SELECT 1;\n    SELECT 2;\n",
            "x".repeat(120)
        );
        assert_eq!(sequence(&rows), expected);
    }
}
