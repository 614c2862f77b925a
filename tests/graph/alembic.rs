//! Side by side with Alembic: random trees and ranges, its answers and ours.
//!
//! Runs when `CUCURBIT_ALEMBIC_PYTHON` names a Python that has Alembic 1.20:
//! `python3 -m venv V && V/bin/pip install alembic==1.20.1`, then
//! `CUCURBIT_ALEMBIC_PYTHON=V/bin/python cargo test --test graph alembic -- --nocapture`.
//! `CUCURBIT_ALEMBIC_SEED` chooses other trees.

use std::collections::BTreeMap;
use std::process::Command;

use cucurbit::graph::{Direction, RevIdx};
use serde::Deserialize;

use crate::support::{Tree, tree};

#[derive(Deserialize)]
struct Case {
    revisions: Vec<Revision>,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
struct Revision {
    id: String,
    parents: Vec<String>,
    needs: Vec<String>,
    labels: Vec<String>,
}

#[derive(Deserialize, Debug)]
struct Question {
    kind: String,
    #[serde(default)]
    start: Vec<String>,
    #[serde(default)]
    end: String,
    answer: Answer,
}

/// What one of the two says: revisions and, for a migration, the rows at its end; or
/// the error.
#[derive(Deserialize, Debug, Default)]
struct Answer {
    ok: Option<Vec<String>>,
    rows: Option<Vec<String>>,
    error: Option<String>,
}

impl Answer {
    /// Alembic's rows are only compared where it has some.
    fn is(&self, theirs: &Answer) -> bool {
        self.ok == theirs.ok && (theirs.rows.is_none() || self.rows == theirs.rows)
    }

    fn is_part_of(&self, other: &Answer) -> bool {
        match (&self.ok, &other.ok) {
            (Some(few), Some(many)) => few.iter().all(|revision| many.contains(revision)),
            _ => false,
        }
    }

