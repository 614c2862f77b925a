//! Hostile names, comments, values, notes and messages change no script: the statements are
//! as many and of the same kinds as with harmless ones, told by the crate's own splitter and by
//! sqlparser's tokenizer; and the three servers have the names and comments that were written.

mod support;

use cucurbit::dialect::{Dialect, DialectName};
use cucurbit::sql::Ident;
use cucurbit::sql::raw::{leading_words, split};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use sqlparser::dialect::{
    Dialect as Grammar, MsSqlDialect, MySqlDialect, OracleDialect, PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::tokenizer::{Token, Tokenizer};
use support::database::Database;
use support::script::{compiled, escaped};
use support::sqlite::SqliteDatabase;
use support::{mariadb, postgres};

const TEXTS: &[&str] = &[
    "'",
    "''",
    "\"",
    "\"\"",
    "`",
    "``",
    "]",
    "]]",
    "[",
    "--",
    "-- x",
    "#",
    "/*",
    "*/",
    ";",
    "';",
    "\";",
    "`;",
    "];",
    "\nGO\n",
    "\ngo 5\n",
    "x\nGO",
    "GO",
    "\n/\n",
    "/",
    "\n.\n",
    "\n\n",
    "\r",
    "\r\n",
    "\u{2028}",
    "\u{85}",
    "$$",
    "$body$",
    "$a$",
    "\\",
    "\\'",
    "\\\"",
    "\\\n",
    "'\\",
    "&x",
    "&&x",
    ":x",
    "@x",
    "%s",
    "%(x)s",
    "{{ x }}",
    "{% x %}",
    "$(x)",
    "?",
    "$1",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "é",
    "\u{1b}",
    "'); DROP TABLE t; --",
    "\"; DROP TABLE t; --",
    "*/ DROP TABLE t; /*",
    "\nDELIMITER //\n",
    "\n\\! ls\n",
    "\n.shell ls\n",
    "\n:r x\n",
    "E'",
    "N'",
    "q'[",
    "0x",
];

/// The enum's value that sets the length of the column, where it has one.
const LONGEST: &str = "a value that is longer than all the others are";

/// The texts of one project.
#[derive(Clone, Debug)]
struct Texts {
    names: Vec<String>,
    text: String,
    note: String,
}

impl Texts {
    /// Texts that mean nothing to anybody; the names need quotes, as the hostile ones do.
    fn harmless() -> Texts {
        let names = (0..6).map(|i| format!("Plain name {i}")).collect();
        Texts { names, text: "plain".to_owned(), note: "plain note".to_owned() }
    }

    /// With everything that the dialect refuses replaced by what it takes.
    fn usable(&self, dialect: DialectName) -> Texts {
        let facts = Dialect::of(dialect);
        let plain = Texts::harmless().names;
        let name = |(name, plain): (&String, String)| {
            let refused = facts.unusable(&Ident::from(name.as_str())).is_some();
            if refused { plain } else { name.clone() }
        };
        let names = self.names.iter().zip(plain).map(name).collect();
        // A comment that needs an expression is another statement on Oracle: so they all are,
        // and a comment on MySQL and MariaDB is of characters up to U+FFFF.
        let text = |text: &str| match dialect {
            DialectName::Oracle => format!("&{text}"),
            DialectName::Mysql | DialectName::Mariadb => text.replace(|c| c > '\u{ffff}', "x"),
            _ => text.to_owned(),
        };
        Texts { names, text: text(&self.text), note: text(&self.note) }
    }

    /// One of every statement in which a text may stand.
    fn revision(&self) -> Value {
        let [table, column, other, index, constraint, mood] =
            [0, 1, 2, 3, 4, 5].map(|i| escaped(&self.names[i]));
        let (text, note) = (escaped(&self.text), escaped(&self.note));
        json!({
            "revision": "a1",
            "down_revision": null,
            "message": note,
            "upgrade": [
                {"create_table": {
                    "name": table,
                    "columns": [
                        {"name": "id", "type": "integer", "primary_key": true},
                        {"name": column, "type": "varchar(200)", "default": text, "comment": text},
                        {"name": "kind", "type": {"enum": [LONGEST, text], "name": mood}, "comment": text},
                    ],
                    "unique": [{"name": constraint, "columns": [column]}],
                    "comment": text,
                }, "note": note},
                {"bulk_insert": {"table": table, "columns": ["id", column], "rows": [[1, text]]}, "note": note},
                {"update": {"table": table, "set": {(self.names[1].clone()): text}, "where": "id = 1"}},
                {"create_index": {"name": index, "table": table, "columns": ["id", column]}},
                {"add_column": {
                    "table": table,
                    "column": {"name": other, "type": "varchar(200)", "nullable": false, "comment": text},
                    "backfill": text,
                }},
                {"alter_column": {"table": table, "column": other, "default": text, "comment": note}},
                {"create_table_comment": {"table": table, "comment": note}},
                {"drop_constraint": {"table": table, "name": constraint}},
                {"drop_index": {"name": index, "table": table}},
            ],
        })
    }
}

fn grammar(dialect: DialectName) -> &'static dyn Grammar {
    match dialect {
        DialectName::Postgres => &PostgreSqlDialect {},
        DialectName::Mysql | DialectName::Mariadb => &MySqlDialect {},
        DialectName::Sqlite => &SQLiteDialect {},
        DialectName::Mssql => &MsSqlDialect {},
        DialectName::Oracle => &OracleDialect {},
    }
}

