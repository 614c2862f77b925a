//! What types read from nodes, and that one pass reports all mistakes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;
use crate::diag::codes;
use crate::source::{FileId, Span, Spanned};
use crate::sql::Ident;
use crate::syntax::node;
use crate::syntax::source_text::SourceText;

fn read<T: DeserializeOwned>(text: &str) -> (Decoded<T>, Vec<Diagnostic>) {
    let mut report = Report::default();
    let root = node::parse(FileId(0), text, &mut report).expect("well-formed YAML");
    let decoded = decode(&root, &mut report);
    let faults: Vec<_> = report.sorted().into_iter().cloned().collect();
    assert_eq!(decoded.clean, faults.is_empty(), "{faults:?}");
    (decoded, faults)
}

fn good<T: DeserializeOwned>(text: &str) -> T {
    let (decoded, faults) = read(text);
    assert_eq!(faults, [], "{text}");
    decoded.ok().expect("a value")
}

/// Code, text under the span, message.
fn faults<T: DeserializeOwned>(text: &str) -> Vec<(&'static str, String, String)> {
    let (_, faults) = read::<T>(text);
    let line = |fault: &Diagnostic| {
        let span = fault.primary.as_ref().expect("a place").span;
        let place = text[span.start as usize..span.end as usize].to_owned();
        (fault.code.as_str(), place, fault.message.clone())
    };
    faults.iter().map(line).collect()
}

