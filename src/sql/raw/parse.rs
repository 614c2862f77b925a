//! The one door to sqlparser: what queries read and which columns expressions use.
//!
//! In: the user's text. Out: names. A text that is too long or nests too deep for a
//! recursive parser is not handed to it.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use sqlparser::ast::{Expr, ObjectName, Query, TableFactor, Visit, Visitor};
use sqlparser::dialect::{
    Dialect, MsSqlDialect, MySqlDialect, OracleDialect, PostgreSqlDialect, SQLiteDialect,
};
use sqlparser::keywords::Keyword;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};

use super::effect::{NamePart, NamePath};
use super::lex::{TokenKind, tokens};
use super::read::reader::{Reader, code_tokens};
use super::spoken::{column_of, unit_of};
use crate::dialect::DialectName;

/// Text of more tokens is not parsed: a tree may be as deep as its text is long, as that of `a + a + …` is.
const MOST_TOKENS: usize = 4_000;
/// What so many tokens make fits the smallest stack, however deep it is.
const FEW_TOKENS: usize = 100;
/// Parentheses within parentheses.
const MOST_DEPTH: usize = 60;
/// A stack on which [`MOST_TOKENS`] may each go one deeper. The parser's own bound does not
/// count all of its recursion: `t JOIN t JOIN t …` goes deeper with each JOIN. Pages of a stack that
/// are not reached cost nothing.
const DEEP_STACK: usize = 256 << 20;

fn grammar(dialect: DialectName) -> Box<dyn Dialect> {
    match dialect {
        DialectName::Postgres => Box::new(PostgreSqlDialect {}),
        DialectName::Mysql | DialectName::Mariadb => Box::new(MySqlDialect {}),
        DialectName::Sqlite => Box::new(SQLiteDialect {}),
        DialectName::Mssql => Box::new(MsSqlDialect {}),
        DialectName::Oracle => Box::new(OracleDialect {}),
    }
}

