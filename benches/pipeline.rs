//! Times the compiler's stages on chains of 1, 1,000 and 10,000 revisions.
//!
//! `cargo bench` prints the best of several runs in milliseconds, and what that is a revision;
//! `cargo bench -- 100` takes other lengths. A stage that grows faster than its chain shows
//! in the last columns. `emit` is what a whole compile takes beyond plan and replay.
//! The rows below are a check, up and down, of a chain whose tables have an enum, a view and a
//! trigger each, so that every change asks who uses what.

mod chain;

use std::hint::black_box;
use std::time::{Duration, Instant};

use cucurbit::catalog::Catalog;
use cucurbit::diag::Report;
use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::emit::script::Options;
use cucurbit::env::Env;
use cucurbit::graph::{Direction, Graph, Plan};
use cucurbit::pipeline::{self, Project, Request, Target};
use cucurbit::replay;
use cucurbit::sql::{Ident, ObjName};
use cucurbit::syntax::Variables;

/// How long the runs of one measurement may take together.
const BUDGET: Duration = Duration::from_secs(2);

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut lengths: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    if args.iter().any(|arg| arg == "--test") {
        lengths = vec![1];
    } else if lengths.is_empty() {
        lengths = vec![1, 1_000, 10_000];
    }
    println!("{:<10}{:>10}{:>14}{:>16}", "stage", "revisions", "ms", "µs a revision");
    lengths.iter().copied().for_each(measure);
    for name in [DialectName::Postgres, DialectName::Sqlite, DialectName::Mssql] {
        lengths.iter().for_each(|length| measure_users(*length, name));
    }
}

fn measure_users(length: usize, name: DialectName) {
    let project = load((1..=length).map(|n| chain::with_users(n, name)).collect());
    let time = best(
        || (),
        |()| {
            let mut report = Report::default();
            let target = target(name);
            let count =
                pipeline::check(&project, vec![(target.env, target.base)], false, &mut report);
            assert!(!report.has_errors(), "{:?}", report.sorted().first());
            count
        },
    );
    show(name.as_str(), length, time);
}

fn show(what: &str, length: usize, time: Duration) {
    let each = time.as_secs_f64() * 1e6 / length as f64;
    println!("{what:<10}{length:>10}{:>14.3}{each:>16.2}", time.as_secs_f64() * 1e3);
}

fn measure(length: usize) {
    let files: Vec<(String, String)> = (1..=length).map(chain::revision).collect();
    let show = |stage: &str, time: Duration| show(stage, length, time);
    let project = load(files.clone());
    let target = target(DialectName::Postgres);
    let ordered = plan(&project);

    // The texts are the compiler's to keep, and their copies are made off the clock.
    let parse = best(|| files.clone(), load);
    let planned = best(
        || (),
        |()| {
            let headers: Vec<_> =
                project.revisions.iter().map(|revision| &revision.header).collect();
            let graph = Graph::build(&headers, &mut Report::default());
            graph.plan(Direction::Upgrade, "base:head", None)
        },
    );
    let replayed = best(
        || target.base.clone(),
        |base| {
            replay::run(
                base,
                &project.revisions,
                &ordered,
                &target.env,
                &mut Report::default(),
                &mut drop,
            )
        },
    );
    let compiled = best(|| (), |()| compile(&project, &target));
    let only_plan = best(|| (), |()| plan(&project));
    let whole = best(
        || files.clone(),
        |files| {
            let project = load(files);
            let compiled = compile(&project, &target);
            (project, compiled)
        },
    );
    show("parse", parse);
    show("plan", planned);
    show("replay", replayed);
    show("emit", compiled.saturating_sub(replayed + only_plan));
    show("whole", whole);
}

/// The quickest run of as many as fit into the budget; what a run makes is dropped off the clock.
fn best<I, O>(mut prepare: impl FnMut() -> I, mut run: impl FnMut(I) -> O) -> Duration {
    let begun = Instant::now();
    let mut best = Duration::MAX;
    while best == Duration::MAX || begun.elapsed() < BUDGET {
        let input = prepare();
        let started = Instant::now();
        let output = black_box(run(black_box(input)));
        best = best.min(started.elapsed());
        drop(output);
    }
    best
}

fn load(files: Vec<(String, String)>) -> Project {
    let mut report = Report::default();
    let none = |_: &str, _: &str| Err("a chain names no files".to_owned());
    let project = pipeline::load(files, &Variables::new(), &none, &mut report);
    assert!(!report.has_errors(), "{:?}", report.sorted().first());
    project
}

fn plan(project: &Project) -> Plan {
    project.graph.plan(Direction::Upgrade, "base:head", None).expect("a chain has one head")
}

fn compile(project: &Project, target: &Target) -> pipeline::Compiled {
    let mut report = Report::default();
    let request =
        Request::Range { direction: Direction::Upgrade, range: "base:head", current: None };
    let compiled = pipeline::compile(project, &request, target, false, &mut report);
    compiled.unwrap_or_else(|| panic!("{:?}", report.sorted().first()))
}

fn target(name: DialectName) -> Target {
    let dialect = Dialect::of(name);
    Target {
        env: Env::new(dialect, cucurbit::config::default_version(name)),
        version_table: ObjName::new(None, Ident::new("alembic_version")),
        options: Options::default(),
        command: "compile upgrade base:head".to_owned(),
        base: Catalog::new(dialect),
    }
}