fn help<T: DeserializeOwned>(text: &str) -> String {
    read::<T>(text).1.iter().flat_map(|fault| fault.help.clone()).collect::<Vec<_>>().join("; ")
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Options {
    name: String,
    flag: bool,
    count: Option<u8>,
    list: Vec<String>,
    #[serde(deserialize_with = "present")]
    default: Option<Option<String>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Cascade,
    SetNull,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Key {
    table: Ident,
    #[serde(default)]
    on_delete: Option<Action>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename = "short:name")]
struct DropTable {
    name: Spanned<Ident>,
    #[serde(default)]
    cascade: bool,
}

#[test]
fn scalars_are_what_the_type_asks_for() {
    let text: Vec<String> = good("[1e10, 012, no, 'null', \"~\", '', 2026-01-01, true]");
    assert_eq!(text, ["1e10", "012", "no", "null", "~", "", "2026-01-01", "true"]);
    assert_eq!(good::<Vec<bool>>("[true, False, TRUE]"), [true, false, true]);
    assert_eq!(good::<Vec<i64>>("[0, -5, +7, 012]"), [0, -5, 7, 12]);
    assert_eq!(good::<Vec<f64>>("[1, 2.5, -1e3]"), [1.0, 2.5, -1000.0]);
    assert_eq!(good::<Vec<Option<String>>>("[~, null, a, 'null']").iter().flatten().count(), 2);
    assert_eq!(good::<(u8, String)>("[1, a]"), (1, "a".to_owned()));
    assert_eq!(good::<BTreeMap<String, u8>>("{null: 1, 2: 2}").len(), 2);
    good::<()>("~");
}

#[test]
fn wrong_scalars_are_reported_each() {
    let text = "name: null\nflag: yes\ncount: 300\nlist: [a, ~, [b], c]\n";
    let found = faults::<Options>(text);
    assert_eq!(
        found,
        [
            ("E0108", "null", "`name` must be text, not `null`"),
            ("E0108", "yes", "`flag` must be `true` or `false`, not `yes`"),
            ("E0108", "300", "`count` must be a number from 0 to 255, not `300`"),
            ("E0108", "~", "an element of `list` must be text, not `~`"),
            ("E0108", "[b]", "an element of `list` must be text, not a list"),
        ]
        .map(|(code, place, message)| (code, place.to_owned(), message.to_owned()))
    );
    let help = help::<Options>(text);
    assert!(help.contains("put it in quotes if it is meant as text: \"null\""), "{help}");
    assert!(help.contains("write `true`"), "{help}");
}

#[test]
fn numbers_and_truth_values_are_plain() {
    assert_eq!(faults::<u8>("'5'").len(), 1);
    assert_eq!(faults::<u8>("1_000").len(), 1);
    assert_eq!(faults::<u8>("0x10").len(), 1);
    assert_eq!(faults::<f64>("inf").len(), 1);
    assert_eq!(faults::<bool>("'true'").len(), 1);
    assert_eq!(faults::<i64>("99999999999999999999").len(), 1);
    assert_eq!(faults::<u128>("-1").len(), 1);
}

#[test]
fn wrong_shapes_are_reported() {
    assert_eq!(faults::<Options>("a text")[0].2, "expected a mapping, found `a text`");
    assert_eq!(faults::<Options>("list: a")[0].2, "`list` must be a list, not `a`");
    assert_eq!(faults::<Options>("list:")[0].2, "`list` must be a list, not nothing");
    assert_eq!(faults::<Options>("name: {a: 1}")[0].1, "{a: 1}");
    assert_eq!(faults::<(u8, u8)>("[1, 2, 3]")[0].2, "expected a list of 2 values, found a list");
    assert_eq!(faults::<Options>("name: |\n  a\n  b\nflag: |\n  a\n  b").len(), 1);
}

#[test]
fn unknown_keys_are_reported_each_and_passed_over() {
    let text = "nmae: a\nname: b\nzzz: 1\n<<: {}\n";
    let (decoded, found) = read::<Options>(text);
    assert_eq!(decoded.value.map(|options| options.name).as_deref(), Some("b"));
    assert_eq!(found.iter().filter(|f| f.code == codes::E0106).count(), 3);
    let help = help::<Options>(text);
    assert!(help.contains("did you mean `name`?"), "{help}");
    assert!(help.contains("known keys: `name`, `flag`"), "{help}");
    assert!(help.contains("YAML 1.2 has no merge keys"), "{help}");
}

#[test]
fn missing_keys_point_at_the_mapping() {
    let found = faults::<BTreeMap<String, Key>>("fk: {on_delete: cascade}\nx: {}\ny:\n");
    let found: Vec<_> = found.iter().map(|(c, p, m)| (*c, p.as_str(), m.as_str())).collect();
    assert_eq!(
        found,
        [
            ("E0107", "on_delete", "`fk` needs the key `table`"),
            ("E0107", "{}", "`x` needs the key `table`"),
            ("E0107", ":", "`y` needs the key `table`"),
        ]
    );
}

#[test]
fn a_misspelt_key_is_not_missing_as_well() {
    let found = faults::<Key>("tabel: a\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "E0106");
}

#[test]
fn words_get_a_suggestion() {
    assert_eq!(good::<Vec<Action>>("[cascade, set_null]"), [Action::Cascade, Action::SetNull]);
    let text = "table: a\non_delete: CASCADE\n";
    assert_eq!(faults::<Key>(text)[0].1, "CASCADE");
    assert_eq!(help::<Key>(text), "did you mean `cascade`?");
    assert_eq!(help::<Key>("table: a\non_delete: xyz\n"), "one of `cascade`, `set_null`");
}

#[test]
fn custom_messages_get_the_place_of_the_innermost_value() {
    let found = faults::<Vec<Key>>("- table: ''\n- table: b\n");
    assert_eq!(found, [("E0108", "''".to_owned(), "a name cannot be empty".to_owned())]);
}

#[test]
fn spanned_values_know_their_place() {
    let found: Vec<Spanned<String>> = good("[ä, 'b']");
    assert_eq!(found[0].span, Span::new(FileId(0), 1, 3));
    assert_eq!(found[1].span, Span::new(FileId(0), 5, 8));
    let absent: BTreeMap<String, Spanned<Option<String>>> = good("a: null");
    assert_eq!(absent["a"].value, None);
}

#[test]
fn a_scalar_can_stand_for_a_mapping() {
    let short: Vec<DropTable> = good("[account, {name: account}, {name: a, cascade: true}]");
    assert_eq!(short[0], short[1]);
    assert!(short[2].cascade);
    assert_eq!(short[0].name.span, Span::new(FileId(0), 1, 8));
    assert_eq!(faults::<DropTable>("[a]")[0].0, "E0108");
    assert_eq!(faults::<DropTable>("")[0].0, "E0107");
}

#[test]
fn one_value_can_stand_for_a_list() {
    assert_eq!(good::<OneOrMany<String>>("a").0, ["a"]);
    assert_eq!(good::<OneOrMany<String>>("[a, b]").0, ["a", "b"]);
    assert_eq!(good::<OneOrMany<String>>("[]").0.len(), 0);
    assert_eq!(good::<OneOrMany<DropTable>>("{name: a}").0.len(), 1);
    assert_eq!(faults::<OneOrMany<String>>("~").len(), 1);
}

#[test]
fn null_and_absent_can_be_told_apart() {
    assert_eq!(good::<Options>("{}").default, None);
    assert_eq!(good::<Options>("default: null").default, Some(None));
    assert_eq!(good::<Options>("default: ''").default, Some(Some(String::new())));
}

#[test]
fn source_text_points_into_itself() {
    let yaml = "sql: |\n  SELECT 1\n  FROM grün\n";
    let texts: BTreeMap<String, SourceText> = good(yaml);
    let sql = &texts["sql"];
    let at = sql.text.find("grün").expect("the table");
    let span = sql.span_of(at, at + "grün".len());
    assert_eq!(&yaml[span.start as usize..span.end as usize], "grün");
    assert_eq!(faults::<SourceText>("[a]").len(), 1);
}

/// Text, or a mapping per dialect, as a hand-written implementation reads it.
#[derive(Debug, PartialEq)]
enum PerDialect {
    All(SourceText),
    Each(BTreeMap<String, SourceText>),
}

impl<'de> Deserialize<'de> for PerDialect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        match here.node.as_mapping() {
            None => here.decode(&here.node).map(PerDialect::All),
            Some([]) => {
                let fault = Diagnostic::error(codes::E0110, "no dialect is named");
                Err(here.fail(fault.at(here.span())))
            }
            Some(pairs) if pairs.len() > 2 => {
                Err(coded(codes::E0110, "too many dialects", "leave some out"))
            }
            Some(_) => here.decode(&here.node).map(PerDialect::Each),
        }
    }
}

