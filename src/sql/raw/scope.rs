//! A column's new name in SQL that speaks of several tables with a column of that name.
//!
//! In: the text of a view or a trigger, and which tables it speaks of. Out: the text with the column replaced
//! where it can only be that table's: behind the table's name or alias, or in a statement that
//! speaks of no other such table. What could be either stays.

use super::lex::{Token, TokenKind, tokens};
use super::names::is_name;
use crate::dialect::DialectName;
use crate::sql::Ident;

/// The tables that a text speaks of.
pub struct Scope<'a> {
    /// The table whose column has a new name.
    pub table: &'a Ident,
    /// The other tables that have a column of the old name.
    pub others: &'a [Ident],
    /// The table of the trigger that the text is from: NEW, OLD, inserted and deleted are its rows.
    pub on: Option<&'a Ident>,
}

/// Gives a column of `scope.table` another name, as it is written.
pub fn rename_column_in_text(
    text: &str,
    scope: &Scope<'_>,
    from: &Ident,
    to: &str,
    dialect: DialectName,
) -> String {
    let all: Vec<Token> = tokens(text, dialect).map_while(Result::ok).collect();
    let solid: Vec<&Token> = all.iter().filter(|token| !token.is_blank()).collect();
    let word = |token: &Token| text.get(token.range.clone()).unwrap_or_default();
    let mut renamed = String::with_capacity(text.len());
    let mut end = 0;
    let ends = |token: &&Token| word(token) == ";" || word(token).eq_ignore_ascii_case("BEGIN");
    for statement in solid.split_inclusive(|token| ends(token)) {
        let words: Vec<(TokenKind, &str)> =
            statement.iter().map(|token| (token.kind, word(token))).collect();
        let statement_scope = Statement { words: &words, scope };
        for (at, token) in statement.iter().enumerate() {
            if is_name(token.kind, word(token), from) && statement_scope.is_meant(at) {
                renamed.push_str(text.get(end..token.range.start).unwrap_or_default());
                renamed.push_str(to);
                end = token.range.end;
            }
        }
    }
    renamed.push_str(text.get(end..).unwrap_or_default());
    renamed
}

/// True where a text speaks of this column of `scope.table`, or might; SQL that is lexically broken
/// speaks of everything.
pub fn may_mean(text: &str, scope: &Scope<'_>, column: &Ident, dialect: DialectName) -> bool {
    const MARK: &str = "\u{0}";
    let broken = tokens(text, dialect).any(|token| token.is_err());
    broken || rename_column_in_text(text, scope, column, MARK, dialect).contains(MARK)
}

struct Statement<'a> {
    words: &'a [(TokenKind, &'a str)],
    scope: &'a Scope<'a>,
}

impl Statement<'_> {
    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(_, word)| word)
    }

    /// True where the column's name can only be that of the table's column.
    fn is_meant(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |at| self.word(at));
        if before.eq_ignore_ascii_case("AS") {
            return false;
        }
        if before == "." {
            return at.checked_sub(2).is_some_and(|at| self.qualifies(at));
        }
        self.speaks_of(self.scope.table)
            && !self.scope.others.iter().any(|other| self.speaks_of(other))
    }

    /// True for the table's name, an alias of it, or the rows of its trigger.
    fn qualifies(&self, at: usize) -> bool {
        let Some((kind, word)) = self.words.get(at) else { return false };
        let own = self.scope.on == Some(self.scope.table);
        let row = word.trim_start_matches(':');
        if own && is_one_of(row, &["NEW", "OLD"]) || is_name(*kind, word, self.scope.table) {
            return true;
        }
        self.aliases(self.scope.table).any(|alias| alias.eq_ignore_ascii_case(word))
    }

    /// The words that stand behind a table's name as another name for it.
    fn aliases(&self, table: &Ident) -> impl Iterator<Item = &str> {
        let places = (0..self.words.len()).filter(move |at| self.is_table(*at, table));
        places.filter_map(|at| {
            let next = self.word(at + 1);
            let at = if next.eq_ignore_ascii_case("AS") { at + 2 } else { at + 1 };
            let (kind, word) = self.words.get(at)?;
            let names = matches!(kind, TokenKind::Word | TokenKind::QuotedIdent);
            (names && !is_one_of(word, BEHIND)).then_some(*word)
        })
    }

    fn is_table(&self, at: usize, table: &Ident) -> bool {
        let Some((kind, word)) = self.words.get(at) else { return false };
        let rows = self.scope.on == Some(table) && is_one_of(word, &["inserted", "deleted"]);
        rows || is_name(*kind, word, table)
    }

    fn speaks_of(&self, table: &Ident) -> bool {
        (0..self.words.len()).any(|at| self.is_table(at, table))
    }
}

/// What may stand behind a table's name and is no alias of it.
const BEHIND: &[&str] = &[
    "WHERE",
    "SET",
    "ON",
    "USING",
    "JOIN",
    "INNER",
    "LEFT",
    "RIGHT",
    "FULL",
    "CROSS",
    "NATURAL",
    "GROUP",
    "ORDER",
    "HAVING",
    "LIMIT",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "SELECT",
    "VALUES",
    "DEFAULT",
    "FOR",
    "BEGIN",
    "END",
    "WITH",
    "WINDOW",
    "RETURNING",
    "REFERENCING",
    "AFTER",
    "BEFORE",
];

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(text: &str, on: Option<&str>) -> String {
        let (table, others) = (Ident::from("log"), [Ident::from("account")]);
        let on = on.map(Ident::from);
        let scope = Scope { table: &table, others: &others, on: on.as_ref() };
        rename_column_in_text(text, &scope, &Ident::from("id"), "no", DialectName::Sqlite)
    }

    #[test]
    fn each_statement_has_tables_of_its_own() {
        assert_eq!(
            renamed(
                "DELETE FROM log WHERE id < 0; DELETE FROM account WHERE id < 0",
                Some("account")
            ),
            "DELETE FROM log WHERE no < 0; DELETE FROM account WHERE id < 0"
        );
        let whole = "CREATE TRIGGER t AFTER UPDATE OF id ON account BEGIN INSERT INTO log (id) VALUES (1); END";
        assert_eq!(renamed(whole, Some("account")), whole.replace("(id)", "(no)"));
    }

    #[test]
    fn what_is_qualified_says_whose_it_is() {
        let text = "SELECT l.id, a.id, log.id AS id FROM log AS l JOIN account a ON l.id = a.id";
        assert_eq!(
            renamed(text, None),
            "SELECT l.no, a.id, log.no AS id FROM log AS l JOIN account a ON l.no = a.id"
        );
        assert_eq!(renamed("NEW.id > old.id", Some("log")), "NEW.no > old.no");
        assert_eq!(renamed("NEW.id > old.id", Some("account")), "NEW.id > old.id");
    }

    #[test]
    fn what_could_be_either_stays() {
        let text = "SELECT (SELECT max(id) FROM account) FROM log";
        assert_eq!(renamed(text, None), text);
        let text = "INSERT INTO log (id) SELECT id FROM inserted";
        assert_eq!(renamed(text, Some("account")), text);
        assert_eq!(renamed(text, Some("log")), "INSERT INTO log (no) SELECT no FROM inserted");
    }
}
