//! The JSON Schemas for editors against the reader: what is read without a complaint is valid,
//! what is complained of is not, file by file.

use std::path::{Path, PathBuf};
use std::process::Command;

use cucurbit::diag::Report;
use cucurbit::ops::Entry;
use cucurbit::source::FileId;
use cucurbit::syntax::node::{self, Kind, Node, Style};
use cucurbit::syntax::{Variables, revision};
use jsonschema::Validator;
use serde_json::{Map, Value};

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    jsonschema::meta::validate(&schema).expect("a schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

fn revisions() -> Validator {
    validator(&revision::json_schema::<Entry>())
}

/// A tree as editors see it, by YAML's core schema.
fn seen(node: &Node) -> Value {
    match &node.kind {
        Kind::Scalar(scalar) if scalar.style != Style::Plain => scalar.text.as_str().into(),
        Kind::Scalar(scalar) => plain(&scalar.text),
        Kind::Sequence(items) => items.iter().map(seen).collect(),
        Kind::Mapping(pairs) => {
            let name = |key: &Node| key.as_str().unwrap_or_default().to_owned();
            pairs.iter().map(|(key, value)| (name(key), seen(value))).collect::<Map<_, _>>().into()
        }
    }
}

fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return true.into(),
        "false" | "False" | "FALSE" => return false.into(),
        ".inf" | "-.inf" | ".nan" => return f64::MAX.into(),
        _ => {}
    }
    let looks = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let whole = text.parse::<i64>().ok().map(Value::from);
    let number = || text.parse::<f64>().ok().map(Value::from);
    let value = if looks { whole.or_else(number) } else { None };
    value.unwrap_or_else(|| text.into())
}

/// The faults that the reader finds in the shape of a revision, and whether it is YAML at all.
fn read(text: &str) -> (Option<Value>, Vec<String>) {
    let mut report = Report::default();
    let tree = node::parse(FileId(0), text, &mut report).filter(|_| report.is_empty());
    let Some(tree) = tree else { return (None, Vec::new()) };
    let mut report = Report::default();
    let _ = revision::parse::<Entry>(FileId(0), text, &Variables::default(), &mut report);
    let faults = report.sorted().into_iter();
    // No variables are configured here.
    let faults = faults.filter(|fault| fault.code.as_str() != "E0111");
    let faults = faults.map(|fault| format!("{}: {}", fault.code.as_str(), fault.message));
    (Some(seen(&tree)), faults.collect())
}

fn files(below: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(below).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "yaml" || ext == "yml") {
            found.push(path);
        }
    }
}

/// What the compiler finds behind the reader, and the schema at once.
const LATER: &[&str] =
    &["golden/errors/id_with_a_dash/in/a.yaml", "golden/errors/unknown_dialect/cucurbit.yaml"];

