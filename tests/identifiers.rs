//! Every word that a server knows can be the name of a table, a column and an index, as the
//! compiler writes it; and names of a convention are SQLAlchemy's.

mod support;

use std::process::Command;

use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::sql::Ident;
use cucurbit::sql::naming::{NameLimit, Named, NamingConvention};
use serde_json::{Value, json};
use support::database::Database;
use support::script::compiled;
use support::sqlite::SqliteDatabase;
use support::{mariadb, postgres};

/// Uses each word wherever a statement has a name.
fn revision(words: &[String]) -> Value {
    let operations = words.iter().flat_map(|word| {
        [
            json!({"create_table": {
                "name": word,
                "columns": [{"name": "pk__", "type": "integer", "primary_key": true}, {"name": word, "type": "integer"}],
                "unique": [{"name": format!("uq_{word}"), "columns": [word]}],
            }}),
            json!({"bulk_insert": {"table": word, "columns": ["pk__", word], "rows": [[1, 1]]}}),
            json!({"update": {"table": word, "set": {word.as_str(): 2}, "where": "pk__ = 1"}}),
            json!({"create_index": {"name": format!("{word}_"), "table": word, "columns": [word]}}),
            json!({"drop_index": {"name": format!("{word}_"), "table": word}}),
            json!({"add_column": {"table": word, "column": {"name": format!("{word}_"), "type": "integer"}}}),
            json!({"drop_column": {"table": word, "column": format!("{word}_")}}),
        ]
    });
    let operations: Vec<Value> = operations.collect();
    json!({"revision": "a1", "down_revision": null, "upgrade": operations})
}

/// The same with each word as a column of one table.
fn wide(words: &[String]) -> Value {
    let column = |word: &String| json!({"name": word, "type": "integer"});
    let set = words.iter().map(|word| (word.clone(), json!(2)));
    json!({"revision": "a1", "down_revision": null, "upgrade": [
        {"create_table": {"name": "t", "columns": words.iter().map(column).collect::<Vec<_>>()}},
        {"bulk_insert": {"table": "t", "columns": words, "rows": [vec![1; words.len()]]}},
        {"update": {"table": "t", "set": set.collect::<serde_json::Map<_, _>>()}},
    ]})
}

fn all_can_be_names<D: Database>(dialect: DialectName, words: &[String], fresh: impl Fn() -> D) {
    assert!(words.len() > 100, "{}", words.len());
    let ran = fresh().run(&compiled(&revision(words), dialect).unwrap());
    if ran.is_ok() {
        return;
    }
    // One by one, to tell which; a word may be taken already by the rest of the script.
    let fails = |word: &&String| {
        fresh().run(&compiled(&revision(&[(*word).clone()]), dialect).unwrap()).is_err()
    };
    let bad: Vec<&String> = words.iter().filter(fails).collect();
    panic!("{bad:?} must be quoted: {ran:?}");
}

fn words(answer: &str) -> Vec<String> {
    let plain = |word: &&str| word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let words = answer.lines().map(str::trim).filter(|word| !word.is_empty()).filter(plain);
    words.map(str::to_ascii_lowercase).collect()
}

#[test]
fn every_keyword_of_postgres_can_be_a_name() {
    let Some(server) = postgres::Server::get() else { return };
    let database = server.database();
    let words = words(&database.query("SELECT word FROM pg_get_keywords()").unwrap());
    all_can_be_names(DialectName::Postgres, &words, || server.database());
}

#[test]
fn every_keyword_of_mariadb_can_be_a_name() {
    let Some(server) = mariadb::Server::get() else { return };
    let database = server.database();
    let words = words(&database.query("SELECT word FROM information_schema.keywords").unwrap());
    // Hundreds of tables would take this server minutes: all words are columns of one.
    let ran = database.run(&compiled(&wide(&words), DialectName::Mariadb).unwrap());
    assert!(ran.is_ok() && words.len() > 100, "{ran:?}");
}

#[test]
fn every_keyword_of_sqlite_can_be_a_name() {
    let words = words(&SQLITE_WORDS.replace(' ', "\n"));
    all_can_be_names(DialectName::Sqlite, &words, || SqliteDatabase::new(true));
}

/// <https://www.sqlite.org/lang_keywords.html>
const SQLITE_WORDS: &str = "abort action add after all alter always analyze and as asc attach autoincrement before \
begin between by cascade case cast check collate column commit conflict constraint create cross current current_date \
current_time current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end \
escape except exclude exclusive exists explain fail filter first following for foreign from full generated glob group \
groups having if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key \
last left like limit match materialized natural no not nothing notnull null nulls of offset on or order others outer \
over partition plan pragma preceding primary query raise range recursive references regexp reindex release rename \
replace restrict returning right rollback row rows savepoint select set table temp temporary then ties to transaction \
trigger unbounded union unique update using vacuum values view virtual when where window with without";

