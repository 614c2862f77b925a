//! What the compiler makes of each operation, asked of the compiler itself.
//!
//! In: a dialect at a version. Out: for every line of `operations.txt` whether it can be
//! said, and why not. Nothing is known here that a compile would not say.

use crate::catalog::Catalog;
use crate::diag::Report;
use crate::dialect::{Dialect, Version};
use crate::emit::script::Options;
use crate::env::Env;
use crate::graph::Direction;
use crate::pipeline::{self, Request, Target};
use crate::sql::{Ident, ObjName};
use crate::syntax::Variables;

const OPERATIONS: &str = include_str!("operations.txt");

/// What came of one operation.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The operation and the option that is tried.
    pub name: &'static str,
    /// What the compiler did.
    pub answer: Answer,
}

/// What the compiler did with an operation.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Statements.
    Statements,
    /// A rebuild of the table.
    Rebuild,
    /// Nothing: it lives in the simulated schema alone.
    Nothing,
    /// A refusal, in its own words.
    Refused(String),
}

/// Tries every operation.
pub fn run(dialect: &'static Dialect, version: Version) -> Vec<Trial> {
    let mut parts = OPERATIONS.split("\n= ").skip(1).map(|part| {
        let (name, text) = part.split_once('\n').unwrap_or((part, ""));
        (name, text)
    });
    let base = parts.next().map_or("", |(_, text)| text);
    parts.map(|(name, text)| Trial { name, answer: one(base, text, dialect, version) }).collect()
}

fn one(base: &str, operations: &str, dialect: &'static Dialect, version: Version) -> Answer {
    let revision = |id: &str, parent: &str, text: &str| {
        let head = format!("revision: {id}\ndown_revision: {parent}\ndowngrade: []\n");
        (format!("{id}.yaml"), format!("{head}upgrade:\n{text}\n"))
    };
    let files = vec![revision("a", "null", base), revision("b", "a", operations)];
    let mut report = Report::default();
    let no_file = |_: &str, _: &str| Err("there is none".to_owned());
    let project = pipeline::load(files, &Variables::new(), &no_file, &mut report);
    let target = Target {
        env: Env::new(dialect, version),
        version_table: ObjName::new(None, Ident::new("alembic_version")),
        options: Options::default(),
        command: String::new(),
        base: Catalog::new(dialect),
    };
    let request = Request::Range { direction: Direction::Upgrade, range: "a:b", current: None };
    let compiled = pipeline::compile(&project, &request, &target, false, &mut report);
    let Some(compiled) = compiled else {
        let first = report.sorted().first().map(|d| format!("{}: {}", d.code.as_str(), d.message));
        return Answer::Refused(first.unwrap_or_default());
    };
    let says = compiled.script.records.iter().any(|record| record.origin.is_some());
    match (compiled.rebuilt, says) {
        (true, _) => Answer::Rebuild,
        (false, true) => Answer::Statements,
        (false, false) => Answer::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::DialectName;
    use crate::ops::KEYS;

    #[test]
    fn every_operation_is_tried() {
        let missing: Vec<&&str> = KEYS
            .iter()
            .filter(|key| !OPERATIONS.contains(&format!("- {key}:")))
            .filter(|key| !["alter_table", "execute"].contains(*key))
            .collect();
        assert!(missing.is_empty(), "add lines to operations.txt for {missing:?}");
    }

    #[test]
    fn a_refusal_is_the_dialects_own() {
        for name in DialectName::ALL {
            let version = crate::config::default_version(name);
            for trial in run(Dialect::of(name), version) {
                if let Answer::Refused(why) = trial.answer {
                    assert!(why.starts_with("E04"), "{}, {}: {why}", name.as_str(), trial.name);
                }
            }
        }
    }
}
