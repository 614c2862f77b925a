//! Scripts of revisions that a test makes up: written as YAML, compiled by the library.
//!
//! In: a revision's document as a JSON value, a dialect. Out: the script, or what was reported.

use cucurbit::catalog::Catalog;
use cucurbit::config::default_version;
use cucurbit::diag::Report;
use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::emit::script::Options;
use cucurbit::env::Env;
use cucurbit::graph::Direction;
use cucurbit::pipeline::{self, Request, Target};
use cucurbit::sql::{Ident, ObjName};
use cucurbit::syntax::Variables;
use serde_json::Value;

/// A text as a revision writes it: `$` begins a variable, so a text's own `${` is `$${`.
pub fn escaped(text: &str) -> String {
    text.replace("${", "$${")
}

/// YAML that a writer of JSON would write, with what YAML does not take as it stands escaped.
pub fn yaml(revision: &Value) -> String {
    let bare = |c: char| matches!(c, ' '..='~' | '\n' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..);
    let text = serde_json::to_string_pretty(revision).unwrap();
    text.chars()
        .map(|c| if bare(c) { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) })
        .collect()
}

/// The upgrade script of one revision.
pub fn compiled(revision: &Value, dialect: DialectName) -> Result<String, String> {
    of_yaml(yaml(revision), dialect)
}

/// The same, from the file's own text.
pub fn of_yaml(yaml: String, dialect: DialectName) -> Result<String, String> {
    let mut report = Report::default();
    let none = |_: &str, _: &str| Err("no file".to_owned());
    let files = vec![("revision.yaml".to_owned(), yaml)];
    let project = pipeline::load(files, &Variables::new(), &none, &mut report);
    let target = Target {
        env: Env::new(Dialect::of(dialect), default_version(dialect)),
        version_table: ObjName::new(None, Ident::from("alembic_version")),
        options: Options::default(),
        command: String::new(),
        base: Catalog::new(Dialect::of(dialect)),
    };
    let request = Request::Range { direction: Direction::Upgrade, range: "head", current: None };
    let compiled = pipeline::compile(&project, &request, &target, false, &mut report);
    compiled.map(|compiled| compiled.script.text).ok_or_else(|| format!("{:?}", report.sorted()))
}
