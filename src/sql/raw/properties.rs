//! What holds for every text: nothing panics, nothing is lost.

use proptest::prelude::*;

use super::lex::tokens;
use super::split::{PieceKind, split};
use super::{columns_in_expression, effects, hazards, leading_words, relations_in};
use crate::dialect::DialectName;

fn dialect() -> impl Strategy<Value = DialectName> {
    prop::sample::select(DialectName::ALL.to_vec())
}

/// Text that is made of what the lexers and the splitter look for.
fn nasty() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "'",
        "\"",
        "`",
        "[",
        "]",
        ";",
        "\n",
        " ",
        "--",
        "-- ",
        "#",
        "/*",
        "*/",
        "/*!50000",
        "$$",
        "$a$",
        "$",
        "q'[",
        "]'",
        "E'",
        "U&'",
        "N'",
        "\\",
        "GO",
        "\nGO\n",
        "\nGO 2\n",
        "\n/\n",
        "\nDELIMITER $$\n",
        "\nDELIMITER ;\n",
        "BEGIN",
        "END",
        "CREATE",
        "TRIGGER",
        "PROCEDURE",
        "FUNCTION",
        "CASE",
        "IF",
        "LOOP",
        "REPEAT",
        "FOR EACH ROW",
        "ATOMIC",
        "COPY t FROM stdin",
        "\n\\.\n",
        "é",
        "\u{1F600}",
        "\u{a0}",
        "1.",
        "1e+",
        "..",
        ":",
        "::",
        ":=",
        "@",
        "?",
        "(",
        ")",
        "\r\n",
        "\r",
        "\0",
        "x",
        "DECLARE",
        "ELSE",
        "THEN",
        "TYPE",
        "BODY",
        "=",
    ]);
    let part = prop_oneof![4 => part.prop_map(String::from), 1 => any::<String>()];
    prop::collection::vec((part, prop::bool::ANY), 0..40).prop_map(|parts| {
        parts.into_iter().map(|(p, space)| if space { p + " " } else { p }).collect()
    })
}

