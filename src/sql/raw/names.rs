//! Names inside the user's own SQL, read token by token: who is mentioned, and how
//! a name is replaced.

use super::lex::{TokenKind, tokens};
use super::read::reader::unquote;
use super::scan::leading_words;
use crate::dialect::DialectName;
use crate::sql::Ident;
use crate::sql::value::SqlExpr;

/// True when a text speaks of this name, or might.
pub fn mentions(sql: &SqlExpr, name: &Ident, dialect: DialectName) -> bool {
    sql.pick(dialect).is_some_and(|text| mentions_text(text.as_str(), name, dialect))
}

/// The same for plain text; SQL that is lexically broken mentions everything.
pub fn mentions_text(text: &str, name: &Ident, dialect: DialectName) -> bool {
    tokens(text, dialect).any(|token| match token {
        Ok(token) => text.get(token.range).is_some_and(|word| is_name(token.kind, word, name)),
        Err(_) => true,
    })
}

/// Every word of a text that may be a name, without its quotes; none where the text is
/// lexically broken.
pub fn words_of(text: &str, dialect: DialectName) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for token in tokens(text, dialect) {
        let token = token.ok()?;
        let word = text.get(token.range)?;
        match token.kind {
            TokenKind::Word => words.push(word.to_owned()),
            TokenKind::QuotedIdent => words.push(unquote(word)),
            _ => {}
        }
    }
    Some(words)
}

/// The text with one name replaced wherever it stands as a name.
pub fn rename_identifier(sql: &SqlExpr, from: &Ident, to: &str, dialect: DialectName) -> SqlExpr {
    match sql.pick(dialect) {
        Some(text) if mentions_text(text.as_str(), from, dialect) => {
            SqlExpr::internal(rename_in_text(text.as_str(), from, to, dialect))
        }
        _ => sql.clone(),
    }
}

/// The same for plain text; what stands behind AS is a name of its own.
pub fn rename_in_text(text: &str, from: &Ident, to: &str, dialect: DialectName) -> String {
    let mut renamed = String::with_capacity(text.len());
    let (mut end, mut behind_as) = (0, false);
    for token in tokens(text, dialect).map_while(Result::ok) {
        let word = text.get(token.range.clone()).unwrap_or_default();
        let meant = is_name(token.kind, word, from) && !behind_as;
        renamed.push_str(if meant { to } else { word });
        end = token.range.end;
        if !token.is_blank() {
            behind_as = token.kind == TokenKind::Word && word.eq_ignore_ascii_case("AS");
        }
    }
    renamed.push_str(text.get(end..).unwrap_or_default());
    renamed
}

/// The text with a table's name replaced where it stands as a table: behind FROM, JOIN,
/// INTO, UPDATE, ON or TABLE, or before a point.
pub fn rename_table_in_text(text: &str, from: &Ident, to: &str, dialect: DialectName) -> String {
    let all: Vec<_> = tokens(text, dialect).map_while(Result::ok).collect();
    let word =
        |at: usize| all.get(at).and_then(|token| text.get(token.range.clone())).unwrap_or_default();
    let solid = |at: &usize| all.get(*at).is_some_and(|token| !token.is_blank());
    let mut renamed = String::with_capacity(text.len());
    let mut end = 0;
    let mut before = "";
    for (at, token) in all.iter().enumerate() {
        if token.is_blank() {
            renamed.push_str(word(at));
            end = token.range.end;
            continue;
        }
        let behind = (at + 1..all.len()).find(solid).map(word).unwrap_or_default();
        let opens = ["FROM", "JOIN", "INTO", "UPDATE", "ON", "TABLE"];
        let stands = behind == "." || opens.iter().any(|open| before.eq_ignore_ascii_case(open));
        let own = word(at);
        renamed.push_str(if stands && is_name(token.kind, own, from) { to } else { own });
        before = own;
        end = token.range.end;
    }
    renamed.push_str(text.get(end..).unwrap_or_default());
    renamed
}

/// True for a word that stands for the name, in quotes or not.
pub(super) fn is_name(kind: TokenKind, word: &str, name: &Ident) -> bool {
    match kind {
        TokenKind::Word => word.eq_ignore_ascii_case(name.as_str()),
        TokenKind::QuotedIdent => unquote(word) == name.as_str(),
        _ => false,
    }
}

/// True for a statement that a server refuses inside a transaction
/// (<https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY>
/// and the pages of the other commands).
pub fn runs_outside_transaction(statement: &str, dialect: DialectName) -> bool {
    let words = leading_words(statement, dialect, 4);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match dialect {
        DialectName::Postgres => matches!(
            words.as_slice(),
            ["VACUUM", ..]
                | ["CREATE" | "DROP", "DATABASE" | "TABLESPACE", ..]
                | ["CREATE" | "DROP" | "REINDEX", "INDEX" | "TABLE", "CONCURRENTLY", ..]
                | ["CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"]
                | ["ALTER", "SYSTEM", ..]
        ),
        DialectName::Sqlite => matches!(words.as_slice(), ["VACUUM", ..]),
        DialectName::Mssql => {
            matches!(words.as_slice(), ["CREATE" | "ALTER" | "DROP", "DATABASE", ..])
        }
        DialectName::Mysql | DialectName::Mariadb | DialectName::Oracle => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_replaced_as_names_only() {
        let from = Ident::from("a");
        let text = "a + \"a\" + 'a' + aa + f(A) as a -- a";
        let renamed = rename_in_text(text, &from, "b", DialectName::Postgres);
        assert_eq!(renamed, "b + b + 'a' + aa + f(b) as a -- a");
        assert!(mentions_text("x > 'a", &from, DialectName::Postgres));
        assert!(!mentions_text("x > 'a'", &from, DialectName::Postgres));
    }

    #[test]
    fn tables_are_renamed_where_they_stand_as_tables() {
        let text =
            "CREATE TRIGGER t AFTER INSERT ON log BEGIN UPDATE a SET log = log.x FROM \"log\"; END";
        assert_eq!(
            rename_table_in_text(text, &Ident::from("log"), "j", DialectName::Sqlite),
            "CREATE TRIGGER t AFTER INSERT ON j BEGIN UPDATE a SET log = j.x FROM j; END"
        );
    }

    #[test]
    fn statements_that_stand_outside() {
        let outside = |sql| runs_outside_transaction(sql, DialectName::Postgres);
        assert!(outside("create unique index concurrently i on t (a)") && outside("VACUUM t"));
        assert!(!outside("CREATE INDEX i ON t (a)"));
    }
}
