use super::Lock;
use crate::diag::Report;
use crate::pipeline::{self, Project};
use crate::source::FileId;
use crate::syntax::Variables;

const FIRST: &str = "revision: a1\ndown_revision: null\nupgrade:\n- create_table: {name: t, columns: [{name: id, type: bigint, primary_key: true}]}\n";

fn project(second: &str) -> Project {
    let mut report = Report::default();
    let files =
        vec![("a.yaml".to_owned(), FIRST.to_owned()), ("b.yaml".to_owned(), second.to_owned())];
    let file = |_: &str, path: &str| match path {
        "seed.csv" => Ok("id\n1\n".to_owned()),
        "crlf.csv" => Ok("id\r\n1\r\n".to_owned()),
        other => Ok(format!("id\n{other}\n")),
    };
    let project = pipeline::load(files, &Variables::new(), &file, &mut report);
    assert!(!report.has_errors(), "{second}: {:?}", report.sorted());
    project
}

/// What the lock that was written for the one says of the other.
fn said(before: &str, after: &str) -> Vec<String> {
    let old = project(before);
    let mut lock = Lock::default();
    lock.add(old.graph.order(), &old);
    let mut report = Report::default();
    let lock = Lock::parse(FileId(0), &lock.text(), &mut report);
    lock.check(&project(after), &mut report);
    report.sorted().into_iter().map(|d| format!("{} {}", d.code.as_str(), d.message)).collect()
}

fn document(operations: &str) -> String {
    format!("revision: b1\ndown_revision: a1\nupgrade:\n{operations}\n")
}

const BEFORE: &str = "revision: b1
down_revision: a1
message: add a name
upgrade:
- add_column: {table: t, column: {name: name, type: varchar(80), default: none}}
- execute: {sql: \"UPDATE t SET name = 'x'\\nWHERE id = 1\", undo: ''}
";

#[test]
fn the_meaning_is_not_how_it_is_written() {
    for after in [
        BEFORE.replace("message: add a name\n", "# why\nmessage: add the name  # why\ntags: [v1]\n"),
        BEFORE.replace('\n', "\r\n"),
        BEFORE.replace("{table: t, column: ", "{column: ").replace("none}}", "'none'}, \"table\": \"t\"}"),
        BEFORE.replace("\"UPDATE t SET name = 'x'\\nWHERE id = 1\", undo: ''}", "\"UPDATE t SET name = 'x'\\nWHERE id = 1\", 'undo': \"\"}"),
        BEFORE.replace("- add_column", "- note: for the people\n  lint_ignore: [a]\n  add_column"),
        format!("{BEFORE}transactional: true\ndowngrade: auto\nbranch_labels: [x]\ncreate_date: 2026-01-01\n"),
        "upgrade:\n- add_column:\n    table: t\n    column:\n      type: varchar(80)\n      name: name\n      default: none\n\
         - execute:\n    undo: ''\n    sql: |-\n      UPDATE t SET name = 'x'\n      WHERE id = 1\n\
         down_revision: [a1]\nrevision: 'b1'\n".to_owned(),
    ] {
        assert_eq!(said(BEFORE, &after), Vec::<String>::new(), "{after}");
    }
}

#[test]
fn every_change_of_meaning_is_found() {
    for after in [
        BEFORE.replace("80", "81"),
        BEFORE.replace("none", "null"),
        BEFORE.replace("id = 1", "id = 2"),
        BEFORE.replace("upgrade:\n", "role: x\nupgrade:\n"),
        format!("{BEFORE}transactional: false\n"),
        format!("{BEFORE}downgrade: []\n"),
        BEFORE.replace("- add_column", "- only: sqlite\n  add_column"),
        "revision: b1\ndown_revision: a1\nupgrade: []\n".to_owned(),
    ] {
        assert_eq!(said(BEFORE, &after), ["E0212 the frozen revision `b1` was changed"], "{after}");
    }
    let row =
        |value: &str| document(&format!("- bulk_insert: {{table: t, rows: [{{id: {value}}}]}}"));
    assert_eq!(said(&row("1"), &row("'1'")).len(), 1);
    assert_eq!(said(&row("a"), &row("'a'")).len(), 0);
    let file = |name: &str| document(&format!("- bulk_insert: {{table: t, file: {name}}}"));
    assert_eq!(said(&file("seed.csv"), &file("seed.csv")).len(), 0);
    assert_eq!(said(&file("seed.csv"), &file("other.csv")).len(), 1);
}

#[test]
fn a_parent_and_a_missing_one_are_told_apart() {
    let orphan = BEFORE.replace("down_revision: a1", "down_revision: null");
    let found = said(BEFORE, &orphan);
    assert!(found[0].contains("got another parent: `a1`, not `base`"), "{found:?}");
    let found = said(BEFORE, &BEFORE.replace("b1", "b2"));
    assert_eq!(found, ["E0212 the frozen revision `b1` is gone"]);
}

#[test]
fn the_content_of_files_counts_but_not_their_line_ends() {
    let hash = |name: &str| {
        let project = project(&document(&format!("- bulk_insert: {{table: t, file: {name}}}")));
        let mut lock = Lock::default();
        lock.add(project.graph.order(), &project);
        lock.text()
    };
    // The name itself is part of the tree; so both are compared with themselves only.
    assert_eq!(hash("seed.csv"), hash("seed.csv"));
    assert_ne!(hash("seed.csv"), hash("crlf.csv"));
}

#[test]
fn the_hash_is_for_good() {
    let project = project(BEFORE);
    let mut lock = Lock::default();
    lock.add(project.graph.order(), &project);
    assert_eq!(
        lock.text(),
        "a1 33ff13d44d25654ac8ba58c8414f703c0c801c439aa9451cfe50a263daf3afde base\n\
         b1 9b46b4db240ee0e30838db516b1114780d1df5a1b7cf53d6eacc330cdf418348 a1\n"
    );
}

#[test]
fn what_is_no_lock_says_so() {
    let hash = "0".repeat(64);
    let faults = |text: &str| {
        let mut report = Report::default();
        Lock::parse(FileId(0), text, &mut report);
        report.sorted().into_iter().map(|d| d.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(faults(&format!("# by hand\n\na {hash} base\r\na {hash} base\n")).len(), 0);
    assert_eq!(faults(&format!("<<<<<<< mine\na {hash} base\n=======\n>>>>>>> theirs\n")).len(), 3);
    assert_eq!(faults("a 00 base\n").len(), 1);
    assert_eq!(faults(&format!("a {hash} base\na {hash} b\n")).len(), 1);
}
