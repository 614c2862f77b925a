//! Names and ranges of revisions, against a few trees.

use std::sync::LazyLock;

use cucurbit::diag::{Diagnostic, Report};
use cucurbit::graph::{Direction, Plan, RevIdx};
use cucurbit::pipeline::{self, Project};
use cucurbit::syntax::Variables;

use super::verdict;

/// Trees, a revision a line: its id, its parents, and what else its header says.
const TREES: [&str; 4] = [
    "a1b2: null\nb2c3: a1b2\nb2d4: b2c3, tags: [v1.4, 'v1:5', v-2]\ne5: b2d4",
    "root: null, branch_labels: [main]\nleft1: root\nleft2: left1, branch_labels: [left]\n\
     right1: root, branch_labels: [right], depends_on: [left1]\nright2: right1\n\
     alone: null, branch_labels: [apart], depends_on: [right2]",
    "a: null\nb: a\nc: a\nd: [b, c], tags: [merged]\ne: d\nf: d\ng: [e, f]\nh: null\ni: [g, h]",
    "'1e10': null\n'012': '1e10', tags: ['a:b-1', '+1', 'a b']\nhead1: '012'\n\u{e9}\u{301}: head1\n\
     '\u{1F600}': head1",
];

static PROJECTS: LazyLock<Vec<Project>> =
    LazyLock::new(|| TREES.iter().map(|tree| project(tree)).collect());

fn project(tree: &str) -> Project {
    let file = |line: &str| {
        let (id, rest) = line.split_once(": ").unwrap_or((line, "null"));
        let text = format!("{{revision: {id}, down_revision: {rest}, upgrade: []}}");
        (format!("{id}.yaml"), text)
    };
    let files = tree.lines().map(file).collect();
    let none = |_: &str, _: &str| Err("there are no files".to_owned());
    let mut report = Report::default();
    let project = pipeline::load(files, &Variables::new(), &none, &mut report);
    assert!(report.is_empty(), "{report:?}");
    project
}

/// A range in the first line and names of current rows in the others.
pub fn range(text: &str) {
    let mut lines = text.lines();
    let range = lines.next().unwrap_or_default();
    let rows: Vec<String> = lines.map(str::to_owned).collect();
    let current = (!rows.is_empty()).then_some(rows.as_slice());
    for project in PROJECTS.iter() {
        let graph = &project.graph;
        for direction in [Direction::Upgrade, Direction::Downgrade] {
            match graph.plan(direction, range, current) {
                Ok(plan) => sound(&plan, project),
                Err(fault) => said(*fault, project),
            }
        }
        if let Err(fault) = graph.resolve(range) {
            said(*fault, project);
        }
        match graph.history_range(Some(range), current) {
            Ok(shown) => each_once(&shown),
            Err(fault) => said(*fault, project),
        }
        match graph.stamp(&[range.to_owned()], current) {
            Ok(stamp) => {
                let mut rows = stamp.before.clone().unwrap_or_default();
                stamp.row_changes.iter().for_each(|change| change.apply(&mut rows));
                same_rows(&rows, &stamp.after);
            }
            Err(fault) => said(*fault, project),
        }
    }
}

fn said(fault: Diagnostic, project: &Project) {
    let mut report = Report::default();
    report.push(fault);
    verdict::report(&report, &project.sources);
}

/// Every revision runs once, after what it needs, and the rows end where the plan says.
fn sound(plan: &Plan, project: &Project) {
    let steps: Vec<RevIdx> = plan.steps.iter().map(|step| step.revision).collect();
    each_once(&steps);
    let mut applied = plan.before.clone();
    for &step in &steps {
        let was = applied.contains(&step);
        assert_eq!(was, plan.direction == Direction::Downgrade, "{plan:?}");
        if was {
            applied.retain(|&revision| revision != step);
        } else {
            applied.push(step);
        }
        let graph = &project.graph;
        let below = |&r: &RevIdx| [graph.parents(r), graph.dependencies(r)].concat();
        assert!(applied.iter().flat_map(below).all(|r| applied.contains(&r)), "{plan:?}");
    }
    let last = plan.walk().last().map_or(plan.start.clone(), |(_, _, after)| after);
    same_rows(&last, &plan.end);
    let back = project.graph.undo(plan);
    assert_eq!((&back.start, &back.end), (&plan.end, &plan.start));
}

fn each_once(revisions: &[RevIdx]) {
    let mut sorted = revisions.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), revisions.len(), "twice in {revisions:?}");
}

fn same_rows(a: &[RevIdx], b: &[RevIdx]) {
    let sorted = |rows: &[RevIdx]| {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows
    };
    assert_eq!(sorted(a), sorted(b));
}
