//! One name everywhere: an operation's key is its file's name, and golden cases use it.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match path.is_dir() {
            true => files(&path, found),
            false => found.push(path),
        }
    }
}

#[test]
fn every_operation_has_its_file_and_a_golden_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, mut cases) = (Vec::new(), Vec::new());
    files(&root.join("src/ops"), &mut sources);
    files(&root.join("golden"), &mut cases);
    cases.retain(|path| path.extension().is_some_and(|e| e == "yaml"));
    let texts: Vec<String> = cases
        .iter()
        .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
        .collect();
    let mut faults = Vec::new();
    for key in cucurbit::ops::KEYS {
        let file = format!("{key}.rs");
        if !sources.iter().any(|path| path.ends_with(&file)) {
            faults.push(format!("`{key}` has no file {file} in src/ops"));
        }
        let entry = format!("- {key}:");
        if !texts.iter().any(|text| text.contains(&entry)) {
            faults.push(format!("`{key}` has no golden case"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
