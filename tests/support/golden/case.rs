//! One golden case: what is in its folder and what may be.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The dialects that every case answers for.
pub const DIALECTS: [&str; 6] = ["postgres", "mysql", "mariadb", "sqlite", "mssql", "oracle"];

/// Commands that write a script and so need a dialect.
const WRITERS: [&str; 4] = ["upgrade", "downgrade", "stamp", "ensure-version"];

/// A case's folder.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The path under `golden/`.
    pub name: String,
    /// The folder.
    pub dir: PathBuf,
    /// The files in it but for those under `in/`.
    pub files: BTreeSet<String>,
    /// The command line.
    pub up: Vec<String>,
    /// The command line of the way back.
    pub down: Option<Vec<String>>,
    /// What is wrong with the folder itself.
    pub faults: Vec<String>,
}

impl Case {
    /// Reads a folder; none when it is not a case but holds cases.
    pub fn read(dir: &Path, name: &str) -> Option<Case> {
        let single = dir.join("in.yaml").is_file();
        let many = dir.join("in").is_dir();
        if !single && !many {
            return None;
        }
        let mut case = Case { name: name.to_owned(), dir: dir.to_owned(), ..Case::default() };
        if single && many {
            case.faults.push(format!("{name}: both in/ and in.yaml"));
        }
        for entry in entries(dir) {
            let file = entry.file_name().unwrap().to_string_lossy().into_owned();
            match entry.is_dir() {
                false => drop(case.files.insert(file)),
                true if file == "in" => {}
                true => case.faults.push(format!("{name}: {file}/ is inside a case")),
            }
        }
        let args = fs::read_to_string(dir.join("args.txt"));
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut lines = args.as_deref().unwrap_or("upgrade base:head\ndowngrade head:base").lines();
        case.up = lines.next().map(words).unwrap_or_default();
        case.down = lines.next().map(words);
        if case.up.is_empty() || lines.next().is_some() {
            case.faults.push(format!("{name}: args.txt has one or two lines, a command each"));
        }
        Some(case)
    }

    /// The dialects to compile for; `any` where the command needs none.
    pub fn dialects(&self) -> &'static [&'static str] {
        let checks = command(&self.up) == Some("check") && !self.names_dialects();
        if writes_script(&self.up) || checks { &DIALECTS } else { &["any"] }
    }

    /// True where the case's own configuration says which dialects it is for.
    fn names_dialects(&self) -> bool {
        let config = self.text("cucurbit.yaml").unwrap_or_default();
        config.lines().any(|line| line.starts_with("dialect:"))
    }

    /// True for a file that the runner or a second opinion reads.
    pub fn reads(&self, file: &str) -> bool {
        if ["in.yaml", "cucurbit.yaml", "cucurbit.lock", "args.txt"].contains(&file) {
            return true;
        }
        let parts: Vec<&str> = file.split('.').collect();
        match parts[..] {
            ["setup" | "rows", dialect, "sql"] | ["skip", dialect, "txt"] => {
                DIALECTS.contains(&dialect)
            }
            ["data", dialect, "txt"] => self.files.contains(&format!("rows.{dialect}.sql")),
            _ => false,
        }
    }

    /// True for a file that an update may remove: it has the name of an answer.
    pub fn writes(&self, file: &str) -> bool {
        let parts: Vec<&str> = file.split('.').collect();
        let kinds = ["sql", "txt", "json", "out"];
        let (Some((dialect, rest)), Some(kind)) = (parts.split_first(), parts.last()) else {
            return false;
        };
        let middle = &rest[..rest.len().saturating_sub(1)];
        (DIALECTS.contains(dialect) || *dialect == "any")
            && kinds.contains(kind)
            && middle.iter().all(|part| ["down", "warn"].contains(part))
    }

    /// The text of a file of the case; none where it is not there.
    pub fn text(&self, file: &str) -> Option<String> {
        fs::read_to_string(self.dir.join(file)).ok()
    }
}

/// The command of a command line: its first word behind the environment.
pub fn command(args: &[String]) -> Option<&str> {
    args.iter().map(String::as_str).find(|word| !is_assignment(word))
}

/// True for `NAME=value`.
pub fn is_assignment(word: &str) -> bool {
    let name = word.split('=').next().unwrap_or_default();
    name.len() < word.len()
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
}

/// What the answer to a command line is called.
pub fn extension(args: &[String]) -> &'static str {
    let json = args.windows(2).any(|pair| pair[0] == "--format" && pair[1] == "json")
        || args.iter().any(|word| word == "--format=json");
    match (writes_script(args), json) {
        (true, false) => "sql",
        (true, true) => "json",
        (false, _) => "out",
    }
}

/// True for a command line that asks for a script.
pub fn writes_script(args: &[String]) -> bool {
    command(args).is_some_and(|command| WRITERS.contains(&command))
}

/// Collects the cases below a folder, and the files there that belong to none.
pub fn walk(dir: &Path, name: &str, cases: &mut Vec<Case>, strays: &mut Vec<String>) {
    if let Some(case) = Case::read(dir, name) {
        cases.push(case);
        return;
    }
    for entry in entries(dir) {
        let file = entry.file_name().unwrap().to_string_lossy().into_owned();
        let path = if name.is_empty() { file.clone() } else { format!("{name}/{file}") };
        match entry.is_dir() {
            true => walk(&entry, &path, cases, strays),
            false if file == "README.md" => {}
            false => strays.push(format!("{path}: belongs to no case (a case has in/ or in.yaml)")),
        }
    }
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = found.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}
