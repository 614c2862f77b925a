//! The files beside the revisions: the configuration with its variables and patterns of
//! names, and the lock.

use cucurbit::author::file_name::{Moment, file_name};
use cucurbit::diag::Report;
use cucurbit::lock::Lock;
use cucurbit::source::SourceMap;

use super::bundle::Bundle;
use super::loaded::{self, Loaded};
use super::project::project;
use super::verdict;

/// What a configuration is tried on: every kind of name that a pattern can give, and
/// variables.
const REVISION: &str = "revision: a
down_revision: null
message: ${a} ${b.c}
role: ${role}
upgrade:
- create_table:
    name: t
    columns:
    - {name: id, type: integer, primary_key: true}
    - {name: 'a ${a}', type: varchar(9), unique: true, index: true, check: 'id > 0'}
    - {name: p, type: integer, references: {table: t, column: id}}
    unique: [[id, p]]
- execute: UPDATE t SET p = ${a}
";

/// A configuration.
pub fn config(text: &str) {
    let text = text.replace("\n=== ", "\n ");
    let bundle = format!("{REVISION}=== cucurbit.yaml\n{text}");
    if let Some(settings) = loaded::settings(&Bundle::parse(&bundle)) {
        let moment = Moment::default();
        let name = file_name(&settings.file_template, "a1", "a message", &moment);
        assert!(name.is_err() || name.is_ok_and(|name| !name.is_empty()));
    }
    project(&bundle);
}

/// A lock beside a project.
pub fn lock(text: &str) {
    let mut sources = SourceMap::default();
    let id = sources.add("cucurbit.lock", text);
    let mut report = Report::default();
    let lock = Lock::parse(id, text, &mut report);
    verdict::report(&report, &sources);
    // What it writes, it reads.
    let (mut report, written) = (Report::default(), lock.text());
    let again = Lock::parse(id, &written, &mut report);
    assert!(report.is_empty() && again.text() == written, "{report:?}");
    let text = text.replace("\n=== ", "\n ");
    let bundle = Bundle::parse(&format!("{REVISION}=== cucurbit.lock\n{text}"));
    if let Some(settings) = loaded::settings(&bundle) {
        let loaded = Loaded::read(&bundle, &settings);
        verdict::report(&loaded.report, &loaded.project.sources);
    }
}
