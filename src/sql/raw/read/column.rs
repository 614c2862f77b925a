//! Column definitions.

use super::super::effect::{
    ColumnDef, ConstraintKind, Generated, Identity, KeyPart, NamePart, Position,
};
use super::super::lex::TokenKind;
use super::constraint::{bare, references, timing};
use super::reader::Reader;
use super::storage::using_index;
use crate::dialect::DialectName;

/// Takes a column: its name, its type and everything about it.
pub(super) fn column(r: &mut Reader<'_>) -> Option<ColumnDef> {
    let name = r.name()?;
    let mut column = ColumnDef { name, type_text: type_text(r)?, ..ColumnDef::default() };
    options(r, &mut column)?;
    Some(column)
}

/// Takes a type, as written; empty where an option or nothing follows.
pub(super) fn type_text(r: &mut Reader<'_>) -> Option<String> {
    if r.done() || at_option(r) {
        return Some(String::new());
    }
    let (kind, _) = r.peek(0)?;
    if !matches!(kind, TokenKind::Word | TokenKind::QuotedIdent) {
        return None;
    }
    r.until(at_option).map(str::to_owned)
}

/// True where a type or a default has ended and an option begins.
fn at_option(r: &Reader<'_>) -> bool {
    let Some(word) = r.upper() else { return false };
    let known = [
        "CONSTRAINT",
        "NOT",
        "NULL",
        "DEFAULT",
        "PRIMARY",
        "UNIQUE",
        "CHECK",
        "REFERENCES",
        "COLLATE",
        "GENERATED",
        "AS",
        "IDENTITY",
        "AUTO_INCREMENT",
        "AUTOINCREMENT",
        "COMMENT",
        "ON",
        "CHARSET",
        "KEY",
        "VISIBLE",
        "INVISIBLE",
        "STORAGE",
        "COMPRESSION",
        "SPARSE",
        "ROWGUIDCOL",
        "DEFERRABLE",
        "INITIALLY",
        "ENABLE",
        "DISABLE",
        "FIRST",
        "AFTER",
        "SRID",
        "COLUMN_FORMAT",
        "USING",
        "VIRTUAL",
        "STORED",
        "PERSISTED",
        "PERSISTENT",
    ];
    known.contains(&word.as_str())
        || r.at_words(&["CHARACTER", "SET"])
        || r.at_words(&["WITH", "VALUES"])
        || r.at_words(&["NO", "INHERIT"])
}

/// Takes an expression that stands bare in a column definition.
pub(super) fn bare_expression(r: &mut Reader<'_>) -> Option<String> {
    r.until(at_option).map(str::to_owned)
}

fn options(r: &mut Reader<'_>, column: &mut ColumnDef) -> Option<()> {
    let mut name = None;
    while !r.done() {
        if r.word("CONSTRAINT") {
            name = Some(r.name()?);
            continue;
        }
        let taken = facet(r, column, &mut name)? || constraint(r, column, &mut name)?;
        if !taken && !trifle(r)? {
            return position_follows(r).then_some(());
        }
        name = None;
    }
    Some(())
}

fn position_follows(r: &Reader<'_>) -> bool {
    r.at_words(&["FIRST"]) || r.at_words(&["AFTER"]) || r.at_words(&["USING"])
}

/// Nullability, default, identity, computation and the like.
fn facet(r: &mut Reader<'_>, column: &mut ColumnDef, name: &mut Option<NamePart>) -> Option<bool> {
    if r.at_words(&["NOT", "NULL"]) || r.at_words(&["NULL"]) {
        column.nullable = Some(!r.word("NOT"));
        r.bump();
    } else if r.word("DEFAULT") {
        r.words(&["ON", "NULL"]);
        column.default = Some(bare_expression(r)?);
        column.default_name = name.take();
        r.words(&["WITH", "VALUES"]);
    } else if r.words(&["ON", "UPDATE"]) {
        column.on_update = Some(bare_expression(r)?);
    } else if r.word("COLLATE") {
        column.collate = Some(r.path()?);
    } else if r.words(&["CHARACTER", "SET"]) || r.word("CHARSET") {
        r.punct("=");
        column.charset = Some(r.name()?.text);
    } else if r.word("COMMENT") {
        r.punct("=");
        column.comment = Some(r.string()?);
    } else if r.one_of(&["AUTO_INCREMENT", "AUTOINCREMENT"]).is_some() {
        column.identity = Some(Identity::AutoIncrement);
    } else if r.word("IDENTITY") {
        let options = if r.at_punct("(") { r.parens()?.whole() } else { "" };
        column.identity = Some(Identity::Seeded(options.to_owned()));
    } else if r.at_words(&["GENERATED"]) || r.at_words(&["AS"]) {
        generated(r, column)?;
    } else {
        return Some(false);
    }
    Some(true)
}

