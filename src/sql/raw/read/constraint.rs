//! Keys, checks and foreign keys, inside tables and behind ADD.

use super::super::effect::{ConstraintDef, ConstraintKind, ForeignKey, NamePart, RefAction};
use super::index::key_parts;
use super::reader::Reader;
use super::storage::using_index;
use crate::dialect::DialectName;

/// True where a table constraint begins.
pub(super) fn at_constraint(r: &Reader<'_>) -> bool {
    let paren = |ahead| r.peek(ahead).is_some_and(|(_, text)| text == "(");
    r.at_words(&["CONSTRAINT"])
        || r.at_words(&["PRIMARY", "KEY"])
        || r.at_words(&["FOREIGN", "KEY"])
        || (r.at_words(&["CHECK"]) && paren(1))
        || r.at_words(&["EXCLUDE", "USING"])
        || (r.at_words(&["EXCLUDE"]) && paren(1))
        || (r.at_words(&["UNIQUE"])
            && (paren(1)
                || ["KEY", "INDEX", "USING", "NULLS", "CLUSTERED", "NONCLUSTERED"]
                    .iter()
                    .any(|word| r.at_words(&["UNIQUE", word]))
                || (paren(2) && r.dialect != DialectName::Postgres)))
}

/// Takes one table constraint.
pub(super) fn table_constraint(r: &mut Reader<'_>) -> Option<ConstraintDef> {
    let mysql = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb);
    let mut name = None;
    if r.word("CONSTRAINT") {
        // The name is optional on mysql.
        let unnamed =
            mysql && ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"].iter().any(|w| r.at_words(&[w]));
        name = if unnamed { None } else { Some(r.name()?) };
    }
    let kind = if r.words(&["PRIMARY", "KEY"]) {
        clustering(r);
        if r.words(&["USING", "INDEX"]) && r.dialect == DialectName::Postgres {
            ConstraintKind::UsingIndex { primary: true, index: r.name()? }
        } else {
            using_method(r);
            ConstraintKind::PrimaryKey(key_parts(r)?)
        }
    } else if r.word("UNIQUE") {
        unique(r, &mut name)?
    } else if r.words(&["FOREIGN", "KEY"]) {
        r.if_not_exists();
        if !r.at_punct("(") {
            let index = r.name()?;
            name = name.or(Some(index));
        }
        let columns = r.names()?;
        r.expect("REFERENCES")?;
        ConstraintKind::ForeignKey(references(r, columns)?)
    } else if r.word("CHECK") {
        r.words(&["NOT", "FOR", "REPLICATION"]);
        ConstraintKind::Check(r.parens()?.whole().to_owned())
    } else if r.word("EXCLUDE") {
        let stop = |r: &Reader<'_>| at_timing(r);
        ConstraintKind::Exclude(r.until(stop)?.to_owned())
    } else {
        return None;
    };
    let mut constraint = bare(name, kind);
    attributes(r, &mut constraint)?;
    Some(constraint)
}

/// A constraint about which nothing more is said.
pub(super) fn bare(name: Option<NamePart>, kind: ConstraintKind) -> ConstraintDef {
    ConstraintDef { name, kind, deferrable: None, initially_deferred: None, not_valid: false }
}

fn clustering(r: &mut Reader<'_>) {
    r.one_of(&["CLUSTERED", "NONCLUSTERED"]);
}

fn using_method(r: &mut Reader<'_>) {
    if r.at_words(&["USING"]) && !r.at_words(&["USING", "INDEX"]) {
        r.bump();
        r.bump();
    }
}

fn unique(r: &mut Reader<'_>, name: &mut Option<NamePart>) -> Option<ConstraintKind> {
    if r.dialect == DialectName::Postgres && r.words(&["USING", "INDEX"]) {
        return Some(ConstraintKind::UsingIndex { primary: false, index: r.name()? });
    }
    clustering(r);
    if r.one_of(&["KEY", "INDEX"]).is_some() {
        r.if_not_exists();
    }
    let nulls_not_distinct = r.words(&["NULLS", "NOT", "DISTINCT"]);
    r.words(&["NULLS", "DISTINCT"]);
    using_method(r);
    if !r.at_punct("(") {
        let index = r.name()?;
        name.get_or_insert(index);
        using_method(r);
    }
    Some(ConstraintKind::Unique { columns: key_parts(r)?, nulls_not_distinct })
}

