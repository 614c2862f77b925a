//! What the tree is, where its parts stand, and what is refused.

use super::*;
use crate::diag::{Code, Report, codes};
use crate::source::FileId;

fn read(text: &str) -> (Option<Node>, Vec<(Code, String, String)>) {
    let mut report = Report::default();
    let node = parse(FileId(0), text, &mut report);
    let faults = report.sorted().into_iter().map(|fault| {
        let place = fault.primary.as_ref().map_or("", |label| at(text, label.span));
        (fault.code, fault.message.clone(), place.to_owned())
    });
    (node, faults.collect())
}

fn good(text: &str) -> Node {
    let (node, faults) = read(text);
    assert_eq!(faults, [], "{text}");
    node.expect("a tree")
}

fn fault(text: &str) -> (Code, String, String) {
    let (_, mut faults) = read(text);
    assert_eq!(faults.len(), 1, "{text:?}: {faults:?}");
    faults.remove(0)
}

fn at(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).expect("a span on characters of the text")
}

/// The tree with the text under every span, to be compared whole.
fn outline(text: &str, node: &Node) -> String {
    let place = at(text, node.span);
    match &node.kind {
        Kind::Scalar(scalar) => format!("{:?}<{place}>", scalar.text),
        Kind::Sequence(nodes) => {
            let nodes: Vec<_> = nodes.iter().map(|n| outline(text, n)).collect();
            format!("[{}]<{place}>", nodes.join(", "))
        }
        Kind::Mapping(pairs) => {
            let pair =
                |(k, v): &(Node, Node)| format!("{}: {}", outline(text, k), outline(text, v));
            let pairs: Vec<_> = pairs.iter().map(pair).collect();
            format!("{{{}}}<{place}>", pairs.join(", "))
        }
    }
}

/// Where each word of a scalar's text stands, in the scalar under the key `a`.
fn words(text: &str) {
    let root = good(text);
    let node = root.get("a").expect("the key a");
    let value = node.as_str().expect("a scalar");
    let mut offset = 0;
    for word in value.split_inclusive([' ', '\n']) {
        let end = offset + word.trim_end().len();
        assert_eq!(at(text, node.span_of(offset, end)), word.trim_end(), "in {text:?}");
        offset += word.len();
    }
}

#[test]
fn spans_hold_what_was_written() {
    let text =
        "# größe\na: größe # Ü\n\"b\" : [x, 'y''z' , {k: v }]  # ✓\nc:\n  - 1\n  - d: ä\n    e:\n";
    assert_eq!(
        outline(text, &good(text)),
        format!(
            "{{{}, {}, {}}}<{}>",
            "\"a\"<a>: \"größe\"<größe>",
            "\"b\"<\"b\">: [\"x\"<x>, \"y'z\"<'y''z'>, {\"k\"<k>: \"v\"<v>}<{k: v }>]<[x, 'y''z' , {k: v }]>",
            "\"c\"<c>: [\"1\"<1>, {\"d\"<d>: \"ä\"<ä>, \"e\"<e>: \"\"<:>}<d: ä\n    e:>]<- 1\n  - d: ä\n    e:>",
            text.trim_start_matches("# größe\n").trim_end(),
        )
    );
}

#[test]
fn byte_order_mark_and_crlf_do_not_shift_spans() {
    let text = "\u{FEFF}ä: b\r\n\"c\": d\r\n";
    let root = good(text);
    let spans: Vec<_> = root.as_mapping().unwrap().iter().map(|(k, v)| (k, v)).collect();
    assert_eq!(at(text, spans[0].0.span), "ä");
    assert_eq!(at(text, spans[0].1.span), "b");
    assert_eq!(at(text, spans[1].0.span), "\"c\"");
    assert_eq!(at(text, spans[1].1.span), "d");
}

#[test]
fn scalars_stay_as_written() {
    let root = good("a: 1e10\nb: 012\nc: no\nd: 'null'\ne: ~\nf: !!str null\n");
    let text = |key| root.get(key).and_then(Node::as_str).unwrap();
    assert_eq!((text("a"), text("b"), text("c")), ("1e10", "012", "no"));
    let nulls = ["a", "d", "e", "f"].map(|key| root.get(key).unwrap().is_null());
    assert_eq!(nulls, [false, false, true, false]);
}

