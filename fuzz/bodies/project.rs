//! A whole project: read, checked and compiled for all dialects, up and down.

use cucurbit::dialect::DialectName;

use super::bundle::Bundle;
use super::loaded::{Loaded, Products, settings};
use super::verdict;

/// A bundle of files.
pub fn project(text: &str) {
    let bundle = Bundle::parse(text);
    let Some(settings) = settings(&bundle) else { return };
    let loaded = Loaded::read(&bundle, &settings);
    verdict::report(&loaded.report, &loaded.project.sources);
    let is_good = loaded.check() && loaded.project.graph.heads().len() == 1;
    let first: Vec<Products> =
        DialectName::ALL.into_iter().map(|name| loaded.products(name)).collect();
    // What the check is content with has a script; trees that have not met need not fit.
    for ([(said, script), _], name) in first.iter().zip(DialectName::ALL) {
        assert!(!is_good || script.is_some(), "{name:?} after a check without errors:\n{said}");
    }
    // Once more for one of them: what the same text gives is the same.
    let at = text.len() % first.len();
    let again = Loaded::read(&bundle, &settings).products(DialectName::ALL[at]);
    assert_eq!(first[at], again, "the second time is different");
}

/// A column's type, its default and a value for it, a line each.
pub fn value(text: &str) {
    let quoted = |n: usize| {
        let line = text.lines().nth(n).unwrap_or_default();
        serde_json::Value::from(line).to_string()
    };
    let (ty, default, value) = (quoted(0), quoted(1), quoted(2));
    // The default once as text and once as YAML has it.
    let plain = text.lines().nth(1).unwrap_or("null");
    project(&format!(
        "revision: a
down_revision: null
upgrade:
- create_table:
    name: t
    columns:
    - {{name: id, type: integer, primary_key: true}}
    - {{name: a, type: {ty}}}
    - {{name: b, type: {ty}, default: {default}}}
    - name: c
      type: {ty}
      default: {plain}
- bulk_insert: {{table: t, columns: [id, a], rows: [[1, {value}], [2, null]]}}
- alter_column: {{table: t, column: a, type: {default}}}
"
    ));
}

/// The rows of a table, as CSV.
pub fn csv(text: &str) {
    let rows = text.replace("\n=== ", "\n ");
    project(&format!(
        "revision: a
down_revision: null
upgrade:
- create_table:
    name: t
    columns:
    - {{name: id, type: integer, primary_key: true}}
    - {{name: a, type: varchar(9)}}
    - {{name: b, type: 'numeric(5,2)'}}
    - {{name: c, type: timestamptz}}
    - {{name: d, type: boolean}}
    - {{name: e, type: binary(2)}}
    - {{name: f, type: json}}
- bulk_insert: {{table: t, file: t.csv}}
=== t.csv
{rows}"
    ));
}
