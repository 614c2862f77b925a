//! What the fuzzers start from and have found goes through the same bodies, and so do the
//! golden cases and the examples of `explain`.
//!
//! `CUCURBIT_FUZZ_SEEDS=DIR` writes the latter as seeds for the target `project`.

#[path = "../fuzz/bodies/mod.rs"]
mod bodies;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use bodies::bundle::Bundle;
use rayon::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = found.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Runs targets on texts, and says of which they fail.
fn replay(all: Vec<(&'static str, String, Vec<u8>)>) {
    let failed: Vec<String> = all
        .par_iter()
        .filter(|(target, _, bytes)| catch_unwind(|| bodies::run(target, bytes)).is_err())
        .map(|(target, name, _)| format!("{target}: {name}"))
        .collect();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), all.len(), failed.join("\n"));
}

#[test]
fn the_corpus() {
    let corpus = root().join("fuzz/corpus");
    let known: Vec<&str> = bodies::TARGETS.iter().map(|(name, _)| *name).collect();
    let mut all = Vec::new();
    for folder in entries(&corpus) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let target = known.iter().find(|known| **known == name).expect("a folder is a target");
        let seeds = entries(&folder);
        all.extend(seeds.into_iter().map(|seed| {
            let bytes = fs::read(&seed).unwrap();
            (*target, seed.file_name().unwrap().to_string_lossy().into_owned(), bytes)
        }));
    }
    for target in known {
        assert!(all.iter().any(|(own, ..)| *own == target), "`{target}` has no corpus");
    }
    replay(all);
}

/// The golden cases as bundles, with their names.
fn golden_cases() -> Vec<(String, Bundle)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("golden")];
    while let Some(folder) = folders.pop() {
        if !folder.join("in").is_dir() && !folder.join("in.yaml").is_file() {
            folders.extend(entries(&folder).into_iter().filter(|path| path.is_dir()));
            continue;
        }
        let own = [folder.join("in.yaml"), folder.join("cucurbit.yaml")];
        let files = entries(&folder.join("in")).into_iter().chain(own);
        let text = |path: PathBuf| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some((name, fs::read_to_string(&path).ok()?))
        };
        let name = folder.strip_prefix(root().join("golden")).unwrap().to_string_lossy();
        found.push((name.replace('/', "-"), Bundle::new(files.filter_map(text))));
    }
    found
}

/// The examples of `explain` as bundles, with their codes.
fn explained() -> Vec<(String, Bundle)> {
    let mut found = Vec::new();
    for (code, page) in cucurbit::diag::codes::PAGES {
        for (half, part) in page.split("\n## ").skip(1).enumerate() {
            let fences = part.split("\n```").skip(1).step_by(2);
            let file = |fence: &str| {
                let (head, body) = fence.split_once('\n')?;
                Some((head.split_once(' ')?.1.to_owned(), format!("{body}\n")))
            };
            let bundle = Bundle::new(fences.filter_map(file));
            found.push((format!("{}-{half}", code.as_str()), bundle));
        }
    }
    found
}

#[test]
fn golden_cases_and_explained_examples() {
    let all: Vec<(String, Bundle)> = golden_cases().into_iter().chain(explained()).collect();
    assert!(all.len() > 400, "where are they? {}", all.len());
    if let Some(folder) = std::env::var_os("CUCURBIT_FUZZ_SEEDS") {
        for (name, bundle) in &all {
            fs::write(Path::new(&folder).join(name), bundle.text()).unwrap();
        }
    }
    replay(all.into_iter().map(|(name, b)| ("project", name, b.text().into_bytes())).collect());
}