/// The first words of every statement, as the crate's own splitter sees them.
fn kinds(script: &str, dialect: DialectName) -> Vec<String> {
    let pieces = split(script, dialect).unwrap_or_else(|fault| panic!("{fault:?}\n{script}"));
    let words = |range| leading_words(&script[range], dialect, 2).join(" ");
    pieces.into_iter().map(|piece| words(piece.range)).collect()
}

/// The script's tokens without the contents of quotes, as an independent reader sees them,
/// and the lines that end a batch for a client, which knows no quotes.
fn skeleton(script: &str, dialect: DialectName) -> Vec<String> {
    let tokens = Tokenizer::new(grammar(dialect), script).tokenize();
    let tokens = tokens.unwrap_or_else(|fault| panic!("{fault}\n{script}"));
    let mut found: Vec<String> = Vec::new();
    for token in tokens {
        let shown = match token {
            Token::Whitespace(_) => continue,
            Token::Word(word) if word.quote_style.is_some() => "name".to_owned(),
            Token::SingleQuotedString(_)
            | Token::NationalStringLiteral(_)
            | Token::DollarQuotedString(_) => "text".to_owned(),
            token => token.to_string(),
        };
        found.push(shown);
        join_texts(&mut found);
    }
    let ends = |line: &&str| match dialect {
        DialectName::Mssql => {
            line.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("go"))
        }
        DialectName::Oracle => line.trim() == "/" || line.trim() == ".",
        _ => false,
    };
    let ends = script.lines().filter(ends).count();
    let variables = match dialect {
        DialectName::Mssql => script.matches("$(").count(),
        DialectName::Oracle => script.matches('&').count(),
        _ => 0,
    };
    found.push(format!("{ends} ends of batches, {variables} variables"));
    found
}

/// `'a' || CHR(10) || 'b'` is one text.
fn join_texts(found: &mut Vec<String>) {
    let ends_with = |found: &[String], tail: &[&str]| {
        found.len() >= tail.len() && found[found.len() - tail.len()..].iter().eq(tail)
    };
    if let [.., function, open, number, close] = found.as_slice()
        && ["CHR", "NCHR"].contains(&function.as_str())
        && open == "("
        && close == ")"
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        found.truncate(found.len() - 4);
        found.push("text".to_owned());
    }
    if ends_with(found, &["text", "||", "text"]) {
        found.truncate(found.len() - 2);
    }
}

/// The same kinds of statements and the same tokens, whatever the texts.
fn unchanged(texts: &Texts, dialect: DialectName) -> Result<(), TestCaseError> {
    let plain = Texts::harmless().usable(dialect);
    let plain = compiled(&plain.revision(), dialect).map_err(TestCaseError::fail)?;
    let texts = texts.usable(dialect);
    let script = compiled(&texts.revision(), dialect).map_err(TestCaseError::fail)?;
    prop_assert_eq!(kinds(&plain, dialect), kinds(&script, dialect), "{}", script);
    let (want, found) = (skeleton(&plain, dialect), skeleton(&script, dialect));
    let at = want.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let near = |tokens: &[String]| tokens[at.saturating_sub(6)..tokens.len().min(at + 6)].join(" ");
    prop_assert!(want == found, "{} | {}\n{script}", near(&want), near(&found));
    Ok(())
}

fn worst_cases() -> impl Iterator<Item = Texts> {
    TEXTS.iter().map(|text| {
        let names = (0..6).map(|i| format!("n{i} {text} n")).collect();
        Texts { names, text: format!("a{text}"), note: format!("n{text}\n{text}") }
    })
}

fn any_texts() -> impl Strategy<Value = Texts> {
    let piece = || {
        ("[^\\x00]{0,6}", prop::sample::select(TEXTS), "[^\\x00]{0,6}")
            .prop_map(|(before, text, after)| format!("{before}{text}{after}"))
    };
    (prop::collection::vec(piece(), 6), piece(), piece()).prop_map(|(names, text, note)| {
        // Names that differ however they are compared, and short enough for everybody.
        let names = names.iter().enumerate();
        let names = names.map(|(i, name)| format!("{i} {} n", &name[..floor(name, 24)])).collect();
        Texts { names, text: format!("x{text}"), note }
    })
}

