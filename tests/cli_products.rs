//! What the commands write.

mod cli;

use cli::Project;
use pretty_assertions::assert_eq;

#[test]
fn the_tree_is_shown_in_alembics_words() {
    let project = Project::sample();
    let history = project.out(&["history"]);
    let mut lines: Vec<&str> = history.lines().collect();
    assert_eq!(lines.pop(), Some("<base> -> a1b2c3 (branchpoint), create account"));
    lines.sort_unstable();
    assert_eq!(
        lines,
        ["a1b2c3 -> b1b2c3 (mail) (head), add email", "a1b2c3 -> c1b2c3 (head), add name",]
    );
    assert_eq!(
        project.out(&["branches"]),
        "a1b2c3 (branchpoint)\n       -> b1b2c3 (mail) (head)\n       -> c1b2c3 (head)\n\n"
    );
    assert!(project.out(&["heads"]).contains("b1b2c3 (mail) (head)\n"));
    let marked = project.out(&["history", "-i", "--current", "c1b2c3"]);
    assert!(marked.contains("c1b2c3 (head) (current), add name"), "{marked}");
}

#[test]
fn show_says_all_and_json_is_a_list() {
    let project = Project::sample();
    assert_eq!(
        project.out(&["show", "b1b2"]),
        "Rev: b1b2c3 (head)\nParent: a1b2c3\nBranch names: mail\nPath: revisions/b.yaml\n\n    \
         add email\n\n    Revision ID: b1b2c3\n    Revises: a1b2c3\n\n"
    );
    let json: serde_json::Value =
        serde_json::from_str(&project.out(&["show", "tag:v1.0", "--format", "json"])).unwrap();
    assert_eq!(json[0]["revision"], "c1b2c3");
    assert_eq!(json[0]["down_revision"], serde_json::json!(["a1b2c3"]));
}

#[test]
fn a_file_is_written_whole_and_nothing_is_left_behind() {
    let project = Project::sample();
    let script = project.out(&["upgrade", "b1b2c3", "-d", "sqlite"]);
    assert_eq!(project.out(&["upgrade", "b1b2c3", "-d", "sqlite", "-o", "x.sql"]), "");
    assert_eq!(project.read("x.sql"), script);
    let failed = project.run(&["upgrade", "nowhere", "-d", "sqlite", "-o", "x.sql"]);
    assert_eq!(failed.code, 1);
    assert_eq!(project.read("x.sql"), script);
    let names = std::fs::read_dir(project.path()).unwrap().count();
    assert_eq!(names, 2);
}

#[test]
fn a_directory_gets_one_file_a_revision_for_each_dialect() {
    let project = Project::sample();
    project.out(&["upgrade", "b1b2c3", "-d", "pg", "-d", "sqlite", "--out-dir", "out/all"]);
    assert_eq!(
        project.read("out/all/postgres/index.txt"),
        "001_a1b2c3.sql  a1b2c3, create account\n002_b1b2c3.sql  b1b2c3, add email\n"
    );
    assert!(project.read("out/all/sqlite/002_b1b2c3.sql").contains("email"));
    assert!(project.read("out/all/postgres/001_a1b2c3.sql").contains("\n-- base -> a1b2c3\n"));
    project.out(&["downgrade", "b1b2c3:base", "-d", "pg", "--out-dir", "out/back"]);
    assert!(project.read("out/back/001_b1b2c3.sql").contains("\n-- b1b2c3 -> a1b2c3\n"));
    assert!(project.read("out/back/002_a1b2c3.sql").contains("\n-- a1b2c3 -> base\n"));
}

#[test]
fn json_lists_statements_with_their_places() {
    let project = Project::sample();
    let text = project.out(&["upgrade", "a1b2c3", "-d", "pg", "--format", "json"]);
    let list: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let create = list.iter().find(|s| s["operation"] == "create_table").unwrap();
    assert_eq!(create["revision"], "a1b2c3");
    assert_eq!(create["file"], "revisions/a.yaml");
    assert_eq!(create["span"]["line"], 5);
    assert!(create["text"].as_str().unwrap().starts_with("CREATE TABLE account"));
}

#[test]
fn the_start_comes_from_a_dump() {
    let project = Project::sample();
    project.write(
        "dump.sql",
        "--\nCOPY public.alembic_version (version_num) FROM stdin;\na1b2c3\n\\.\n",
    );
    let script = project.out(&["upgrade", "b1b2c3", "-d", "pg", "--current-from", "dump.sql"]);
    assert!(!script.contains("CREATE TABLE account"), "{script}");
    assert!(script.contains("Running upgrade a1b2c3 -> b1b2c3, add email"), "{script}");
}

#[test]
fn no_control_character_of_a_message_reaches_a_list() {
    let project = Project::empty();
    project.revision("a.yaml", "a1b2c3", "null", "message: \"red \\e[31m\"", "  []");
    assert_eq!(project.out(&["history"]), "<base> -> a1b2c3 (head), red \\u{1b}[31m\n");
}
