//! A schema written down as operations is the schema: for the end of every golden case and each
//! dialect, the document is read again and makes the same catalog, and the same document.

mod support;

use std::path::Path;

use cucurbit::catalog::{Catalog, Gone};
use cucurbit::dialect::DialectName;
use cucurbit::env::Env;
use cucurbit::recreate::{self, Document};
use cucurbit::source::FileId;
use rayon::prelude::*;
use support::golden::{self, Case};
use support::readback::simulated::{self, Simulated};

/// What does not come back to the letter, and why that is right.
const DIFFERENT: &[(&str, &str)] = &[(
    "tables/create_table/like_",
    "what LIKE leaves unnamed gets the server's name when it is said",
)];

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    golden::find(&root, &std::env::var("CUCURBIT_GOLDEN").unwrap_or_default()).0
}

/// The catalog in words; of tables whose columns are not known, nothing is said.
fn described(catalog: &Catalog, env: &Env) -> Vec<String> {
    let mut known = recreate::settled(catalog, env);
    let tables: Vec<_> = known.tables().cloned().collect();
    for table in tables {
        if recreate::is_left_out(&table, env) {
            known.remove_table(&table.name, Gone { span: table.span, renamed_to: None });
        }
    }
    let words = known.describe(env.dialect.name);
    words.lines().map(|line| line.replace(", not fully known", "")).collect()
}

/// Why the catalog is not what its document makes; none where it is.
fn fault(simulated: &Simulated) -> Option<String> {
    let Simulated { catalog, env } = simulated;
    let document = Document::of(catalog, env);
    let made = recreate::read(&document, catalog, env, FileId(0));
    if made.report.has_errors() {
        let messages: Vec<&String> =
            made.report.iter().map(|diagnostic| &diagnostic.message).collect();
        return Some(format!("{messages:?}\n{}", document.yaml()));
    }
    let (was, is) = (described(catalog, env), described(&made.catalog, env));
    if was != is {
        let lines = |a: &[String], b: &[String]| {
            let only = a.iter().filter(|line| !b.contains(line));
            only.map(|line| format!("    {line}\n")).collect::<String>()
        };
        let (lost, added) = (lines(&was, &is), lines(&is, &was));
        return Some(format!("lost\n{lost}  added\n{added}{}", document.yaml()));
    }
    let differences = recreate::differences(catalog, &made.catalog, env);
    if !differences.is_empty() {
        return Some(format!("{differences:?}\n{}", document.yaml()));
    }
    let again = Document::of(&made.catalog, env).yaml();
    let same = again == document.yaml();
    (!same).then(|| format!("written once\n{}\nand again\n{again}", document.yaml()))
}

#[test]
fn every_schema_comes_back() {
    let cases = cases();
    let of_case = |case: &Case| {
        let mut found = Vec::new();
        for dialect in DialectName::ALL {
            let end = simulated::end_of(case, dialect.as_str(), &case.up);
            let Ok(Some(simulated)) = end else { continue };
            let excused = DIFFERENT.iter().any(|(name, _)| case.name.contains(name));
            let fault = fault(&simulated).filter(|_| !excused);
            found
                .push(fault.map(|fault| format!("{} on {}: {fault}", case.name, dialect.as_str())));
        }
        found
    };
    let found: Vec<Option<String>> = cases.par_iter().flat_map_iter(of_case).collect();
    let compared = found.len();
    let faults: Vec<String> = found.into_iter().flatten().collect();
    assert!(faults.is_empty(), "{}\n{} of {compared}", faults.join("\n"), faults.len());
    let all = std::env::var("CUCURBIT_GOLDEN").is_err();
    assert!(!all || compared > 500, "only {compared} schemas were compared");
}
