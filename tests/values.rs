//! What goes into a revision comes out of the database: texts, however hostile, written
//! by a YAML library, compiled, run on SQLite, and read back.

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
use proptest::prelude::*;
use rusqlite::Connection;
use serde_json::json;

/// `$` begins a variable in a revision, so a text's own `${` is written `$${`.
fn escaped(text: &str) -> String {
    text.replace("${", "$${")
}

fn compiled(revision: &serde_json::Value) -> String {
    let yaml = serde_yaml::to_string(revision).unwrap();
    let mut report = Report::default();
    let none = |_: &str, _: &str| Err("no file".to_owned());
    let files = vec![("revision.yaml".to_owned(), yaml.clone())];
    let project = pipeline::load(files, &Variables::new(), &none, &mut report);
    let dialect = Dialect::of(DialectName::Sqlite);
    let target = Target {
        env: Env::new(dialect, default_version(DialectName::Sqlite)),
        version_table: ObjName::new(None, Ident::from("alembic_version")),
        options: Options::default(),
        command: String::new(),
        base: Catalog::new(dialect),
    };
    let request = Request::Range { direction: Direction::Upgrade, range: "head", current: None };
    let compiled = pipeline::compile(&project, &request, &target, false, &mut report);
    compiled.unwrap_or_else(|| panic!("{:?}\n{yaml}", report.sorted())).script.text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn texts_come_back_byte_for_byte(
        value in "[^\\x00\\r]{0,40}",
        hostile in prop::sample::select(vec![
            "", "'", "''", "\"", "--", "/*", "*/", ";\nGO\n", "\n/\n", "$$", "\\", "${x}", "null", "~", "007", "no", "{sql: 1}",
        ]),
        message in "[^\\x00\\r]{0,40}",
    ) {
        let text = format!("{value}{hostile}");
        let script = compiled(&json!({
            "revision": "a1",
            "down_revision": null,
            "message": escaped(&format!("{message}{hostile}")),
            "upgrade": [
                {"create_table": {
                    "name": "t",
                    "columns": [
                        {"name": "id", "type": "integer", "primary_key": true},
                        {"name": "given", "type": "text"},
                        {"name": "left_out", "type": "text", "default": escaped(&text)},
                    ],
                    "comment": escaped(&text),
                }},
                {"bulk_insert": {"table": "t", "rows": [{"id": 1, "given": escaped(&text)}]}},
            ],
        }));
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&script).unwrap();
        let row = connection.query_row("SELECT given, left_out, count(*) FROM t", [], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?))
        });
        prop_assert_eq!(row.unwrap(), (text.clone(), text, 1));
    }
}