    fn failed_with(&self, text: &str) -> bool {
        self.error.as_ref().is_some_and(|error| error.contains(text))
    }
}

/// The tree in the notation of `support`.
fn notation(case: &Case) -> String {
    let line = |r: &Revision| {
        let labels = r.labels.join(" ");
        format!(
            "{} <- {} | needs {} | label {labels}",
            r.id,
            r.parents.join(" "),
            r.needs.join(" ")
        )
    };
    case.revisions.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn ask(tree: &Tree, question: &Question) -> Answer {
    let graph = &tree.graph;
    let mut start = question.start.clone();
    if start.is_empty() {
        start.push("base".to_owned());
    }
    let plan = |direction| {
        let plan = graph.plan(direction, &question.end, Some(&start))?;
        let steps: Vec<RevIdx> = plan.steps.iter().map(|step| step.revision).collect();
        Ok((steps, Some(plan.end)))
    };
    let answer = match question.kind.as_str() {
        "heads" => Ok((graph.heads(), None)),
        "effective_heads" => Ok((graph.effective_heads(), None)),
        "bases" => Ok((graph.bases(), None)),
        "name" => graph.resolve(&question.end).map(|found| (found, None)),
        "upgrade" => plan(Direction::Upgrade),
        "downgrade" => plan(Direction::Downgrade),
        "history" => {
            let range = format!("{}:{}", start[0], question.end);
            graph.history_range(Some(&range), None).map(|found| (found, None))
        }
        "stamp" => graph
            .stamp(std::slice::from_ref(&question.end), Some(&start))
            .map(|stamp| (stamp.after, None)),
        other => panic!("an unknown question: {other}"),
    };
    let ids = |found: Vec<RevIdx>| {
        let mut ids: Vec<String> = found.into_iter().map(|r| graph.id(r).to_owned()).collect();
        ids.sort();
        ids
    };
    match answer {
        Ok((found, rows)) => {
            Answer { ok: Some(ids(found)), rows: rows.map(ids), ..Answer::default() }
        }
        Err(d) => {
            let error = Some(format!("{}: {}", d.code.as_str(), d.message));
            Answer { error, ..Answer::default() }
        }
    }
}

fn named(tree: &Tree, name: &str) -> Vec<String> {
    let found = tree.graph.resolve(name).unwrap_or_default();
    found.into_iter().map(|r| tree.graph.id(r).to_owned()).collect()
}

/// One of these revisions needs another one.
fn overlap(tree: &Tree, rows: &[String]) -> bool {
    let held = |id: &String| tree.graph.ancestors(&tree.graph.resolve(id).unwrap());
    rows.iter().any(|row| {
        let held = held(row);
        let is_held = |other: &RevIdx| held[other.0 as usize];
        rows.iter()
            .filter(|other| *other != row)
            .any(|other| tree.graph.resolve(other).unwrap().iter().any(is_held))
    })
}

/// Why an answer differs from Alembic's on purpose, if it does.
fn reason(tree: &Tree, question: &Question, ours: &Answer) -> Option<&'static str> {
    let theirs = &question.answer;
    let kind = question.kind.as_str();
    let on_branch = question.end.contains('@');
    let their_rows = if kind == "stamp" { &theirs.ok } else { &theirs.rows };
    if theirs.failed_with("AssertionError") || theirs.failed_with("KeyError") {
        return Some("Alembic trips over itself: an assertion or a missing key, no answer");
    }
    if their_rows.as_ref().is_some_and(|rows| overlap(tree, rows)) {
        return Some("rows are the maximal applied revisions; Alembic's are not always");
    }
    match kind {
        "downgrade"
            if ours.ok.is_some()
                && (theirs.failed_with("MultipleHeads") || question.end.contains("@head")) =>
        {
            Some("END may be several revisions, and `LABEL@head` is looked up on its branch")
        }
        "downgrade" if question.end.starts_with('-') && ours.failed_with("could count from") => {
            Some("`-N` from several rows is ambiguous; Alembic warns and takes the first")
        }
        "downgrade" | "upgrade" if on_branch && ours.failed_with("is not on the branch") => {
            Some("the ID of `LABEL@ID` has to be on the branch; Alembic checks that elsewhere only")
        }
        _ if on_branch && theirs.failed_with("Ambiguous walk") => {
            Some("`LABEL@` also chooses the way down at a merge")
        }
        _ if theirs.failed_with("overlaps with other requested") => {
            Some("END may hold a revision and one that it depends on")
        }
        "downgrade" if on_branch && theirs.failed_with("Not a valid downgrade target") => {
            Some("END may be above the revision that carries the label")
        }
        "downgrade" if theirs.failed_with("Nothing to drop") && ours.ok.is_some() => {
            Some("END that is applied can be reached: what depends on it goes")
        }
        "downgrade" if question.end.contains("@-") && ours.is_part_of(theirs) => {
            Some("`LABEL@-N` takes the line that it counted down, whatever else the label covers")
        }
        "stamp" if on_branch && overlap(tree, &named(tree, &question.end)) => {
            Some("of the heads of a branch only those become rows that no other one depends on")
        }
        "history" if question.start[0].contains('@') => {
            Some("an END that was named counts, whatever label START has")
        }
        "stamp" => {
            let (ours, theirs) = (ours.ok.as_ref()?, theirs.ok.as_ref()?);
            let only_more = theirs.iter().all(|row| ours.contains(row));
            let more = || ours.iter().filter(|row| !theirs.contains(row));
            (only_more && more().all(|row| question.start.contains(row)) && !overlap(tree, ours))
                .then_some("a row that has nothing to do with a stamp stays")
        }
        _ => None,
    }
}

#[test]
fn the_same_answers_as_alembic() {
    let Some(cases) = cases() else { return };
    let (mut agreed, mut excused) = (BTreeMap::new(), BTreeMap::new());
    let mut differences = String::new();
    for case in &cases {
        let text = notation(case);
        let tree = tree(&text);
        for question in &case.questions {
            let ours = ask(&tree, question);
            if ours.is(&question.answer) {
                let outcome = if ours.ok.is_some() { "answered" } else { "refused" };
                *agreed.entry((question.kind.as_str(), outcome)).or_insert(0) += 1;
            } else if let Some(reason) = reason(&tree, question, &ours) {
                *excused.entry(reason).or_insert(0) += 1;
            } else {
                differences.push_str(&format!("{question:?}\n  ours: {ours:?}\n{text}\n\n"));
            }
        }
    }
    println!("agreed: {agreed:?}\ndifferent on purpose: {excused:#?}");
    assert!(differences.is_empty(), "{differences}");
    for kind in ["name", "upgrade", "downgrade", "history", "stamp"] {
        let answered = agreed.get(&(kind, "answered")).copied().unwrap_or(0);
        assert!(answered > cases.len(), "hardly any {kind} was compared: {answered}");
    }
}

/// What Alembic answered, or none where it was not asked for.
fn cases() -> Option<Vec<Case>> {
    let Ok(python) = std::env::var("CUCURBIT_ALEMBIC_PYTHON") else {
        let needed = std::env::var("CUCURBIT_REQUIRE_SERVERS").is_ok_and(|value| value == "1");
        assert!(!needed, "CUCURBIT_ALEMBIC_PYTHON is not set and CUCURBIT_REQUIRE_SERVERS is 1");
        eprintln!("SKIPPED: CUCURBIT_ALEMBIC_PYTHON is not set, nothing was compared with Alembic");
        return None;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/alembic/graph_compare.py");
    let seed = std::env::var("CUCURBIT_ALEMBIC_SEED").unwrap_or_else(|_| "1".to_owned());
    let output = Command::new(&python)
        .env("PYTHONHASHSEED", "0")
        .args([script, &seed, "400"])
        .output()
        .unwrap_or_else(|error| panic!("{python} could not be started: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("the comparison writes UTF-8");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("one case a line")).collect())
}