#[test]
fn an_offset_in_a_text_leads_to_the_file() {
    words("a: SELECT 1 FROM grün\n");
    words("ü: ü\na: 'SELECT x, ü FROM t'\n");
    words("a: \"SELECT x FROM t\"   # comment\n");
    words("a: |\n  SELECT ü,\n    x\n\n  FROM t\n  WHERE y\n");
    words("a: |\r\n  SELECT ü,\r\n    x\r\n\r\n  FROM t\r\n");
    words("a: |2-\n    SELECT\n   x\n  FROM t\nb: 1\n");
    words("a: |+ # comment\n\n\n  SELECT\n  FROM t\n\n\nb: 1\n");
    words("a: >\n  SELECT x\n  FROM t\n\n  WHERE\n     y\n  z\n");
    words("a: SELECT x\n  FROM t\n  WHERE y\n");
    words("a: 'SELECT x\n  FROM t'\n");
    words("a: \"SELECT x\n  FROM \\\n  t\"\n");
    words("a: &sql |\n  SELECT\n  FROM t\n");
    words("a: !!str &sql\n  SELECT x\n  FROM t\n");
    words("x: &sql 'SELECT x'\na: y\n");
}

#[test]
fn an_offset_behind_an_escape_leads_to_the_file() {
    for (text, value, needle, place) in [
        ("a: 'it''s x'", "it's x", "x", 10),
        ("a: \"\\u00fc\\tx\\n\\\"y\\\"\"", "ü\tx\n\"y\"", "x", 12),
        ("a: \"\\u00fc\\tx\\n\\\"y\\\"\"", "ü\tx\n\"y\"", "y", 17),
    ] {
        let root = good(text);
        let node = root.get("a").unwrap();
        assert_eq!(node.as_str(), Some(value));
        let offset = value.find(needle).unwrap();
        let span = node.span_of(offset, offset + 1);
        assert_eq!((span.start, span.end), (place, place + 1), "{text}");
    }
}

#[test]
fn offsets_past_the_end_stay_in_the_scalar() {
    let text = "a: |\n  x\n\n\nb: 1";
    let root = good(text);
    let node = root.get("a").unwrap();
    assert_eq!(at(text, node.span), "x");
    assert_eq!(node.span_of(2, 90).end, node.span.end);
}

#[test]
fn empty_blocks_have_a_place() {
    let text = "a: |\nb: >-\n\nc: 1\n";
    let root = good(text);
    assert_eq!(root.get("a").map(|n| at(text, n.span)), Some("|"));
    assert_eq!(root.get("b").and_then(Node::as_str), Some(""));
}

#[test]
fn aliases_stand_for_copies() {
    let text = "a: &x [1, {b: 2}]\nc: *x\nd: &y t\ne: *y\n";
    let root = good(text);
    let copy = root.get("c").unwrap();
    assert_eq!(at(text, copy.span), "*x");
    assert_eq!(copy.as_sequence().map(<[_]>::len), Some(2));
    let word = root.get("e").unwrap();
    assert_eq!(at(text, word.span_of(0, 1)), "*y");
}

#[test]
fn undefined_and_recursive_aliases_are_refused() {
    let (code, message, place) = fault("a: 1\nb: *nowhere\n");
    assert_eq!((code, place.as_str()), (codes::E0103, "*"));
    assert!(message.contains("alias"), "{message}");
    assert_eq!(fault("a: &x [*x]\n").1, "the alias stands inside what it stands for");
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for i in 1..12 {
        let prior = format!("*a{}, ", i - 1).repeat(10);
        text.push_str(&format!("a{i}: &a{i} [{prior}]\n"));
    }
    assert_eq!(fault(&text).0, codes::E0104);
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(100));
    assert_eq!(fault(&long).0, codes::E0104);
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    good(&nested(MAX_DEPTH));
    assert_eq!(fault(&nested(MAX_DEPTH + 1)).0, codes::E0104);
    assert_eq!(fault(&"[".repeat(1_000_000)).0, codes::E0104);
    assert_eq!(fault(&"- ".repeat(1_000_000)).0, codes::E0104);
    assert_eq!(fault(&"? ".repeat(100_000)).0, codes::E0104);
    assert_eq!(fault(&"{a: ".repeat(100_000)).0, codes::E0104);
    let half = nested(MAX_DEPTH - 2);
    assert_eq!(fault(&format!("a: &x {half}\nb: [[*x]]\n")).0, codes::E0104);
}