/// Takes what stands behind REFERENCES.
pub(super) fn references(r: &mut Reader<'_>, columns: Vec<NamePart>) -> Option<ForeignKey> {
    let table = r.path()?;
    let references = if r.at_punct("(") { r.names()? } else { Vec::new() };
    let mut key =
        ForeignKey { columns, table, references, on_delete: None, on_update: None, matching: None };
    loop {
        if r.words(&["ON", "DELETE"]) {
            key.on_delete = Some(action(r)?);
        } else if r.words(&["ON", "UPDATE"]) {
            key.on_update = Some(action(r)?);
        } else if r.word("MATCH") {
            key.matching = Some(r.one_of(&["FULL", "PARTIAL", "SIMPLE"])?.to_owned());
        } else if !r.words(&["NOT", "FOR", "REPLICATION"]) {
            return Some(key);
        }
    }
}

fn action(r: &mut Reader<'_>) -> Option<RefAction> {
    let action = if r.words(&["NO", "ACTION"]) {
        RefAction::NoAction
    } else if r.word("RESTRICT") {
        RefAction::Restrict
    } else if r.word("CASCADE") {
        RefAction::Cascade
    } else if r.words(&["SET", "NULL"]) {
        RefAction::SetNull
    } else if r.words(&["SET", "DEFAULT"]) {
        RefAction::SetDefault
    } else {
        return None;
    };
    // SET NULL (column, …)
    if r.at_punct("(") {
        r.parens()?;
    }
    Some(action)
}

fn at_timing(r: &Reader<'_>) -> bool {
    r.at_words(&["DEFERRABLE"]) || r.at_words(&["INITIALLY"]) || r.at_words(&["NOT", "DEFERRABLE"])
}

/// Takes one of the words that say when and whether a constraint holds.
pub(super) fn timing(r: &mut Reader<'_>, c: &mut ConstraintDef) -> bool {
    if r.words(&["NOT", "DEFERRABLE"]) {
        c.deferrable = Some(false);
    } else if r.word("DEFERRABLE") {
        c.deferrable = Some(true);
    } else if r.words(&["INITIALLY", "DEFERRED"]) {
        c.initially_deferred = Some(true);
    } else if r.words(&["INITIALLY", "IMMEDIATE"]) {
        c.initially_deferred = Some(false);
    } else if r.words(&["NOT", "VALID"])
        || r.words(&["NOT", "ENFORCED"])
        || r.one_of(&["NOVALIDATE", "DISABLE"]).is_some()
    {
        c.not_valid = true;
    } else {
        return r.one_of(&["ENFORCED", "ENABLE", "VALIDATE"]).is_some()
            || r.words(&["NO", "INHERIT"])
            || (r.dialect == DialectName::Oracle && r.one_of(&["RELY", "NORELY"]).is_some());
    }
    true
}

/// Takes all that may follow a constraint.
fn attributes(r: &mut Reader<'_>, c: &mut ConstraintDef) -> Option<()> {
    loop {
        if timing(r, c) {
            continue;
        }
        if r.word("INCLUDE") || r.word("WITH") {
            r.parens()?;
        } else if r.words(&["USING", "INDEX"]) {
            match r.word("TABLESPACE") {
                true => drop(r.path()?),
                false => using_index(r)?,
            }
        } else if r.words(&["ON", "CONFLICT"]) {
            r.one_of(&["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"])?;
        } else if r.at_words(&["ON"]) && r.dialect == DialectName::Mssql {
            r.bump();
            r.path()?;
            if r.at_punct("(") {
                r.parens()?;
            }
        } else if r.word("COMMENT") {
            r.string()?;
        } else if r.at_words(&["USING"]) {
            using_method(r);
        } else {
            return Some(());
        }
    }
}
