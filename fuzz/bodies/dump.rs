//! What other programs wrote: dumps as the schema to begin at, and as the word on where a
//! database stands.

use cucurbit::config::VersionTable;
use cucurbit::config::current::{self, Wanted};
use cucurbit::diag::Report;
use cucurbit::source::SourceMap;

use super::project::project;
use super::verdict;

/// A dump below one revision.
pub fn base_schema(text: &str) {
    let dump = text.replace("\n=== ", "\n ");
    project(&format!(
        "revision: a
down_revision: null
upgrade:
- add_column: {{table: t, column: {{name: added, type: integer}}}}
- rename_table: {{from: t, to: renamed}}
- drop_table: u
=== cucurbit.yaml
base_schema: base.sql
=== base.sql
{dump}"
    ));
}

/// A list of ids, or a dump that holds the version table.
pub fn current(text: &str) {
    let asked = [("alembic_version", None, None), ("V n", Some("s"), None), ("v", None, Some("s"))];
    for (name, schema, preferred) in asked {
        let table = VersionTable { name: name.to_owned(), schema: schema.map(str::to_owned) };
        match current::read(text, &Wanted { table: &table, preferred }, "at.sql") {
            Ok(ids) => assert!(ids.iter().all(|id| id.len() <= text.len())),
            Err(fault) => {
                let mut report = Report::default();
                report.push(*fault);
                verdict::report(&report, &SourceMap::default());
            }
        }
    }
    // Any bytes have a text.
    let again = current::text_of(text.as_bytes());
    assert!(text.trim_start_matches('\u{feff}') == again || text.starts_with(['\u{fffe}']));
}