#[test]
fn long_flow_lists_are_refused_and_long_texts_are_not() {
    let list = format!("a: [{}]\n", "1,".repeat(3 << 20));
    assert_eq!(fault(&list).0, codes::E0104);
    let line = "x, [y], {z}\n";
    let block = format!("a: |\n{}b: ü\n", format!("  {line}").repeat(400_000));
    let root = good(&block);
    assert_eq!(root.get("a").and_then(Node::as_str).map(str::len), Some(line.len() * 400_000));
    assert_eq!(root.get("b").map(|n| at(&block, n.span)), Some("ü"));
    let quoted = format!("a: '{}'\nb: c\n", "[y], ".repeat(1_000_000));
    assert_eq!(good(&quoted).get("b").and_then(Node::as_str), Some("c"));
}

#[test]
fn too_many_values_are_refused() {
    assert_eq!(fault(&"- a\n".repeat(MAX_NODES + 1)).0, codes::E0104);
}

#[test]
fn duplicate_keys_point_at_both() {
    let text = "a: 1\nb: 2\na: 3\n";
    let mut report = Report::default();
    let root = parse(FileId(0), text, &mut report).unwrap();
    assert_eq!(root.get("a").and_then(Node::as_str), Some("1"));
    let faults = report.sorted();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code, codes::E0105);
    assert_eq!(faults[0].primary.as_ref().map(|l| l.span.start), Some(10));
    assert_eq!(faults[0].secondary.first().map(|l| l.span.start), Some(0));
}

#[test]
fn duplicate_keys_are_found_in_large_mappings() {
    let keys: String = (0..50).map(|i| format!("k{i}: 1\n")).collect();
    let (_, faults) = read(&format!("{keys}k3: 1\nk49: 1\nk3: 1\n"));
    assert_eq!(faults.len(), 3, "{faults:?}");
}

#[test]
fn keys_are_scalars() {
    assert_eq!(fault("[a, b]: 1\nc: 2\n").2, "[a, b]");
    let (root, faults) = read("? {a: 1}\n: x\nc: 2\n");
    assert_eq!(faults.len(), 1);
    assert_eq!(root.and_then(|r| Some(r.get("c")?.as_str()?.to_owned())).as_deref(), Some("2"));
}

#[test]
fn tabs_do_not_indent() {
    for text in [
        "upgrade:\n\t- a\n",
        "\ta: 1\n",
        "a:\n  b: 1\n\tc: 2\n",
        "a:\n \t b: 1\n",
        "a: [1,\n\t2]\n",
        "a:\n  - b:\n\t    c: 2\n",
    ] {
        let (code, message, place) = fault(text);
        assert_eq!((code, place.as_str()), (codes::E0103, "\t"), "{text:?}: {message}");
        assert!(message.contains("tab"), "{message}");
    }
    let text = "a: |\n  x\n  \ty\n\nb: 1 #\tcomment\n";
    assert_eq!(good(text).get("a").and_then(Node::as_str), Some("x\n\ty\n"));
}

#[test]
fn one_document_a_file() {
    let (code, _, place) = fault("---\na: 1\n---\nb: 2\n");
    assert_eq!((code, place.as_str()), (codes::E0103, "---"));
    good("%YAML 1.2\n---\na: 1\n...\n");
}

#[test]
fn an_empty_file_is_null() {
    assert!(good("").is_null());
    assert!(good("# only a comment\n").is_null());
    assert!(good("---\n").is_null());
}

#[test]
fn tags_beyond_the_core_schema_are_refused() {
    assert_eq!(fault("a: !secret x\n").1, "the tag `!secret` means nothing here");
    assert_eq!(fault("a: !!binary x\n").1, "the tag `!!binary` means nothing here");
    good("a: !!int 3\nb: !!map {c: !!seq [1]}\nd: ! x\n");
}

#[test]
fn what_is_no_yaml_is_said_in_plain_words() {
    for (text, place, word) in [
        ("a: 'x\n", "'", "quote"),
        ("a: [1, 2\nb: 3\n", ":", "closed"),
        ("a: b: c\n", ":", "`:`"),
        ("a: @x\n", "@", "begin"),
        ("a: 1\n  b: 2\n", ":", ""),
        ("a: \"\\q\"\n", "\"", "escape"),
        ("a: 1\nb\n", "b", "`:`"),
        ("a: 1\nb b  \n # b\n\nc: 1\n", "b b", "`:`"),
        ("a:\tb\n", "b", "tab"),
        ("a: \0\n", "\0", "NUL"),
    ] {
        let (node, faults) = read(text);
        assert!(node.is_none() && faults.len() == 1, "{text:?}: {faults:?}");
        let (code, message, found) = &faults[0];
        assert_eq!((*code, found.as_str()), (codes::E0103, place), "{text:?}: {message}");
        assert!(message.contains(word), "{text:?}: {message}");
    }
}
