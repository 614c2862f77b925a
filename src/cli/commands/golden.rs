//! `golden`: what every revision compiles to, held against files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use similar::{ChangeTag, TextDiff};

use crate::author::file_name::{safe, slug};
use crate::cli::output::{Product, finish, finish_then};
use crate::cli::project::{self, Loaded};
use crate::cli::{Context, alone, exit::Exit, files};
use crate::config::no_dialect;
use crate::diag::codes::{E0101, E0112, E0113};
use crate::diag::{Diagnostic, Report};
use crate::dialect::DialectName;
use crate::graph::RevIdx;
use crate::source::Span;

const EXAMPLES: &str = "\
Examples:
  compile golden              compare; in CI
  compile golden --update     write; then read what `git diff` says";

/// What to type when files differ.
const WAY_OUT: &str =
    "if it is meant to be so, run `compile golden --update`, and read and commit what changes";

/// The ends of golden files' names.
const ENDS: [&str; 2] = [".up.sql", ".down.sql"];

/// Compare what every revision compiles to with the files under `golden/`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Write the files, and remove those that belong to no revision
    #[arg(long)]
    update: bool,
}

/// One golden file.
struct Golden {
    revision: RevIdx,
    text: String,
}

/// Compares or writes.
pub fn run(args: &Arguments, cx: &Context) -> Result<(), Exit> {
    let mut loaded = project::load(cx, &cx.global.overrides())?;
    let dialects = loaded.settings.dialects.clone();
    if dialects.is_empty() {
        loaded.report.push(no_dialect());
    }
    let root = loaded.settings.path(&loaded.settings.golden);
    let mut wanted: BTreeMap<PathBuf, Golden> = BTreeMap::new();
    for &dialect in &dialects {
        for (revision, scripts) in alone::all(&mut loaded, dialect).unwrap_or_default() {
            let folder = root.join(dialect.0.as_str());
            let name = name(&loaded, revision);
            for (end, text) in ENDS.iter().zip([scripts.up, scripts.down]) {
                let path = folder.join(format!("{name}{end}"));
                wanted.insert(path, Golden { revision, text });
            }
        }
    }
    if loaded.report.has_errors() {
        return finish(None, loaded.report, &loaded.project.sources, cx);
    }
    let found = found(&root, &folders(&loaded, cx), &mut loaded.report);
    match args.update {
        true => update(&wanted, &found, loaded, cx),
        false => compare(&wanted, &found, loaded, cx),
    }
}

/// `<rev>_<slug>`.
fn name(loaded: &Loaded, revision: RevIdx) -> String {
    let header = loaded.project.revisions.get(revision.index()).map(|found| &found.header);
    let slug = slug(header.and_then(|header| header.message.as_deref()).unwrap_or_default());
    let id = safe(loaded.project.graph.id(revision));
    let slug = slug.trim_end_matches('_');
    if slug.is_empty() { id } else { format!("{id}_{slug}") }
}

/// The folders in which a file that belongs to no revision is a fault: those of the
/// dialects at hand, and of all others where what is at hand is what is configured.
fn folders(loaded: &Loaded, cx: &Context) -> Vec<&'static str> {
    let global = &cx.global;
    let chosen = !global.dialect.is_empty()
        || global.url.is_some()
        || loaded.settings.target.is_some()
        || loaded.settings.dialects.is_empty();
    let at_hand = |name: DialectName| loaded.settings.dialects.iter().any(|(own, _)| *own == name);
    let all = DialectName::ALL.iter().copied();
    all.filter(|&name| !chosen || at_hand(name)).map(DialectName::as_str).collect()
}

/// The golden files that are there. Whatever is not called like one is not looked at.
fn found(root: &Path, folders: &[&str], report: &mut Report) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for folder in folders.iter().map(|folder| root.join(folder)).filter(|f| f.is_dir()) {
        match fs::read_dir(&folder) {
            Ok(entries) => {
                let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
                let is_golden = |path: &PathBuf| {
                    let name = path.file_name().map(|name| name.to_string_lossy());
                    name.is_some_and(|name| ENDS.iter().any(|end| name.ends_with(end)))
                };
                found.extend(paths.filter(is_golden));
            }
            Err(error) => {
                let (name, why) = (files::shown(&folder), files::reason(&error));
                report.push(Diagnostic::error(E0101, format!("`{name}` cannot be read: {why}")));
            }
        }
    }
    found
}

