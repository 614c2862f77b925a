//! CREATE TABLE.

use super::super::effect::{Effect, IndexDef, TableDef};
use super::super::lex::TokenKind;
use super::column::column;
use super::constraint::{at_constraint, table_constraint};
use super::index::{index_tail, key_parts};
use super::reader::Reader;
use crate::dialect::DialectName;

/// Takes CREATE … TABLE from behind CREATE.
pub(in super::super) fn create_table(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let mut table = TableDef::default();
    r.words(&["OR", "REPLACE"]);
    while let Some(word) = r.one_of(&[
        "GLOBAL",
        "LOCAL",
        "PRIVATE",
        "TEMPORARY",
        "TEMP",
        "UNLOGGED",
        "FOREIGN",
        "VIRTUAL",
        "IMMUTABLE",
        "BLOCKCHAIN",
        "SHARDED",
        "DUPLICATED",
    ]) {
        table.temporary |= matches!(word, "TEMPORARY" | "TEMP");
        table.more_columns |= word == "VIRTUAL";
    }
    r.expect("TABLE")?;
    table.if_not_exists = r.if_not_exists();
    table.name = r.path()?;
    table.temporary |= table
        .name
        .last()
        .is_some_and(|name| r.dialect == DialectName::Mssql && name.text.starts_with('#'));
    if table.more_columns {
        r.expect("USING")?;
        table.options = r.rest().to_owned();
        return Some(vec![Effect::CreateTable(Box::new(table))]);
    }
    source(r, &mut table)?;
    if r.at_punct("(") {
        let inner = r.parens()?;
        if !subquery(&inner) {
            for item in inner.items().into_iter().filter(|_| !inner.done()) {
                element(item, &mut table)?;
            }
        } else {
            table.more_columns = true;
        }
    } else if !table.more_columns && !r.at_words(&["AS"]) && !r.at_words(&["SELECT"]) {
        return None;
    }
    tail(r, &mut table)?;
    Some(vec![Effect::CreateTable(Box::new(table))])
}

fn subquery(r: &Reader<'_>) -> bool {
    let mut r = *r;
    // `(LIKE old)` on mysql is an element like elsewhere.
    r.one_of(&["SELECT", "WITH", "VALUES"]).is_some() && !r.done() && !r.at_punct(",")
}

/// PARTITION OF, OF and LIKE, which stand before the parentheses.
fn source(r: &mut Reader<'_>, table: &mut TableDef) -> Option<()> {
    if r.words(&["PARTITION", "OF"]) {
        table.more_columns = true;
        table.from.push(r.path()?);
    } else if r.word("OF") {
        table.more_columns = true;
        r.path()?;
    } else if r.word("LIKE") {
        table.more_columns = true;
        table.from.push(r.path()?);
    }
    Some(())
}

/// A column, a constraint, an index or LIKE.
fn element(mut r: Reader<'_>, table: &mut TableDef) -> Option<()> {
    let mysql = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb);
    if at_constraint(&r) {
        table.constraints.push(table_constraint(&mut r)?);
        return r.finish();
    }
    if r.dialect != DialectName::Sqlite && r.at_words(&["LIKE"]) {
        r.bump();
        table.more_columns = true;
        table.from.push(r.path()?);
        while r.one_of(&["INCLUDING", "EXCLUDING"]).is_some() {
            r.name()?;
        }
        return r.finish();
    }
    if r.words(&["PERIOD", "FOR"]) {
        return Some(());
    }
    if (mysql || r.dialect == DialectName::Mssql) && at_index(&r) {
        table.indexes.push(index(&mut r, &table.name)?);
        return r.finish();
    }
    table.columns.push(column(&mut r)?);
    r.finish()
}

/// True where an index stands among the columns: `KEY name (…)`, `INDEX (…)`, `FULLTEXT KEY …`,
/// `FULLTEXT name (…)`. FULLTEXT and SPATIAL are reserved
/// (<https://dev.mysql.com/doc/refman/8.4/en/keywords.html>), on SQL Server they are not.
pub(super) fn at_index(r: &Reader<'_>) -> bool {
    let mut r = *r;
    let special = r.one_of(&["FULLTEXT", "SPATIAL"]).is_some();
    let index = r.one_of(&["INDEX", "KEY"]).is_some();
    if !index {
        return special && (r.dialect != DialectName::Mssql || r.at_punct("("));
    }
    // A column may be called `key`: then a type follows, and no parenthesis behind one name.
    r.if_not_exists();
    let named = r.dialect == DialectName::Mssql
        || r.at_punct("(")
        || r.at_words(&["USING"])
        || r.peek(1).is_some_and(|(_, text)| text == "(" || text.eq_ignore_ascii_case("using"));
    let sized = matches!(
        (r.peek(1), r.peek(2), r.peek(3)),
        (Some((_, "(")), Some((TokenKind::Number, _)), Some((_, ")" | ",")))
    );
    named && (special || !sized)
}

/// Takes an index that stands among the columns.
pub(super) fn index(
    r: &mut Reader<'_>,
    table: &[super::super::effect::NamePart],
) -> Option<IndexDef> {
    let mut index = IndexDef { table: table.to_vec(), ..IndexDef::default() };
    index.method = r.one_of(&["FULLTEXT", "SPATIAL"]).map(str::to_owned);
    r.one_of(&["INDEX", "KEY"]);
    index.if_not_exists = r.if_not_exists();
    if !r.at_punct("(") && !r.at_words(&["USING"]) {
        index.name = Some(vec![r.name()?]);
    }
    index.unique = r.word("UNIQUE");
    if r.dialect == DialectName::Mssql {
        index.method = super::index::kind(r);
    }
    if r.word("USING") {
        index.method = Some(r.name()?.text);
    }
    index.parts = key_parts(r)?;
    index_tail(r, &mut index)?;
    Some(index)
}

/// The table options and AS query.
fn tail(r: &mut Reader<'_>, table: &mut TableDef) -> Option<()> {
    let start = *r;
    while !r.done() {
        if r.words(&["STORE", "AS"]) {
            // Where Oracle keeps a large object.
        } else if r.at_words(&["AS"]) || r.at_words(&["SELECT"]) {
            table.more_columns = true;
            r.rest();
        } else if r.word("INHERITS") {
            let parents = r.parens()?;
            let mut names = Vec::new();
            for mut item in parents.items() {
                names.extend(item.path());
            }
            table.more_columns |= !names.is_empty();
            table.from.extend(names);
        } else if r.word("COMMENT") {
            r.punct("=");
            table.comment = Some(r.string()?);
        } else if r.at_punct("(") {
            r.parens()?;
        } else if r.at_words(&["CREATE"])
            || r.at_words(&["ALTER"])
            || r.at_words(&["DROP"])
            || r.at_words(&["INSERT"])
        {
            // Another statement, without a terminator before it.
            return None;
        } else {
            r.bump();
        }
    }
    table.options = start.rest_text().to_owned();
    Some(())
}
