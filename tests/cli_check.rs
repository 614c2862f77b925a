//! `check` as a terminal, a CI and a program meet it.

mod cli;

use cli::Project;
use pretty_assertions::assert_eq;
use serde_json::Value;

/// A project whose second revision has a typo and a downgrade that does too little.
fn faulty(above: &str) -> Project {
    let project = Project::sample();
    project.write(
        "revisions/d.yaml",
        format!(
            "{above}revision: d1b2c3\ndown_revision: [b1b2c3, c1b2c3]\nupgrade:\n  - drop_column: {{table: acount, column: email}}\n"
        ),
    );
    project.write(
        "revisions/e.yaml",
        "revision: e1b2c3\ndown_revision: c1b2c3\nupgrade:\n  - add_column: {table: account, column: {name: age, type: integer}}\ndowngrade: []\n",
    );
    project
}

#[test]
fn a_valid_tree_is_silent_but_for_one_line() {
    let project = Project::sample();
    let run = project.run(&["check", "-d", "pg", "-d", "sqlite"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "checked 3 revisions for postgres, sqlite: nothing wrong\n");
    let run = project.run(&["check", "-d", "pg", "-v"]);
    assert_eq!(
        run.err,
        "checked 3 revisions for postgres (6 statements, 6 of them parsed): nothing wrong\n"
    );
    assert_eq!(project.run(&["check", "-d", "pg", "-q"]).err, "");
    for (format, said) in [("json", ""), ("short", ""), ("github", ""), ("gitlab", "[]\n")] {
        let run = project.run(&["check", "-d", "pg", "--message-format", format]);
        assert_eq!((run.code, run.err.as_str()), (0, said), "{format}");
    }
}

#[test]
fn what_is_not_there_to_check_with_is_wrong_usage() {
    let project = Project::sample();
    assert_eq!(project.run(&["check"]).code, 2);
    project.write("cucurbit.yaml", "dialect: sqlite\nmodel: schema.sql\n");
    let run = project.run(&["check"]);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error[E0400]"), "{}", run.err);
}

#[test]
fn a_line_of_json_has_the_documented_keys() {
    let project = faulty("");
    let run = project.run(&["check", "-d", "pg", "--message-format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    let lines: Vec<Value> =
        run.err.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&str> = lines.iter().map(|line| line["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["E0301", "E0331"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&lines[0]), ["code", "help", "level", "message", "primary", "secondary"]);
    assert_eq!(
        keys(&lines[1]),
        ["code", "help", "level", "message", "notes", "primary", "secondary"]
    );
    assert_eq!(
        keys(&lines[0]["primary"]),
        ["column", "end_column", "end_line", "file", "label", "line"]
    );
    assert_eq!(lines[0]["primary"]["column"], 26);
    assert_eq!(lines[0]["help"], serde_json::json!(["did you mean `account`?"]));
    let notes = lines[1]["notes"][0].as_str().unwrap();
    assert!(notes.ends_with("table `account`\n  + column `age`: integer"), "{notes}");
}

/// What a consumer of SARIF 2.1.0 relies on, from the required properties of its schema.
#[test]
fn sarif_is_whole_and_its_fingerprints_stay_when_lines_move() {
    let prints = |above: &str| -> Vec<String> {
        let run = faulty(above).run(&["check", "-d", "pg", "--message-format", "sarif"]);
        let document: Value = serde_json::from_str(&run.err).unwrap();
        assert_eq!(document["version"], "2.1.0");
        let log = &document["runs"][0];
        let driver = &log["tool"]["driver"];
        assert!(driver["name"].is_string());
        let rules = driver["rules"].as_array().unwrap();
        let mut found = Vec::new();
        for result in log["results"].as_array().unwrap() {
            let rule = rules.iter().find(|rule| rule["id"] == result["ruleId"]).unwrap();
            assert!(rule["help"]["text"].as_str().unwrap().starts_with("# E"));
            assert!(result["message"]["text"].is_string());
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].as_str().unwrap().starts_with("revisions/"));
            let region = &place["region"];
            for key in ["startLine", "startColumn", "endLine", "endColumn"] {
                assert!(region[key].as_u64().unwrap() >= 1, "{key}");
            }
            let prints = result["partialFingerprints"].as_object().unwrap();
            found.extend(prints.values().map(|print| print.as_str().unwrap().to_owned()));
        }
        found
    };
    let first = prints("");
    assert_eq!(first.len(), 2);
    assert_eq!(first, prints("# moved\n\n\n"));
}

#[test]
fn gitlab_and_github_get_what_they_ask_for() {
    let project = faulty("");
    let run = project.run(&["check", "-d", "pg", "--message-format", "gitlab"]);
    let list: Value = serde_json::from_str(&run.err).unwrap();
    for finding in list.as_array().unwrap() {
        for key in ["description", "check_name", "fingerprint", "severity"] {
            assert!(finding[key].is_string(), "{key}");
        }
        assert!(finding["location"]["path"].is_string());
        assert!(finding["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
    }
    let run = project.run(&["check", "-d", "pg", "--message-format", "github"]);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with("::error file=revisions/d.yaml,line=4,endLine=4,col=26,endColumn=31,"),
        "{}",
        lines[0]
    );
}

#[test]
fn colours_are_for_those_who_ask() {
    let project = faulty("");
    assert!(!project.run(&["check", "-d", "pg"]).err.contains('\u{1b}'));
    let run = project.run(&["check", "-d", "pg", "--color", "always"]);
    assert!(run.err.contains("\u{1b}["), "{}", run.err);
}

#[test]
fn upgrade_refuses_what_only_works_in_this_order() {
    let project = Project::sample();
    let phone = "  - create_index: {name: ix_email, table: account, columns: [email]}";
    // `b1b2c3` of the other branch comes first here, and makes the column.
    project.revision("d.yaml", "d1b2c3", "c1b2c3", "", phone);
    project.revision("e.yaml", "e1b2c3", "[b1b2c3, d1b2c3]", "", "  []");
    let run = project.run(&["upgrade", "head", "-d", "pg"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(run.err.contains("error[E0320]: `d1b2c3` relies on `b1b2c3`"), "{}", run.err);
    project.revision("d.yaml", "d1b2c3", "c1b2c3", "depends_on: b1b2c3", phone);
    assert!(project.out(&["upgrade", "head", "-d", "pg"]).contains("CREATE INDEX ix_email"));
}