/// All golden cases and the sample project: what the reader takes is valid, and the other way round.
#[test]
fn golden_cases_and_the_sample_are_valid_where_they_are_read() {
    let (revisions, config) = (revisions(), validator(&cucurbit::config::json_schema()));
    let mut found = vec![PathBuf::from("cucurbit.yaml")];
    for place in ["golden", "revisions"] {
        files(Path::new(place), &mut found);
    }
    found.sort();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for path in found.iter().filter(|path| path.exists()) {
        let name = path.display();
        let later = LATER.iter().any(|other| path == Path::new(other));
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        if path.ends_with("cucurbit.yaml") {
            let tree = node::parse(FileId(0), &text, &mut Report::default());
            let refused = later || name.to_string().contains("unknown_key_of_the_configuration");
            if tree.is_some_and(|tree| config.is_valid(&seen(&tree)) == refused) {
                wrong.push(format!("{name}: configuration"));
            }
            continue;
        }
        let (Some(value), faults) = read(&text) else { continue };
        if !value.as_object().is_some_and(|keys| keys.contains_key("upgrade")) {
            continue;
        }
        count += 1;
        let said: Vec<String> = revisions
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .take(3)
            .collect();
        if said.is_empty() == (later || !faults.is_empty()) {
            wrong.push(format!("{name}\n  reader: {faults:?}\n  schema: {said:?}"));
        }
    }
    assert!(count > 500, "{count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Small lists of operations that neither takes.
const WRONG: &[&str] = &[
    "[{create_table: {nme: a, columns: []}}]",
    "[{ad_column: {table: a}}]",
    "[{create_table: {name: a, columns: [{name: a, type: text, nullable: yes}]}}]",
    "[{create_table: {name: a, columns: [{name: a}]}}]",
    "[{drop_table: a, drop_index: b}]",
    "[{note: a}]",
    "[{}]",
    "[drop_table]",
    "[{drop_table: a, only: postgers}]",
    "[{drop_table: a, only: [postgres, postgers]}]",
    "[{drop_table: null}]",
    "[{drop_table: {name: null}}]",
    "[{drop_table: [a]}]",
    "[{drop_table: {if_exists: true}}]",
    "[{rename_table: {from: a}}]",
    "[{rename_table: {from: a, to: {b: c}}}]",
    "[{create_foreign_key: {table: a, columns: [a], references: {table: b}, on_delete: cascad}}]",
    "[{create_foreign_key: {table: a, columns: a, references: {table: b}}}]",
    "[{create_index: {table: a, columns: [{order: desc}]}}]",
    "[{create_index: {table: a, columns: [{column: a, sql: b}]}}]",
    "[{create_index: {table: a, columns: [{column: a, length: -1}]}}]",
    "[{create_sequence: {name: a, start: one}}]",
    "[{create_sequence: {name: a, start: '1'}}]",
    "[{add_column: {table: a, column: {name: b, type: {postgers: x}}}}]",
    "[{add_column: {table: a, column: {name: b, type: {enum: []}}}}]",
    "[{add_column: {table: a, column: {name: b, type: text, default: {sql: {postgers: x}}}}}]",
    "[{add_column: {table: a, column: {name: b, type: text, default: {hex: 0g}}}}]",
    "[{add_column: {table: a, column: {name: b, type: int, identity: sometimes}}}]",
    "[{delete: {table: a, where: {postgers: x}}}]",
    "[{delete: {table: a, where: [x]}}]",
    "[{delete: {table: a, expect_rows: {}}}]",
    "[{delete: {table: a, expect_rows: -1}}]",
    "[{bulk_insert: {table: a, rows: [1]}}]",
    "[{update: {table: a, set: [1]}}]",
    "[{execute: {undo: a}}]",
    "[{execute: {sql: a, file: b}}]",
    "[{execute: {sql: a, effects: [{nothing: a}]}}]",
    "[{alter_table: {name: a, operations: [{execute: x}]}}]",
    "[{alter_table: {name: a, operations: [{drop_column: {if_exists: true}}]}}]",
    "[{alter_table: {name: a, operations: [{add_column: {column: {name: a}}}]}}]",
    "[{alter_table: {name: a, recreate: perhaps, operations: []}}]",
    "[{grant: {privileges: all, on: a, to: b}}]",
    "[{grant: {privileges: all, on: {table: a, sequence: b}, to: b}}]",
    "[{grant: {privileges: all, on: {table: a, arguments: b}, to: b}}]",
    "[{create_trigger: {name: a, table: b, timing: later, events: insert}}]",
    "[{create_trigger: {name: a, table: b, timing: after, events: {insert: [a]}}}]",
    "[{create_view: {name: a, sql: b, with_check_option: perhaps}}]",
    "[{reset_role: now}]",
    "[{set_role: [a]}]",
    "{}",
];

/// Small lists of operations that both take, though editors read their scalars otherwise.
const RIGHT: &[&str] = &[
    "[]",
    "[{drop_table: 0012}, {drop_table: 1e10}, {drop_table: true}, {drop_table: .inf}]",
    "[{drop_table: {name: no, schema: null, if_exists: True}}]",
    "[{rename_table: {from: on, to: 2026-01-01}}]",
    "[{drop_table: a, only: PG, note: 1}, {drop_table: a, except: [sqlserver, MariaDB]}]",
    "[{create_enum: {name: a, values: [1, true, 1.5, a]}}]",
    "[{create_foreign_key: {table: a, columns: [1], references: {table: b}, on_delete: SET NULL, deferrable: null}}]",
    "[{alter_column: {table: a, column: b, default: null, comment: null, identity: null}}]",
    "[{alter_column: {table: a, column: b, type: {pg: citext, default: {enum: [a]}}}}]",
    "[{add_column: {table: a, column: {name: b, type: json, default: {sql: 1, x: [2]}}}}]",
    "[{add_column: {table: a, column: {name: b, type: json, default: {json: {sql: [1]}}}}}]",
    "[{add_column: {table: a, column: {name: b, type: int, identity: {generation: always, start: null}}}}]",
    "[{bulk_insert: {table: a, columns: [b], rows: [[null], [{hex: 00ff}], {b: {sql: now()}}]}}]",
    "[{alter_table: {name: t, operations: [{drop_column: a}, {drop_table_comment: null}, {create_table_comment: 1}]}}]",
    "[{alter_table: {name: t, operations: [{add_column: {column: {name: a, type: int}, table: t}, only: pg}]}}]",
    "[{create_trigger: {name: a, table: b, timing: INSTEAD OF, events: [INSERT, {Update: a}], for_each: row}}]",
    "[{create_view: {name: a, sql: {mysql: b, default: c}, with_check_option: LOCAL}}, {drop_view: a}, {drop_function: f}]",
    "[{execute: 1}, {execute: {postgres: a, default: b}}, {reset_role: null}, {reset_role: {}}]",
    "[{create_index: {table: a, columns: [b, {column: c, order: DESC}], with: {fillfactor: 70, fastupdate: off}}}]",
    "[{create_table: {name: a, primary_key: {columns: [a]}, unique: [[a], {name: b, columns: [c]}], options: null}}]",
    "[{delete: {table: a, expect_rows: {min: 1}}, lint_ignore: [a, {rule: b, reason: c}]}]",
    "[{drop_table: {name: a, if_exists: '${flag}'}}]",
];

#[test]
fn what_is_wrong_is_wrong_for_both() {
    let revisions = revisions();
    for operations in WRONG {
        let text = format!("revision: a\ndown_revision: null\nupgrade: {operations}\n");
        let (value, faults) = read(&text);
        assert!(!revisions.is_valid(&value.expect("YAML")), "the schema takes {operations}");
        assert!(!faults.is_empty(), "the reader takes {operations}");
    }
    for head in ["revision: a\n", "down_revision: a\n", "revision: null\ndown_revision: a\n"] {
        let (value, faults) = read(&format!("{head}upgrade: []\n"));
        assert!(!revisions.is_valid(&value.expect("YAML")) && !faults.is_empty(), "{head}");
    }
}

#[test]
fn what_is_right_is_right_for_both() {
    let revisions = revisions();
    for operations in RIGHT {
        let text = format!("revision: 0012\ndown_revision: [1e10, b]\nupgrade: {operations}\n");
        let (value, faults) = read(&text);
        let value = value.expect("YAML");
        let said: Vec<_> = revisions.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(said.is_empty(), "{operations}: {said:?}");
        // What is in quotes here is a variable, which may stand for anything.
        assert!(faults.is_empty() || operations.contains("${"), "{operations}: {faults:?}");
    }
}

#[test]
fn configurations_are_held_to_their_keys() {
    let config = validator(&cucurbit::config::json_schema());
    let valid = |text: &str| {
        let tree = node::parse(FileId(0), text, &mut Report::default()).expect("YAML");
        config.is_valid(&seen(&tree))
    };
    for text in [
        "dialect: [PG, sqlite]\nversion_table: versions\nschema: ${schema}\n",
        "dialect_version: {postgres: 14, mysql: '8.0'}\nscript: {lock_timeout: 5s, guard: false}\n",
        "variables: {a: 1, b: {env: B}, c: {env: C, default: null}}\ntargets: {dev: {dialect: sqlite}}\n",
        "lint: {rules: {drop-column: deny}}\nscript: {statement_timeout: 0, transaction: none}\n",
    ] {
        assert!(valid(text), "{text}");
    }
    for text in [
        "dialects: sqlite\n",
        "dialect: sqlit\n",
        "dialect_version: {default: 14}\n",
        "script: {lock_timeout: soon}\n",
        "script: {guard: on}\n",
        "variables: {b: {envv: B}}\n",
        "targets: {dev: {dialcet: sqlite}}\n",
        "lint: {rules: {drop-column: forbid}}\n",
    ] {
        assert!(!valid(text), "{text}");
    }
}

#[test]
fn the_command_needs_no_project_and_always_says_the_same() {
    let directory = tempfile::tempdir().expect("a directory");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_compile"));
        // A configuration that is not there is none of this command's business.
        command.args(args).current_dir(&directory).env("CUCURBIT_CONFIG", "none.yaml");
        let output = command.output().expect("the program");
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    assert_eq!(run(&["json-schema"]), revision::json_schema::<Entry>());
    assert_eq!(run(&["json-schema", "--config"]), cucurbit::config::json_schema());
    assert_eq!(run(&["-c", "other.yaml", "json-schema"]), revision::json_schema::<Entry>());
}