/// Parses with a bound on length and depth, and makes something of the tree, which lives no
/// longer than that; none where parsing fails in whatever way.
pub(super) fn parse<T, U: Send>(
    text: &str,
    dialect: DialectName,
    read: impl FnOnce(&mut Parser<'_>) -> Result<T, ParserError> + Send,
    make: impl FnOnce(T) -> U + Send,
) -> Option<U> {
    let work = || parse_here(text, dialect, read).map(make);
    match tokens(text, dialect).take(MOST_TOKENS + 1).count() {
        count if count <= FEW_TOKENS => work(),
        count if count > MOST_TOKENS => None,
        _ => std::thread::scope(|scope| {
            let deep = std::thread::Builder::new().stack_size(DEEP_STACK);
            deep.spawn_scoped(scope, work).ok()?.join().ok().flatten()
        }),
    }
}

fn parse_here<T>(
    text: &str,
    dialect: DialectName,
    read: impl FnOnce(&mut Parser<'_>) -> Result<T, ParserError>,
) -> Option<T> {
    let grammar = grammar(dialect);
    // A parser bug must cost no more than an opaque statement.
    catch_unwind(AssertUnwindSafe(|| {
        let mut tokens = Tokenizer::new(&*grammar, text).tokenize_with_location().ok()?;
        if dialect == DialectName::Postgres {
            tokens = without_only(tokens);
        }
        let parser = Parser::new(&*grammar).with_recursion_limit(MOST_DEPTH);
        let mut parser = parser.with_tokens_with_locations(tokens);
        let parsed = read(&mut parser).ok()?;
        (parser.peek_token().token == Token::EOF).then_some(parsed)
    }))
    .ok()
    .flatten()
}

/// The tokens without the ONLY before a table, which the parser takes for the table.
/// <https://www.postgresql.org/docs/current/sql-select.html#SQL-FROM>: ONLY is reserved.
fn without_only(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let only = |token: &Token| matches!(token, Token::Word(w) if w.keyword == Keyword::ONLY);
    if !tokens.iter().any(|token| only(&token.token)) {
        return tokens;
    }
    let before = [Keyword::FROM, Keyword::JOIN, Keyword::UPDATE, Keyword::USING, Keyword::INTO];
    let mut kept: Vec<TokenWithSpan> = Vec::with_capacity(tokens.len());
    let mut opens = false;
    for token in tokens {
        if opens && only(&token.token) {
            continue;
        }
        match &token.token {
            Token::Whitespace(_) => {}
            Token::Word(word) => opens = before.contains(&word.keyword),
            other => opens = *other == Token::Comma,
        }
        kept.push(token);
    }
    kept
}

/// True for a statement that the parser understands.
pub fn is_understood(text: &str, dialect: DialectName) -> bool {
    parse(text, dialect, |parser| parser.parse_statements(), drop).is_some()
}

/// The tables and views that a query reads, each once, without its own WITH names. Where the
/// parser does not understand the query, what stands behind FROM and JOIN.
pub fn relations_in(text: &str, dialect: DialectName) -> Vec<NamePath> {
    let visited = |query: Box<Query>| {
        let mut found = Relations::default();
        let _ = query.visit(&mut found);
        found
    };
    let mut names = match parse(text, dialect, |parser| parser.parse_query(), visited) {
        Some(mut found) => {
            for function in std::mem::take(&mut found.functions) {
                if let Some(at) = found.names.iter().position(|name| *name == function) {
                    found.names.remove(at);
                }
            }
            found.names.retain(|name| {
                !(name.len() == 1
                    && name.iter().all(|part| found.with.contains(&part.text.to_lowercase())))
            });
            found.names
        }
        None => relations_by_token(text, dialect),
    };
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

#[derive(Default)]
struct Relations {
    names: Vec<NamePath>,
    with: HashSet<String>,
    /// Functions that stand where a table could.
    functions: Vec<NamePath>,
}

impl Visitor for Relations {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        self.with.extend(tables.map(|table| table.alias.name.value.to_lowercase()));
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        if let TableFactor::Table { name, args: Some(_), .. } = factor {
            self.functions.push(name.0.iter().filter_map(|p| p.as_ident()).map(part).collect());
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        let parts = relation.0.iter().filter_map(|part| part.as_ident());
        let path: NamePath = parts.map(part).collect();
        if !path.is_empty() {
            self.names.push(path);
        }
        ControlFlow::Continue(())
    }
}

pub(super) fn part(ident: &sqlparser::ast::Ident) -> NamePart {
    NamePart { text: ident.value.clone(), quoted: ident.quote_style.is_some() }
}

fn relations_by_token(text: &str, dialect: DialectName) -> Vec<NamePath> {
    let (mut names, mut with) = (Vec::new(), HashSet::new());
    let Some(tokens) = code_tokens(text, dialect) else { return names };
    let mut r = Reader::new(text, &tokens, dialect);
    while !r.done() {
        if r.one_of(&["FROM", "JOIN"]).is_none() {
            // `name AS (` begins a WITH name.
            let mut ahead = r;
            if let Some(name) = ahead.name()
                && ahead.word("AS")
                && ahead.at_punct("(")
            {
                with.insert(name.text.to_lowercase());
            }
            r.bump();
            continue;
        }
        r.one_of(&["ONLY", "LATERAL"]);
        while let Some(path) = r.path() {
            // A function is no relation.
            if !r.at_punct("(") {
                names.push(path);
            }
            r.word("AS");
            if matches!(r.peek(1), Some((TokenKind::Punct, ","))) {
                r.bump();
            }
            if !r.punct(",") {
                break;
            }
            r.one_of(&["ONLY", "LATERAL"]);
        }
    }
    let no_names = ["SELECT", "LATERAL", "ONLY", "UNNEST"];
    names.retain(|name: &NamePath| {
        name.first().is_some_and(|first| {
            !(name.len() == 1
                && (with.contains(&first.text.to_lowercase())
                    || (!first.quoted
                        && no_names.contains(&first.text.to_ascii_uppercase().as_str()))))
        })
    });
    names
}

/// True for words that look like columns and are none of a table's own.
pub(super) fn is_pseudo(word: &str, dialect: DialectName) -> bool {
    let everywhere = [
        "SESSION_USER",
        "SYSTEM_USER",
        "LOCALTIME",
        "LOCALTIMESTAMP",
        "TRUE",
        "FALSE",
        "NULL",
        "DEFAULT",
    ];
    let here: &[&str] = match dialect {
        DialectName::Postgres => &["USER", "CTID", "TABLEOID", "XMIN", "XMAX", "CMIN", "CMAX"],
        DialectName::Mysql | DialectName::Mariadb => &["UTC_DATE", "UTC_TIME", "UTC_TIMESTAMP"],
        DialectName::Sqlite => &["ROWID", "OID", "_ROWID_"],
        DialectName::Mssql => &["USER", "$ACTION", "$IDENTITY", "$ROWGUID", "$PARTITION"],
        DialectName::Oracle => &[
            "SYSDATE",
            "SYSTIMESTAMP",
            "DBTIMEZONE",
            "SESSIONTIMEZONE",
            "USER",
            "UID",
            "ROWNUM",
            "ROWID",
            "ORA_ROWSCN",
            // `SELECT PRIOR a`: an operator.
            "PRIOR",
            "CONNECT_BY_ROOT",
            "VERSIONS_OPERATION",
            "VERSIONS_STARTSCN",
            "VERSIONS_ENDSCN",
            "VERSIONS_STARTTIME",
            "VERSIONS_ENDTIME",
            "VERSIONS_XID",
            "LEVEL",
            "COLUMN_VALUE",
            "OBJECT_VALUE",
            "CONNECT_BY_ISLEAF",
            "CONNECT_BY_ISCYCLE",
            "BINARY_DOUBLE_INFINITY",
            "BINARY_DOUBLE_NAN",
            "BINARY_FLOAT_INFINITY",
            "BINARY_FLOAT_NAN",
        ],
    };
    let word = word.to_ascii_uppercase();
    // `0b01` is a number of MySQL's.
    let binary = matches!(dialect, DialectName::Mysql | DialectName::Mariadb)
        && word.strip_prefix("0B").is_some_and(|digits| digits.bytes().all(|b| b"01".contains(&b)));
    binary
        || word.starts_with("CURRENT_")
        || everywhere.contains(&word.as_str())
        || here.contains(&word.as_str())
}

/// The columns that an expression uses, each once; none where it was not understood or
/// holds a query, whose columns are not those of the table at hand.
pub fn column_paths_in(text: &str, dialect: DialectName) -> Option<Vec<NamePath>> {
    let visited = |expression: Expr| {
        let mut columns = Columns::default();
        expression.visit(&mut columns).is_continue().then_some(columns)
    };
    let mut columns = parse(text, dialect, |parser| parser.parse_expr(), visited)??;
    for unit in columns.units {
        let at = columns.names.iter().position(|name| *name == unit)?;
        columns.names.remove(at);
    }
    let mut seen = HashSet::new();
    columns.names.retain(|name| {
        let pseudo = name.len() == 1
            && name.iter().all(|part| !part.quoted && is_pseudo(&part.text, dialect));
        !pseudo && seen.insert(name.clone())
    });
    Some(columns.names)
}

/// The columns that an expression uses by their own names, as the server keeps them where
/// it folds to lower case, else as written; none under the same conditions.
pub fn columns_in_expression(text: &str, dialect: DialectName) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for mut path in column_paths_in(text, dialect)? {
        let column = path.pop()?;
        let folds = !column.quoted && dialect == DialectName::Postgres;
        let name = if folds { column.text.to_lowercase() } else { column.text };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names)
}

#[derive(Default)]
struct Columns {
    names: Vec<NamePath>,
    /// `day` in `DATEADD(day, 1, x)`: read as a column, but none.
    units: Vec<NamePath>,
}

impl Visitor for Columns {
    type Break = ();

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        ControlFlow::Break(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.names.extend(column_of(expr));
        self.units.extend(unit_of(expr));
        ControlFlow::Continue(())
    }
}
