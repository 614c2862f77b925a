//! The document of a revision file, and that nothing in it brings the front end down.

use proptest::prelude::*;

use super::*;
use crate::syntax::de::Here;

/// An operation with one key, for want of real ones.
#[derive(Debug, PartialEq)]
enum Op {
    Drop { table: String },
    Alter { table: String, operations: usize },
    Other(String),
    Broken,
}

#[derive(Deserialize)]
#[serde(rename = "short:name")]
struct Drop {
    name: String,
}

#[derive(Deserialize)]
struct Alter {
    name: String,
    operations: Vec<Op>,
}

impl<'de> Deserialize<'de> for Op {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        let Some([pair]) = here.node.as_mapping() else {
            return Err(de::coded(codes::E0110, "one key", ""));
        };
        match pair.0.as_str() {
            Some("drop_table") => Ok(Op::Drop { table: here.decode_entry::<Drop, _>(pair)?.name }),
            Some("alter_table") => {
                let Alter { name, operations } = here.decode_entry(pair)?;
                Ok(Op::Alter { table: name, operations: operations.len() })
            }
            other => Ok(Op::Other(other.unwrap_or_default().to_owned())),
        }
    }
}

impl Operations for Op {
    fn broken(_: &Node) -> Self {
        Op::Broken
    }
}

const WHOLE: &str = "\
revision: 1e10
down_revision: [a1, 012]
message: no
create_date: 2026-03-01T10:00:00Z
branch_labels: accounts
depends_on: [27c6]
tags: [v1.4, 1.0]
role: ${su_role}
transactional: false
lint_ignore:
  - drop-column
  - {rule: x, reason: unused, until: 2026-12-31}
upgrade:
  - drop_table: account
  - drop_table: {name: '${su_role}'}
  - alter_table:
      name: jobs
      operations:
        - drop_column: größe
        - create_index: {name: ix, columns: [a, {sql: lower(b)}]}
  - execute: |
      SELECT 'ü'
        FROM ${su_role}.t;
downgrade:
  irreversible: data is gone
";

fn read(text: &str) -> (Option<Revision<Op>>, Report) {
    let variables = [("su_role", "admin")].into_iter().collect();
    let mut report = Report::default();
    let revision = parse(FileId(0), text, &variables, &mut report);
    (revision, report)
}

fn good(text: &str) -> Revision<Op> {
    let (revision, report) = read(text);
    assert!(report.is_empty(), "{:?}", report.sorted());
    revision.expect("a revision")
}

fn faults(text: &str) -> Vec<(&'static str, String, String)> {
    let report = read(text).1;
    let faults = report.sorted().into_iter().map(|fault| {
        let span = fault.primary.as_ref().expect("a place").span;
        let place = text[span.start as usize..span.end as usize].to_owned();
        (fault.code.as_str(), place, fault.message.clone())
    });
    faults.collect()
}

fn values(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|item| item.value.as_str()).collect()
}

#[test]
fn a_whole_document_is_read() {
    let Revision { header, upgrade, downgrade, variables } = good(WHOLE);
    assert_eq!(header.revision.value, "1e10");
    assert_eq!(values(&header.down_revision), ["a1", "012"]);
    assert_eq!(header.message.as_deref(), Some("no"));
    assert_eq!(header.create_date.as_deref(), Some("2026-03-01T10:00:00Z"));
    assert_eq!(values(&header.branch_labels), ["accounts"]);
    assert_eq!(values(&header.depends_on), ["27c6"]);
    assert_eq!(values(&header.tags), ["v1.4", "1.0"]);
    assert_eq!(header.role.map(|role| role.value), Some(Ident::from("admin")));
    assert!(!header.transactional);
    assert_eq!(header.lint_ignore.len(), 2);
    assert_eq!(header.lint_ignore[1].reason.as_deref(), Some("unused"));
    assert_eq!(variables.into_iter().collect::<Vec<_>>(), ["su_role"]);
    assert_eq!(upgrade[1].value, Op::Drop { table: "admin".to_owned() });
    assert_eq!(upgrade[2].value, Op::Alter { table: "jobs".to_owned(), operations: 2 });
    let span = upgrade[0].span;
    assert_eq!(&WHOLE[span.start as usize..span.end as usize], "drop_table: account");
    assert!(matches!(downgrade, Downgrade::Irreversible(reason) if reason.value == "data is gone"));
}

#[test]
fn the_least_document_is_read() {
    let base = good("revision: a\ndown_revision: null\nupgrade: []\n");
    assert!(base.header.down_revision.is_empty() && base.header.transactional);
    assert!(matches!(base.downgrade, Downgrade::Auto));
    let next = good("revision: b\ndown_revision: a\nupgrade: []\ndowngrade: auto\n");
    assert_eq!(values(&next.header.down_revision), ["a"]);
    assert!(matches!(next.downgrade, Downgrade::Auto));
    let last = good("revision: c\ndown_revision: b\nupgrade: []\ndowngrade: []\n");
    assert!(matches!(last.downgrade, Downgrade::Operations(list) if list.is_empty()));
}