fn floor(text: &str, most: usize) -> usize {
    (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

const SUPPORTED: &[DialectName] = &DialectName::ALL;

#[test]
fn the_worst_texts_leave_every_script_as_it_is() {
    for dialect in SUPPORTED {
        for texts in worst_cases() {
            unchanged(&texts, *dialect).unwrap_or_else(|fault| panic!("{dialect:?}: {fault}"));
        }
    }
}

#[test]
fn any_texts_leave_every_script_as_it_is() {
    for dialect in SUPPORTED {
        let mut runner =
            TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
        runner
            .run(&any_texts(), |texts| unchanged(&texts, *dialect))
            .unwrap_or_else(|fault| panic!("{dialect:?}: {fault}"));
    }
}

#[test]
fn nul_is_refused_everywhere() {
    for dialect in SUPPORTED {
        for spoiled in [0, 1, 2] {
            let mut texts = Texts::harmless();
            match spoiled {
                0 => texts.names[0].push('\0'),
                1 => texts.text.push('\0'),
                _ => texts.note.push('\0'),
            }
            assert!(compiled(&texts.revision(), *dialect).is_err(), "{dialect:?} {spoiled}");
        }
    }
}

/// Runs each case on a fresh database and compares what its catalog says.
fn on_server<D: Database>(
    dialect: DialectName,
    fresh: impl Fn() -> D,
    read: impl Fn(&D, &Texts) -> Vec<String>,
) {
    let mut runner =
        TestRunner::new(Config { cases: 10, failure_persistence: None, ..Config::default() });
    let check = |texts: Texts| {
        let texts = texts.usable(dialect);
        let script = compiled(&texts.revision(), dialect).map_err(TestCaseError::fail)?;
        let database = fresh();
        let ran = database.run(&script);
        prop_assert!(ran.is_ok(), "{:?}\n{}", ran, script);
        let want = [&texts.names[0], &texts.names[1], &texts.names[2], &texts.note, &texts.text];
        let hex =
            |text: &&String| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
        let want: Vec<String> = want.iter().map(hex).collect();
        let found = read(&database, &texts);
        prop_assert_eq!(&want[..found.len()], &found[..], "{:?}", texts);
        Ok(())
    };
    for texts in worst_cases().step_by(4) {
        check(texts).unwrap();
    }
    runner.run(&any_texts(), check).unwrap();
}

fn lines(answer: &str) -> Vec<String> {
    answer.trim_end_matches('\n').split('|').map(str::to_ascii_lowercase).collect()
}

#[test]
fn sqlite_has_the_names_that_were_written() {
    on_server(
        DialectName::Sqlite,
        || SqliteDatabase::new(true),
        |database, _| {
            let sql = "SELECT hex(t.name) || '|' || group_concat(hex(c.name), '|')
                FROM sqlite_schema t, pragma_table_info(t.name) c
                WHERE t.type = 'table' AND t.name <> 'alembic_version' AND c.name NOT IN ('id', 'kind')";
            let answer = database.connection().query_row(sql, [], |row| row.get::<_, String>(0));
            lines(&answer.unwrap())
        },
    );
}

#[test]
fn postgres_has_the_names_and_comments_that_were_written() {
    let Some(server) = postgres::Server::get() else { return };
    on_server(
        DialectName::Postgres,
        || server.database(),
        |database, _| {
            let hex = |what: &str| format!("encode(convert_to({what}, 'UTF8'), 'hex')");
            let sql = format!(
                "SELECT {}, (SELECT string_agg({}, '|' ORDER BY a.attnum) FROM pg_attribute a
                    WHERE a.attrelid = t.oid AND a.attnum > 0 AND a.attname NOT IN ('id', 'kind')),
                    {}, {}
                FROM pg_class t WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
                    AND t.relname <> 'alembic_version'",
                hex("t.relname::text"),
                hex("a.attname::text"),
                hex("coalesce(obj_description(t.oid, 'pg_class'), '')"),
                hex("col_description(t.oid, 2)"),
            );
            lines(&database.query(&sql).unwrap())
        },
    );
}

#[test]
fn mariadb_has_the_names_and_comments_that_were_written() {
    let Some(server) = mariadb::Server::get() else { return };
    on_server(
        DialectName::Mariadb,
        || server.database(),
        |database, _| {
            let sql = "SELECT concat_ws('|', hex(t.table_name),
                    (SELECT group_concat(hex(c.column_name) ORDER BY ordinal_position SEPARATOR '|')
                        FROM information_schema.columns c WHERE c.table_schema = t.table_schema
                        AND c.table_name = t.table_name AND c.column_name NOT IN ('id', 'kind')),
                    hex(t.table_comment),
                    (SELECT hex(c.column_comment) FROM information_schema.columns c
                        WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND ordinal_position = 2))
                FROM information_schema.tables t
                WHERE t.table_schema = database() AND t.table_name <> 'alembic_version'";
            lines(&database.query(sql).unwrap())
        },
    );
}