#[test]
fn hand_written_types_see_the_tree() {
    let list: Vec<PerDialect> = good("[now(), {postgres: now(), default: x}]");
    assert!(matches!(&list[0], PerDialect::All(text) if &*text.text == "now()"));
    assert!(matches!(&list[1], PerDialect::Each(map) if map.len() == 2));
    let found = faults::<Vec<PerDialect>>("[[a], {}, {a: b, c: d, e: f}, {a: ~}]");
    let found: Vec<_> = found.iter().map(|(c, p, m)| (*c, p.as_str(), m.as_str())).collect();
    assert_eq!(
        found,
        [
            ("E0108", "[a]", "expected text, found a list"),
            ("E0110", "{}", "no dialect is named"),
            ("E0110", "{a: b, c: d, e: f}", "too many dialects"),
            ("E0108", "~", "`a` must be text, not `~`"),
        ]
    );
}

#[test]
fn nodes_are_data_too() {
    let nodes: Vec<Node> = good("[a, {b: c}, ~]");
    assert_eq!(nodes.iter().map(Node::shape).collect::<Vec<_>>(), ["text", "a mapping", "nothing"]);
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Insert,
    Update(Vec<String>),
    Body { sql: String },
}

#[test]
fn enums_can_carry_values() {
    let events: Vec<Event> = good("[insert, {update: [a]}, {body: {sql: x}}, {insert: ~}]");
    assert_eq!(events[1], Event::Update(vec!["a".to_owned()]));
    assert_eq!(events[3], Event::Insert);
    let found = faults::<Vec<Event>>("[update, {updat: [a]}, {a: 1, b: 2}, [], delete]");
    let found: Vec<_> = found.iter().map(|(c, p, _)| (*c, p.as_str())).collect();
    assert_eq!(
        found,
        [
            ("E0108", "update"),
            ("E0106", "updat"),
            ("E0108", "{a: 1, b: 2}"),
            ("E0108", "[]"),
            ("E0108", "delete"),
        ]
    );
}

#[test]
fn reports_are_bounded() {
    let text = "- ~\n".repeat(10_000);
    assert_eq!(read::<Vec<String>>(&text).1.len(), MAX_FAULTS);
}
