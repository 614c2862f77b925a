//! Down undoes up, on the simulator: after the way back from the head to any revision of a
//! golden case, the simulated schema is the one that was there before.

use std::fs;
use std::path::{Path, PathBuf};

use cucurbit::catalog::Catalog;
use cucurbit::config::default_version;
use cucurbit::diag::Report;
use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::env::Env;
use cucurbit::graph::{Direction, Plan};
use cucurbit::pipeline::{self, Project};
use cucurbit::replay;
use cucurbit::syntax::{Downgrade, Variables};

const DIALECTS: [DialectName; 6] = DialectName::ALL;

/// What does not come back to the letter, and why that is right.
const DIFFERENT: [(&str, &str); 2] = [
    (
        "constraints/rename_constraint_automatic",
        "a name that was the server's cannot be taken away",
    ),
    ("constraints/validate_constraint", "what was checked stays checked"),
];

/// The folders with revisions: `in/` or the folder of an `in.yaml`.
fn cases(folder: &Path, found: &mut Vec<Vec<PathBuf>>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    if folder.join("cucurbit.yaml").exists() {
        return; // What such a case configures is not at hand here.
    }
    for path in entries {
        if path.is_dir() && path.ends_with("in") {
            let mut files: Vec<PathBuf> =
                fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
            files.retain(|file| file.extension().is_some_and(|e| e == "yaml"));
            files.sort();
            found.push(files);
        } else if path.is_dir() {
            cases(&path, found);
        } else if path.ends_with("in.yaml") {
            found.push(vec![path]);
        }
    }
}

fn load(files: &[PathBuf], report: &mut Report) -> Project {
    let read = |path: &PathBuf| (path.display().to_string(), fs::read_to_string(path).unwrap());
    let beside = |revision: &str, file: &str| {
        let path = Path::new(revision).with_file_name(file);
        fs::read_to_string(path).map_err(|error| error.to_string())
    };
    pipeline::load(files.iter().map(read).collect(), &Variables::new(), &beside, report)
}

/// The schema at the end of a plan, in words; none when the plan cannot be walked.
fn end_of(project: &Project, plan: &Plan, env: &Env) -> Option<String> {
    let mut report = Report::default();
    let base = Catalog::new(env.dialect);
    let outcome = replay::run(base, &project.revisions, plan, env, &mut report, &mut drop);
    let words = outcome.catalog.describe(env.dialect.name);
    (!report.has_errors()).then(|| without_order(&words))
}

/// A dropped column comes back last where the dialect cannot place columns.
fn without_order(words: &str) -> String {
    let place = |line: &str| match line.split_once(": column ") {
        Some((table, column)) => format!("{table}: column {}", &column[4..]),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = words.lines().map(place).collect();
    lines.sort();
    lines.join("\n")
}

#[test]
fn every_derived_downgrade_undoes_its_upgrade() {
    let mut found = Vec::new();
    cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"), &mut found);
    let (mut compared, mut faults) = (0, Vec::new());
    for files in &found {
        let mut report = Report::default();
        let project = load(files, &mut report);
        if report.has_errors() {
            continue;
        }
        for dialect in DIALECTS {
            let facts = Dialect::of(dialect);
            let env = Env::new(facts, default_version(dialect));
            for &revision in project.graph.order() {
                let Some(own) = project.revisions.get(revision.index()) else { continue };
                let id = &own.header.revision.value;
                if !matches!(own.downgrade, Downgrade::Auto) {
                    continue;
                }
                let plan = |direction, range: &str| project.graph.plan(direction, range, None).ok();
                let Some(up) = plan(Direction::Upgrade, &format!("base:{id}")) else { continue };
                let mut before = up.clone();
                before.steps.pop();
                let mut down = project.graph.undo(&up);
                down.steps.truncate(1);
                let before = end_of(&project, &before, &env);
                let (Some(before), Some(after)) = (before, end_of(&project, &down, &env)) else {
                    continue;
                };
                compared += 1;
                let path = files[0].display().to_string();
                if before != after && !DIFFERENT.iter().any(|(case, _)| path.contains(case)) {
                    let lines = |a: &str, b: &str| {
                        let missing = a.lines().filter(|line| !b.lines().any(|l| l == *line));
                        missing.map(|line| format!("    {line}\n")).collect::<String>()
                    };
                    faults.push(format!(
                        "{} on {}, {id}:\n  lost\n{}  added\n{}",
                        path,
                        dialect.as_str(),
                        lines(&before, &after),
                        lines(&after, &before)
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{} of {compared}", faults.join("\n"), faults.len());
    assert!(compared > 100, "only {compared} downgrades were compared");
}