/// Takes GENERATED … AS …, or AS (…).
fn generated(r: &mut Reader<'_>, column: &mut ColumnDef) -> Option<()> {
    if let Some(identity) = identity(r) {
        column.identity = Some(identity);
        return Some(());
    }
    r.words(&["GENERATED", "ALWAYS"]);
    r.expect("AS")?;
    if r.words(&["ROW", "START"]) || r.words(&["ROW", "END"]) {
        r.word("HIDDEN");
        return Some(());
    }
    let sql = match r.parens() {
        Some(inner) => inner.whole().to_owned(),
        None => bare_expression(r)?,
    };
    let stored = match r.one_of(&["STORED", "PERSISTED", "PERSISTENT", "VIRTUAL"]) {
        Some("VIRTUAL") => Some(false),
        word => word.map(|_| true),
    };
    column.generated = Some(Generated { sql, stored });
    Some(())
}

/// Takes GENERATED { ALWAYS | BY DEFAULT [ON NULL] } AS IDENTITY with its options, if that is what follows.
pub(super) fn identity(r: &mut Reader<'_>) -> Option<Identity> {
    let mut ahead = *r;
    ahead.expect("GENERATED")?;
    let always = ahead.word("ALWAYS");
    if !always {
        ahead.words(&["BY", "DEFAULT"]).then_some(())?;
        ahead.words(&["ON", "NULL"]);
    }
    ahead.words(&["AS", "IDENTITY"]).then_some(())?;
    let options = match ahead.at_punct("(") {
        true => ahead.parens()?.whole().to_owned(),
        // As DBMS_METADATA writes them.
        false if ahead.dialect == DialectName::Oracle && !ahead.done() => {
            bare_expression(&mut ahead).unwrap_or_default()
        }
        false => String::new(),
    };
    *r = ahead;
    Some(if always { Identity::Always(options) } else { Identity::ByDefault(options) })
}

/// Keys, checks and foreign keys on the column itself.
fn constraint(
    r: &mut Reader<'_>,
    column: &mut ColumnDef,
    name: &mut Option<NamePart>,
) -> Option<bool> {
    let part = || {
        vec![KeyPart {
            text: column.name.text.clone(),
            column: Some(column.name.clone()),
            value: column.name.text.clone(),
            descending: false,
            nulls_first: None,
            extra: String::new(),
        }]
    };
    let mysql = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb);
    let kind = if r.words(&["PRIMARY", "KEY"]) || (mysql && r.word("KEY")) {
        let mut parts = part();
        r.one_of(&["CLUSTERED", "NONCLUSTERED"]);
        if let Some(order) = r.one_of(&["ASC", "DESC"])
            && let Some(part) = parts.first_mut()
        {
            part.descending = order == "DESC";
        }
        ConstraintKind::PrimaryKey(parts)
    } else if r.word("UNIQUE") {
        r.one_of(&["KEY", "CLUSTERED", "NONCLUSTERED"]);
        let nulls_not_distinct = r.words(&["NULLS", "NOT", "DISTINCT"]);
        r.words(&["NULLS", "DISTINCT"]);
        ConstraintKind::Unique { columns: part(), nulls_not_distinct }
    } else if r.word("REFERENCES") {
        ConstraintKind::ForeignKey(references(r, vec![column.name.clone()])?)
    } else if r.at_words(&["FOREIGN", "KEY", "REFERENCES"]) {
        r.words(&["FOREIGN", "KEY", "REFERENCES"]);
        ConstraintKind::ForeignKey(references(r, vec![column.name.clone()])?)
    } else if r.word("CHECK") {
        r.words(&["NOT", "FOR", "REPLICATION"]);
        ConstraintKind::Check(r.parens()?.whole().to_owned())
    } else {
        return Some(false);
    };
    let mut constraint = bare(name.take(), kind);
    while timing(r, &mut constraint) {}
    column.constraints.push(constraint);
    Some(true)
}

/// What is said of a column and does not matter to a schema.
fn trifle(r: &mut Reader<'_>) -> Option<bool> {
    let single = [
        "VISIBLE",
        "INVISIBLE",
        "SPARSE",
        "ROWGUIDCOL",
        "ENABLE",
        "DISABLE",
        "VIRTUAL",
        "STORED",
        "VALIDATE",
    ];
    if r.one_of(&single).is_some() || r.words(&["NOT", "FOR", "REPLICATION"]) {
        return Some(true);
    }
    if r.one_of(&["STORAGE", "COMPRESSION", "COLUMN_FORMAT", "SRID"]).is_some() {
        r.bump();
        return Some(true);
    }
    if r.words(&["ON", "CONFLICT"]) {
        r.one_of(&["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"])?;
        return Some(true);
    }
    if r.words(&["USING", "INDEX"]) {
        match r.word("TABLESPACE") {
            true => drop(r.path()?),
            false => using_index(r)?,
        }
        return Some(true);
    }
    Some(false)
}

/// Takes FIRST or AFTER name.
pub(super) fn position(r: &mut Reader<'_>) -> Option<Option<Position>> {
    if r.word("FIRST") {
        return Some(Some(Position::First));
    }
    if r.word("AFTER") {
        return Some(Some(Position::After(r.name()?)));
    }
    Some(None)
}