fn update(
    wanted: &BTreeMap<PathBuf, Golden>,
    found: &BTreeSet<PathBuf>,
    loaded: Loaded,
    cx: &Context,
) -> Result<(), Exit> {
    let mut listed = String::new();
    let mut changed = Vec::new();
    for (path, golden) in wanted {
        if !read(path).is_ok_and(|text| text.as_deref() == Some(golden.text.as_str())) {
            listed += &format!("wrote {}\n", files::shown(path));
            changed.push((path.clone(), golden.text.clone()));
        }
    }
    let orphans: Vec<&PathBuf> = found.iter().filter(|path| !wanted.contains_key(*path)).collect();
    let then = |report: &mut Report| {
        for path in orphans {
            let name = files::shown(path);
            match fs::remove_file(path) {
                Ok(()) => listed += &format!("removed {name}\n"),
                Err(error) => {
                    let message = format!("`{name}` cannot be removed: {}", files::reason(&error));
                    report.push(Diagnostic::error(E0112, message));
                }
            }
        }
        Some(listed)
    };
    finish_then(Some(Product::Tree(changed)), then, loaded.report, &loaded.project.sources, cx)
}

fn compare(
    wanted: &BTreeMap<PathBuf, Golden>,
    found: &BTreeSet<PathBuf>,
    mut loaded: Loaded,
    cx: &Context,
) -> Result<(), Exit> {
    let mut differences = String::new();
    let mut faults = Report::default();
    let none_yet = found.is_empty() && !wanted.is_empty();
    if none_yet {
        let place = files::shown(&loaded.settings.path(&loaded.settings.golden));
        let message = format!("there are no golden files in `{place}` yet");
        let help = "write them with `compile golden --update`, and read and commit them";
        faults.push(Diagnostic::error(E0113, message).help(help));
    }
    for (path, golden) in wanted {
        let place = loaded.project.graph.place(golden.revision);
        match read(path) {
            Ok(Some(text)) if same(&text, &golden.text) => {}
            Ok(Some(text)) => {
                let shown = unified(&files::shown(path), &text, &golden.text);
                differences += &if cx.console.colors_output() { colored(&shown) } else { shown };
                let file = loaded.project.sources.add(files::shown(path), text.clone());
                let at = first_difference(&text, &golden.text);
                let id = loaded.project.graph.id(golden.revision);
                let message = format!("`{id}` compiles to something else than its golden file");
                let fault = Diagnostic::error(E0113, message);
                let fault = fault.label(Span::new(file, at.start, at.end), "from here on");
                faults.push(fault.also(place, "this revision").help(WAY_OUT));
            }
            Ok(None) if none_yet => {}
            Ok(None) => {
                let message = format!("the golden file `{}` is not there", files::shown(path));
                let help = "write it with `compile golden --update`, and read and commit it";
                faults.push(Diagnostic::error(E0113, message).at(place).help(help));
            }
            Err(why) => faults.push(Diagnostic::error(E0101, why)),
        }
    }
    for path in found.iter().filter(|path| !wanted.contains_key(*path)) {
        let message = format!("the golden file `{}` belongs to no revision", files::shown(path));
        let help = "remove it: `compile golden --update` does";
        faults.push(Diagnostic::error(E0113, message).help(help));
    }
    // The differences are what was asked for, whatever the status.
    let report = std::mem::take(&mut loaded.report);
    let then = |report: &mut Report| {
        report.absorb(faults);
        None
    };
    finish_then(Some(Product::Text(differences)), then, report, &loaded.project.sources, cx)
}

/// The text of a file, none when there is none.
fn read(path: &Path) -> Result<Option<String>, String> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(format!("`{}` cannot be read: {}", files::shown(path), files::reason(&error)))
        }
    }
}

/// Equal but for the line ends that a version control system puts into a working copy.
fn same(file: &str, compiled: &str) -> bool {
    file == compiled || (file.contains("\r\n") && file.replace("\r\n", "\n") == compiled)
}

/// A unified diff, as `patch` takes it.
fn unified(name: &str, old: &str, new: &str) -> String {
    let old = if new.contains('\r') { old.to_owned() } else { old.replace("\r\n", "\n") };
    let diff = TextDiff::from_lines(old.as_str(), new);
    diff.unified_diff().context_radius(3).header(name, &format!("{name} (compiled)")).to_string()
}

fn colored(diff: &str) -> String {
    let color = |line: &str| match line.as_bytes().first() {
        Some(b'-') => format!("\x1b[31m{line}\x1b[0m\n"),
        Some(b'+') => format!("\x1b[32m{line}\x1b[0m\n"),
        Some(b'@') => format!("\x1b[36m{line}\x1b[0m\n"),
        _ => format!("{line}\n"),
    };
    diff.lines().map(color).collect()
}

/// The first line of the old text that is not in the new one, or behind which one is missing.
fn first_difference(old: &str, new: &str) -> std::ops::Range<usize> {
    let diff = TextDiff::from_lines(old, new);
    let mut at = 0;
    for change in diff.iter_all_changes() {
        let length = change.value().len();
        match change.tag() {
            ChangeTag::Equal => at += length,
            ChangeTag::Delete => return at..at + change.value().trim_end().len(),
            ChangeTag::Insert => break,
        }
    }
    let line = old.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    at..at + line.len()
}
