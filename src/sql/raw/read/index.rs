//! Indexes and the parts of keys.

use super::super::effect::{Effect, IndexDef, KeyPart, NamePart};
use super::super::lex::TokenKind;
use super::reader::Reader;
use super::storage::attribute;
use crate::dialect::DialectName;

/// Takes the parts of a key or an index in their parentheses.
pub(super) fn key_parts(r: &mut Reader<'_>) -> Option<Vec<KeyPart>> {
    r.parens()?.items().into_iter().map(key_part).collect()
}

fn key_part(mut r: Reader<'_>) -> Option<KeyPart> {
    let start = r;
    let column = column(&mut r);
    if column.is_none() {
        expression(&mut r)?;
    }
    let value = r.since(&start).to_owned();
    let (mut extra, mut descending, mut nulls_first) = (Vec::new(), false, None);
    while let Some((_, word)) = r.peek(0) {
        if r.word("DESC") {
            descending = true;
        } else if r.words(&["NULLS", "FIRST"]) {
            nulls_first = Some(true);
        } else if r.words(&["NULLS", "LAST"]) {
            nulls_first = Some(false);
        } else if r.at_punct("(") {
            extra.push(format!("({})", r.parens()?.whole()));
        } else if !r.word("ASC") {
            r.bump();
            extra.push(word.to_owned());
        }
    }
    let text = start.whole().to_owned();
    Some(KeyPart { text, column, value, descending, nulls_first, extra: extra.join(" ") })
}

/// True where a value has ended: nothing more, its order, or an operator class.
fn value_ends(r: &Reader<'_>) -> bool {
    let operators =
        ["AT", "IS", "AND", "OR", "LIKE", "ILIKE", "IN", "BETWEEN", "NOT", "OVER", "DIV", "MOD"];
    match r.peek(0) {
        None => true,
        Some((TokenKind::Word | TokenKind::QuotedIdent, _)) => {
            !operators.iter().any(|w| r.at_words(&[w]))
        }
        _ => false,
    }
}

/// Takes a column's name if the part is just that.
fn column(r: &mut Reader<'_>) -> Option<NamePart> {
    if r.at_words(&["CASE"]) || r.at_words(&["NOT"]) {
        return None;
    }
    let mut ahead = *r;
    let name = ahead.name()?;
    // `name(10)` on mysql stands for a column's first characters.
    let prefix = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb)
        && ahead.at_punct("(")
        && matches!(ahead.peek(1), Some((TokenKind::Number, _)))
        && matches!(ahead.peek(2), Some((TokenKind::Punct, ")")));
    (prefix || value_ends(&ahead)).then(|| *r = ahead)?;
    Some(name)
}

/// Takes an expression: a call or parentheses, or anything up to its order.
fn expression(r: &mut Reader<'_>) -> Option<()> {
    let mut ahead = *r;
    let _ = ahead.path();
    if ahead.parens().is_some() && value_ends(&ahead) {
        *r = ahead;
        return Some(());
    }
    let orders = ["ASC", "DESC", "NULLS", "COLLATE", "WITH"];
    r.until(|r| orders.iter().any(|word| r.at_words(&[word]))).map(drop)
}

/// Takes CREATE … INDEX from behind CREATE.
pub(in super::super) fn create_index(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    r.words(&["OR", "REPLACE"]);
    let mut index = IndexDef { unique: r.word("UNIQUE"), ..IndexDef::default() };
    index.method = kind(r);
    // What these need behind their columns is not read.
    let more = ["XML", "SPATIAL"];
    if r.dialect == DialectName::Mssql
        && index.method.iter().any(|kind| more.iter().any(|word| kind.contains(word)))
    {
        return None;
    }
    r.expect("INDEX")?;
    index.concurrently = r.word("CONCURRENTLY");
    index.if_not_exists = r.if_not_exists();
    if !r.at_words(&["ON"]) {
        index.name = Some(r.path()?);
    }
    method(r, &mut index);
    r.expect("ON")?;
    r.word("ONLY");
    index.table = r.path()?;
    method(r, &mut index);
    if r.at_punct("(") {
        index.parts = key_parts(r)?;
    } else if !index.method.as_deref().unwrap_or_default().ends_with("COLUMNSTORE") {
        return None;
    }
    index_tail(r, &mut index)?;
    Some(vec![Effect::CreateIndex(Box::new(index))])
}

/// Takes the words that say of what kind an index is; NONCLUSTERED is what it is without any.
/// <https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql>
pub(super) fn kind(r: &mut Reader<'_>) -> Option<String> {
    const KINDS: &[&str] = &[
        "CLUSTERED",
        "NONCLUSTERED",
        "COLUMNSTORE",
        "FULLTEXT",
        "SPATIAL",
        "BITMAP",
        "XML",
        "PRIMARY",
        "MULTIVALUE",
    ];
    let words = std::iter::from_fn(|| r.one_of(KINDS));
    let words: Vec<&str> = words.filter(|word| *word != "NONCLUSTERED").collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn method(r: &mut Reader<'_>, index: &mut IndexDef) {
    if r.word("USING") {
        index.method = r.name().map(|name| name.text);
    }
}

/// Takes what follows the parts of an index.
pub(super) fn index_tail(r: &mut Reader<'_>, index: &mut IndexDef) -> Option<()> {
    let start = *r;
    while !r.done() {
        if attribute(r)? {
        } else if r.word("INCLUDE") {
            index.include = r.names()?;
        } else if r.words(&["NULLS", "NOT", "DISTINCT"]) {
            index.nulls_not_distinct = true;
        } else if r.words(&["NULLS", "DISTINCT"]) {
        } else if r.word("WHERE") {
            let stop = |r: &Reader<'_>| r.at_words(&["WITH"]) || r.at_words(&["ON"]);
            index.condition = Some(r.until(stop)?.to_owned());
        } else if r.word("WITH") {
            if r.at_punct("(") {
                r.parens()?;
            } else {
                r.expect("PARSER")?;
                r.name()?;
            }
        } else if r.word("TABLESPACE") || r.word("ON") {
            r.path()?;
            if r.at_punct("(") {
                r.parens()?;
            }
        } else if r.at_words(&["USING"]) {
            method(r, index);
        } else if r.word("COMMENT") {
            r.string()?;
        } else if r
            .one_of(&[
                "ONLINE",
                "LOCAL",
                "GLOBAL",
                "REVERSE",
                "COMPRESS",
                "NOLOGGING",
                "LOGGING",
                "PARALLEL",
                "NOPARALLEL",
                "INVISIBLE",
                "VISIBLE",
                "UNUSABLE",
            ])
            .is_some()
        {
            r.number();
        } else if r
            .one_of(&["KEY_BLOCK_SIZE", "ALGORITHM", "LOCK", "PCTFREE", "INITRANS"])
            .is_some()
        {
            r.punct("=");
            r.bump();
        } else {
            return None;
        }
    }
    index.options = start.rest_text().to_owned();
    Some(())
}