/// What the gaps between the pieces may hold, besides white space.
fn is_separator(dialect: DialectName, gap: &str) -> bool {
    let upper = gap.to_ascii_uppercase();
    let rest: String = match dialect {
        DialectName::Mssql => upper.replace("GO", "").replace(['0', '1'], ""),
        DialectName::Oracle => upper.replace('/', ""),
        DialectName::Mysql | DialectName::Mariadb => {
            upper.replace("DELIMITER", "").replace("$$", "")
        }
        _ => upper,
    };
    rest.chars().all(|c| c == ';' || c.is_whitespace())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn tokens_cover_the_text(text in nasty(), dialect in dialect()) {
        let mut at = 0;
        for token in tokens(&text, dialect) {
            match token {
                Ok(token) => {
                    prop_assert_eq!(token.range.start, at);
                    prop_assert!(token.range.end > at);
                    prop_assert!(text.get(token.range.clone()).is_some());
                    at = token.range.end;
                }
                Err(error) => {
                    prop_assert!(text.get(error.range).is_some_and(|t| !t.is_empty()));
                    return Ok(());
                }
            }
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn pieces_lose_nothing(text in nasty(), dialect in dialect()) {
        hazards(&text, dialect);
        leading_words(&text, dialect, 5);
        match split(&text, dialect) {
            Err(error) => prop_assert!(text.get(error.range).is_some()),
            Ok(pieces) => {
                let mut kept: Vec<_> = pieces
                    .iter()
                    .flat_map(|p| p.above.iter().chain([&p.range]).chain(&p.after).cloned())
                    .collect();
                kept.sort_by_key(|range| range.start);
                let mut at = 0;
                for range in kept {
                    prop_assert!(range.start >= at && text.get(range.clone()).is_some());
                    prop_assert!(is_separator(dialect, &text[at..range.start]), "{:?}", &text[at..range.start]);
                    at = range.end;
                }
                prop_assert!(pieces.is_empty() || is_separator(dialect, &text[at..]), "{:?}", &text[at..]);
                for piece in &pieces {
                    prop_assert!(!text[piece.range.clone()].trim_ascii().is_empty());
                }
            }
        }
    }

    #[test]
    fn a_join_splits_again(
        which in prop::collection::vec(0usize..6, 1..12),
        dialect in dialect(),
    ) {
        let known = ["SELECT 1", "CREATE TABLE t (a INT, b CHAR(3) DEFAULT ';')", "-- c;\nUPDATE t SET a = 'x''y;'",
            "INSERT INTO t VALUES ('/*', \"c;\")", "/* ' */ DELETE FROM t /* \" */ WHERE a = 1", "ALTER TABLE t ADD begin_at INT"];
        let text: String = which.iter().map(|i| format!("{};\n", known[*i])).collect();
        let pieces = split(&text, dialect).unwrap();
        let found: Vec<&str> = pieces.iter().map(|p| &text[p.range.clone()]).collect();
        let expected: Vec<&str> = which.iter().map(|i| known[*i]).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn nothing_in_a_string_counts(hostile in nasty(), dialect in dialect()) {
        let escaped = hostile.replace('\'', "''").replace('\\', "\\\\");
        for template in ["INSERT INTO t VALUES ('{}')", "SELECT '{}' AS a, /* c */ 2"] {
            let one = template.replace("{}", &escaped);
            let text = format!("SELECT 1;\n{one};\nSELECT 2;");
            let pieces = split(&text, dialect).unwrap();
            prop_assert_eq!(pieces.len(), 3);
            prop_assert_eq!(&text[pieces[1].range.clone()], &one);
            prop_assert!(pieces.iter().all(|p| p.kind == PieceKind::Plain));
        }
    }
}

#[test]
fn long_texts_take_linear_time() {
    let start = std::time::Instant::now();
    for dialect in DialectName::ALL {
        for part in [
            ";",
            "/*",
            "/* */",
            "-- x\n",
            "$a$b ",
            "$a",
            "(",
            "BEGIN ",
            "CASE ",
            "END ",
            "GO\n",
            "/\n",
            "COPY t FROM stdin;\n",
            "/*!1 ",
            "'",
            "E'a'\n",
            "x ",
            "IF ; ELSE ",
            "q'[",
            "CREATE TRIGGER t BEGIN ",
            "\n",
        ] {
            let _ = split(&part.repeat(200_000), dialect);
        }
    }
    // Two minutes are far beyond linear and far below quadratic.
    assert!(start.elapsed().as_secs() < 120);
}

#[test]
fn long_statements_are_read_in_linear_time() {
    for dialect in DialectName::ALL {
        for head in [
            "SELECT ",
            "CREATE TABLE a (",
            "ALTER TABLE a ",
            "CREATE VIEW v ",
            "CREATE INDEX i ON t (",
            "DROP TABLE ",
            "SET ",
        ] {
            for part in [
                "(",
                ")",
                "a ",
                ", a",
                "a int, ",
                "CREATE ",
                "DROP TABLE a ",
                "CHECK (a) ",
                "ADD ",
                "CASE ",
                "x.",
                "'a b' ",
                "FROM a ",
            ] {
                let start = std::time::Instant::now();
                effects(&format!("{head}{}", part.repeat(10_000)), dialect);
                // Some ten times what a debug build needs.
                assert!(start.elapsed().as_secs() < 2, "{dialect:?}: {head}{part}");
            }
        }
    }
}

/// DDL that is made of its own words.
fn ddl() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "CREATE",
        "ALTER",
        "DROP",
        "TABLE",
        "INDEX",
        "VIEW",
        "SEQUENCE",
        "TYPE",
        "ADD",
        "COLUMN",
        "CONSTRAINT",
        "PRIMARY",
        "KEY",
        "UNIQUE",
        "FOREIGN",
        "REFERENCES",
        "CHECK",
        "(",
        ")",
        ",",
        ".",
        ";",
        "a",
        "\"b\"",
        "'c'",
        "1",
        "int",
        "DEFAULT",
        "NOT",
        "NULL",
        "ON",
        "AS",
        "SELECT",
        "FROM",
        "IS",
        "COMMENT",
        "RENAME",
        "TO",
        "IF",
        "EXISTS",
        "ENUM",
        "SET",
        "USING",
        "WHERE",
        "MODIFY",
        "CHANGE",
        "FUNCTION",
        "TRIGGER",
        "EXEC",
        "sp_rename",
        "$$x$$",
        "=",
        "::",
        "-",
        "CASE",
        "END",
        "LIKE",
    ]);
    (
        prop::sample::select(vec![
            "CREATE TABLE a (",
            "ALTER TABLE a ",
            "CREATE INDEX ",
            "CREATE ",
            "DROP ",
            "SELECT ",
            "",
        ]),
        prop::collection::vec(part, 0..25),
    )
        .prop_map(|(head, parts)| format!("{head}{}", parts.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn no_statement_panics_a_reader(text in prop_oneof![ddl(), nasty()], dialect in dialect()) {
        effects(&text, dialect);
        relations_in(&text, dialect);
        columns_in_expression(&text, dialect);
    }
}

/// Text that makes a parser go deeper with each part must not take it beyond the stack of a
/// test's thread, which is as small as that of the threads which check.
#[test]
fn nothing_nests_too_deep() {
    let parts = [
        "(",
        "NOT ",
        "- ",
        "CASE WHEN ",
        "CAST(",
        "x[",
        "a::",
        "a + ",
        "a AND ",
        "ARRAY<",
        "INTERVAL ",
        "t JOIN ",
        "t JOIN (",
        "SELECT 1 UNION ",
        "SELECT * FROM (",
        "WITH a AS (",
        "EXPLAIN ",
        "BEGIN ",
        "IF a THEN ",
        "a -> ",
    ];
    for dialect in DialectName::ALL {
        for head in ["", "SELECT ", "SELECT * FROM "] {
            for part in parts {
                let tokens = super::lex::tokens(part, dialect).filter(Result::is_ok).count().max(1);
                for most in [85, 3_900] {
                    let text = format!("{head}{}", part.repeat(most / tokens));
                    effects(&text, dialect);
                    relations_in(&text, dialect);
                    columns_in_expression(&text, dialect);
                    super::is_understood(&text, dialect);
                    super::query::reading(&text, dialect);
                }
            }
        }
    }
}
