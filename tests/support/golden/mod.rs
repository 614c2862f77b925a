//! The golden runner: every case compiled, compared with the files beside it.
//!
//! In: folders under `golden/` and a [`Compiler`]. Out: one text with everything that
//! differs, or the list of what was rewritten. A case is a folder with
//!
//! - `in/` (revisions, and what they read) or `in.yaml`;
//! - `cucurbit.yaml`, where the case needs one: `revisions: in` and a script without
//!   its header are added unless it has these keys; `cucurbit.lock` beside it, likewise;
//! - `args.txt`: the command line, by default `upgrade base:head`, and on a second line the
//!   way back, by default `downgrade head:base` where the file is left out, else none. The
//!   command comes first, its options behind it; words `NAME=value` in front set the environment;
//! - per dialect exactly one of `<dialect>.sql` and `<dialect>.txt`, what the command said on
//!   standard output or the refusal; likewise `<dialect>.down.…` for the way back, and
//!   `….warn.txt` for what it said beside a script. `--format json` makes `.json` of `.sql`;
//! - `any.out` or `any.txt` alone, where the command only looks at the tree, or is `check` and the
//!   case's configuration has `dialect:`; `check` has nothing but messages, so `.out` holds what
//!   it said when nothing was wrong. A command that refused after it said something has both.
//!
//! What the second opinions read stands in `opinion`.

pub mod case;
pub mod compiler;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pretty_assertions::StrComparison;
use rayon::prelude::*;

pub use case::Case;
pub use compiler::{Compiler, Outcome};

/// How many differences are shown in full.
const SHOWN: usize = 25;

/// The files that a case must have, by name, with their text.
pub type Files = BTreeMap<String, String>;

/// What came of a run over many cases.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Every fault, with the case's name in front.
    pub faults: Vec<String>,
    /// Every file that was written or removed.
    pub changed: Vec<String>,
}

impl Verdict {
    fn absorb(mut self, other: Verdict) -> Verdict {
        self.faults.extend(other.faults);
        self.changed.extend(other.changed);
        self
    }

    /// All faults in one text, the first ones in full.
    pub fn text(&self) -> String {
        let count = self.faults.len();
        let head = |fault: &String| fault.lines().next().unwrap_or_default().to_owned();
        let shown = self.faults.iter().take(SHOWN).cloned();
        let mut parts: Vec<String> =
            shown.chain(self.faults.iter().skip(SHOWN).map(head)).collect();
        parts.push(format!(
            "{count} golden files are not as expected; UPDATE_GOLDEN=1 rewrites what differs"
        ));
        parts.join("\n\n")
    }
}

/// Compiles every case and compares, or rewrites.
pub fn run(cases: &[Case], compiler: &dyn Compiler, update: bool) -> Verdict {
    let verdicts: Vec<Verdict> = cases.par_iter().map(|case| one(case, compiler, update)).collect();
    verdicts.into_iter().fold(Verdict::default(), Verdict::absorb)
}

fn one(case: &Case, compiler: &dyn Compiler, update: bool) -> Verdict {
    match wanted(case, compiler) {
        Err(faults) => Verdict { faults, changed: Vec::new() },
        Ok(files) if update => rewrite(case, &files),
        Ok(files) => Verdict { faults: differences(case, &files), changed: Vec::new() },
    }
}

/// The files that the compiler's answers amount to.
fn wanted(case: &Case, compiler: &dyn Compiler) -> Result<Files, Vec<String>> {
    let mut files = Files::new();
    let mut faults = case.faults.clone();
    for dialect in case.dialects() {
        let up = compiler.compile(case, dialect, &case.up);
        let refused = up.status != Some(0);
        file_outcome(case, dialect, &case.up, up, &mut files, &mut faults);
        if let (Some(down), false) = (&case.down, refused) {
            let outcome = compiler.compile(case, dialect, down);
            file_outcome(case, &format!("{dialect}.down"), down, outcome, &mut files, &mut faults);
        }
    }
    if faults.is_empty() { Ok(files) } else { Err(faults) }
}

fn file_outcome(
    case: &Case,
    stem: &str,
    args: &[String],
    outcome: Outcome,
    files: &mut Files,
    faults: &mut Vec<String>,
) {
    let Outcome { status, stdout, stderr } = outcome;
    match status {
        Some(0) if case::command(args) == Some("check") && stdout.is_empty() => {
            files.insert(format!("{stem}.out"), stderr);
        }
        Some(0) => {
            files.insert(format!("{stem}.{}", case::extension(args)), stdout);
            if !stderr.is_empty() {
                files.insert(format!("{stem}.warn.txt"), stderr);
            }
        }
        Some(code @ 1..=3) if stdout.is_empty() || !case::writes_script(args) => {
            if !stdout.is_empty() {
                files.insert(format!("{stem}.out"), stdout);
            }
            // A refusal of the revisions is the rule; that of the command line, the configuration or the
            // machine says so.
            let note = if code == 1 { String::new() } else { format!("exit status {code}\n") };
            files.insert(format!("{stem}.txt"), note + &stderr);
        }
        Some(1..=3) => {
            faults.push(format!("{}: {stem}: refused, and still wrote:\n{stdout}", case.name))
        }
        status => {
            let status = status.map_or("a signal".to_owned(), |code| format!("exit status {code}"));
            faults.push(format!("{}: {stem}: ended with {status}:\n{stderr}", case.name));
        }
    }
}

fn differences(case: &Case, files: &Files) -> Vec<String> {
    let name = &case.name;
    let mut faults: Vec<String> = orphans(case, files)
        .map(|file| format!("{name}: {file} is no file that this case has"))
        .collect();
    for (file, text) in files {
        match fs::read_to_string(case.dir.join(file)) {
            Err(_) => faults.push(format!("{name}: {file} is missing; it would be\n{text}")),
            Ok(there) if there == *text => {}
            Ok(there) => {
                faults.push(format!("{name}: {file} differs\n{}", StrComparison::new(&there, text)))
            }
        }
    }
    faults
}

fn rewrite(case: &Case, files: &Files) -> Verdict {
    let mut verdict = Verdict::default();
    for file in orphans(case, files).collect::<Vec<_>>() {
        if case.writes(&file) {
            fs::remove_file(case.dir.join(&file)).unwrap();
            verdict.changed.push(format!("removed {}/{file}", case.name));
        } else {
            verdict.faults.push(format!("{}: {file} is no file that a case has", case.name));
        }
    }
    for (file, text) in files {
        let path = case.dir.join(file);
        if fs::read_to_string(&path).ok().as_ref() != Some(text) {
            fs::write(&path, text).unwrap();
            verdict.changed.push(format!("wrote {}/{file}", case.name));
        }
    }
    verdict
}

fn orphans<'a>(case: &'a Case, files: &'a Files) -> impl Iterator<Item = String> + 'a {
    case.files.iter().filter(|file| !files.contains_key(*file) && !case.reads(file)).cloned()
}

/// The cases under a folder whose name holds the filter, and files that are in none.
pub fn find(root: &Path, filter: &str) -> (Vec<Case>, Vec<String>) {
    let mut cases = Vec::new();
    let mut strays = Vec::new();
    case::walk(root, "", &mut cases, &mut strays);
    cases.retain(|case| case.name.contains(filter));
    (cases, if filter.is_empty() { strays } else { Vec::new() })
}