#[test]
fn one_run_reports_every_mistake() {
    let text = "\
revision: a
down_revison: null
transactional: yes
role: ''
tags: [ok, {}]
upgrade:
  - drop_table: {nmae: x}
  - drop_table:
  - drop_table: ${unknown}
  - alter_table: {name: t, operations: [execute: x]}
  - drop_table: fine
downgrade: irreversible
extra: 1
";
    let found = faults(text);
    let found: Vec<_> = found.iter().map(|(code, place, _)| (*code, place.as_str())).collect();
    assert_eq!(
        found,
        [
            ("E0106", "down_revison"),
            ("E0108", "yes"),
            ("E0108", "''"),
            ("E0108", "{}"),
            ("E0106", "nmae"),
            ("E0107", ":"),
            ("E0111", "${unknown}"),
            ("E0109", "execute"),
            ("E0108", "irreversible"),
            ("E0106", "extra"),
        ]
    );
    let upgrade = read(text).0.expect("a revision all the same").upgrade;
    assert_eq!(upgrade.iter().filter(|op| op.value == Op::Broken).count(), 4);
    assert_eq!(upgrade[4].value, Op::Drop { table: "fine".to_owned() });
}

#[test]
fn required_keys_are_named_each() {
    let found = faults("message: x\n");
    let found: Vec<_> =
        found.iter().map(|(code, place, m)| (*code, place.as_str(), m.as_str())).collect();
    assert_eq!(
        found,
        [
            ("E0107", "message", "a revision needs the key `down_revision`"),
            ("E0107", "message", "a revision needs the key `revision`"),
            ("E0107", "message", "a revision needs the key `upgrade`"),
        ]
    );
}

#[test]
fn an_id_that_is_no_text_is_refused() {
    for id in ["null", "~", "[a]", "{a: b}", ""] {
        let text = format!("revision: {id}\ndown_revision: null\nupgrade: []\n");
        let (revision, report) = read(&text);
        assert!(revision.is_none() && report.len() == 1, "{id}: {report:?}");
    }
    good("revision: 'null'\ndown_revision: null\nupgrade: []\n");
}

#[test]
fn files_that_hold_no_revision_are_refused() {
    for text in ["", "# nothing\n", "- a\n", "text\n"] {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        assert_eq!(found[0].0, "E0108");
    }
}

#[test]
fn operation_lists_are_lists() {
    let text = "revision: a\ndown_revision: null\nupgrade:\ndowngrade:\n";
    let found = faults(text);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].2.contains("`upgrade` must be a list of operations, not nothing"));
}

#[test]
fn all_keys_are_known() {
    let mut report = Report::default();
    let root = node::parse(FileId(0), "zzzzzzzzzzzz: 1\n", &mut report).expect("a tree");
    de::decode::<Fields>(&root, &mut report);
    let help = report.sorted()[0].help.join("");
    let mut known: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
    let mut keys = KEYS.to_vec();
    known.sort_unstable();
    keys.sort_unstable();
    assert_eq!(known, keys);
}

/// Reads any text; every span must lie on characters of it.
fn survives(text: &str) {
    let (_, report) = read(text);
    for fault in report.sorted() {
        for label in fault.primary.iter().chain(&fault.secondary) {
            let (start, end) = (label.span.start as usize, label.span.end as usize);
            assert!(text.get(start..end).is_some(), "{start}..{end} of {text:?}: {fault:?}");
        }
    }
}

/// Pieces that YAML gives a meaning to.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "a",
        "ü",
        ": ",
        ":",
        "- ",
        "-",
        "? ",
        "\n",
        "\n  ",
        "\n    ",
        "\r\n",
        "\r",
        "\t",
        "[",
        "]",
        "{",
        "}",
        ",",
        "|",
        "|2-",
        ">+",
        "'",
        "''",
        "\"",
        "\\",
        "\\u00fc",
        "&a ",
        "*a",
        "!",
        "!!str ",
        "# c",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "<<: ",
        "~",
        "null",
        "${",
        "${su_role}",
        "$${",
        "}",
        "upgrade:",
        "alter_table:",
        "operations:",
        "drop_table: ",
        "revision: ",
        "\u{FEFF}",
        "\0",
        "\u{85}",
        "\u{2028}",
    ]);
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_yaml_like_text_is_survived(pieces in prop::collection::vec(piece(), 0..60)) {
        survives(&pieces.concat());
    }

    #[test]
    fn any_change_of_a_good_file_is_survived(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..20, piece()), 1..6),
    ) {
        let mut chars: Vec<char> = WHOLE.chars().collect();
        for (at, cut, piece) in edits {
            let at = at.index(chars.len() + 1);
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        survives(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_in_a_block_points_home(lines in prop::collection::vec("[ -~äü]{0,12}", 1..8)) {
        let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
        let text = format!("ü: 1\na: |2\n{}\nb: 1\n", lines.iter().map(|l| format!("  {l}")).collect::<Vec<_>>().join("\n"));
        let mut report = Report::default();
        let root = node::parse(FileId(0), &text, &mut report);
        prop_assert!(report.is_empty(), "{:?}", report.sorted());
        let node = root.as_ref().and_then(|root| root.get("a")).expect("the key a");
        let value = node.as_str().expect("text");
        for (at, c) in value.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let span = node.span_of(at, at + c.len_utf8());
            let place = text.get(span.start as usize..span.end as usize);
            prop_assert_eq!(place.map(str::to_owned), Some(c.to_string()), "at {} of {:?}", at, value);
        }
    }
}