/// Reads tables and conventions, and says the names that SQLAlchemy gives.
const SQLALCHEMY: &str = r#"
import json, sys
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, mysql
from sqlalchemy.schema import CreateTable, CreateIndex
out = []
for case in json.load(sys.stdin):
    meta = sa.MetaData(naming_convention={case["kind"]: case["pattern"]})
    sa.Table("owner", meta, *[sa.Column(f"o{i}", sa.Integer, primary_key=True) for i in range(len(case["columns"]))])
    columns = [sa.Column(name, sa.Integer) for name in case["columns"]]
    table = sa.Table(case["table"], meta, *columns, schema=case["schema"])
    args = case["columns"]
    name = case["name"]
    if case["kind"] == "ix":
        made = sa.Index(name, *[table.c[c] for c in args])
    elif case["kind"] == "uq":
        made = sa.UniqueConstraint(*args, name=name)
    elif case["kind"] == "ck":
        made = sa.CheckConstraint("1 > 0", name=name)
    elif case["kind"] == "pk":
        made = sa.PrimaryKeyConstraint(*args, name=name)
    else:
        made = sa.ForeignKeyConstraint(args, [f"owner.o{i}" for i in range(len(args))], name=name)
    if case["kind"] != "ix":
        table.append_constraint(made)
    preparer = (postgresql.dialect() if case["bytes"] else mysql.dialect()).identifier_preparer
    render = preparer.truncate_and_render_index_name if case["kind"] == "ix" else preparer.truncate_and_render_constraint_name
    out.append(render(made.name, _alembic_quote=False))
json.dump(out, sys.stdout)
"#;

#[test]
fn names_of_a_convention_are_sqlalchemys() {
    let Ok(python) = std::env::var("CUCURBIT_ALEMBIC_PYTHON") else {
        let needed = std::env::var("CUCURBIT_REQUIRE_SERVERS").is_ok_and(|value| value == "1");
        assert!(!needed, "CUCURBIT_ALEMBIC_PYTHON is not set");
        eprintln!(
            "SKIPPED: CUCURBIT_ALEMBIC_PYTHON is not set, no names were compared with SQLAlchemy's"
        );
        return;
    };
    let cases = cases();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), serde_json::to_string(&cases).unwrap()).unwrap();
    let input = std::fs::File::open(file.path()).unwrap();
    let output = Command::new(python).args(["-c", SQLALCHEMY]).stdin(input).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let theirs: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(theirs.len(), cases.len());
    for (case, want) in cases.iter().zip(theirs) {
        assert_eq!(our_name(case), want, "{case}");
    }
}

fn cases() -> Vec<Value> {
    let tokens = [
        "%(table_name)s",
        "%(column_0_name)s",
        "%(column_0_label)s",
        "%(column_0_key)s",
        "%(column_1_name)s",
        "%(column_0N_name)s",
        "%(column_0_N_name)s",
        "%(column_0N_label)s",
        "%(column_0_N_label)s",
        "%(column_0_N_key)s",
    ];
    let referred = [
        "%(referred_table_name)s",
        "%(referred_column_0_name)s",
        "%(referred_column_0N_name)s",
        "%(referred_column_0_N_name)s",
    ];
    let long = "column_with_a_name_that_goes_on_and_on".to_owned();
    let columns = [
        vec!["a".to_owned()],
        vec!["a".to_owned(), "b".to_owned()],
        vec![long.clone(), format!("{long}_2")],
    ];
    let mut cases = Vec::new();
    for kind in ["ix", "uq", "pk", "fk"] {
        let more: &[&str] = if kind == "fk" { &referred } else { &[] };
        for token in tokens.iter().chain(more) {
            for columns in &columns {
                for schema in [None, Some("crm")] {
                    for bytes in [true, false] {
                        let pattern = format!("{kind}_{token}_%%x");
                        cases.push(json!({"kind": kind, "pattern": pattern, "table": "account", "columns": columns,
                            "schema": schema, "name": null, "bytes": bytes}));
                    }
                }
            }
        }
    }
    for name in ["age".to_owned(), long] {
        cases.push(json!({"kind": "ck", "pattern": "ck_%(table_name)s_%(constraint_name)s", "table": "a".repeat(30),
            "columns": ["a"], "schema": null, "name": name, "bytes": true}));
        // A given name stays where the pattern does not build on it.
        cases.push(
            json!({"kind": "uq", "pattern": "uq_%(table_name)s", "table": "t", "columns": ["a"],
            "schema": null, "name": name, "bytes": true}),
        );
    }
    cases
}

fn our_name(case: &Value) -> String {
    let text = |key: &str| case[key].as_str().map(Ident::from);
    let kind = case["kind"].as_str().unwrap();
    let columns: Vec<Ident> = case["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| Ident::from(c.as_str().unwrap()))
        .collect();
    let referred: Vec<Ident> = (0..columns.len()).map(|i| Ident::new(format!("o{i}"))).collect();
    let (owner, table) = (Ident::from("owner"), text("table").unwrap());
    let (schema, name) = (text("schema"), text("name"));
    let pattern = case["pattern"].as_str().unwrap();
    assert_eq!(NamingConvention::fault(kind, pattern), None);
    let convention =
        NamingConvention::new([(kind.to_owned(), pattern.to_owned())].into_iter().collect());
    let thing = Named {
        kind,
        schema: schema.as_ref(),
        table: &table,
        columns: &columns,
        referred: (kind == "fk").then_some((&owner, referred.as_slice())),
        name: name.as_ref(),
    };
    let limit =
        if case["bytes"] == true { NameLimit::Bytes(63) } else { NameLimit::Characters(64) };
    convention.name(thing, Some(limit)).unwrap().as_str().to_owned()
}

/// Quoted only where it must be: what people name things most is left alone everywhere.
#[test]
fn common_names_are_not_quoted() {
    for dialect in DialectName::ALL {
        let facts = Dialect::of(dialect);
        for name in [
            "id",
            "name",
            "account",
            "status",
            "created_at",
            "email",
            "title",
            "value_1",
            "description",
        ] {
            assert_eq!(facts.quoted(&Ident::from(name)), name, "{dialect:?}");
        }
    }
}
