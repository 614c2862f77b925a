//! Where and how Oracle keeps what is made: nothing that a simulated schema needs to know, and all
//! of it in what `DBMS_METADATA` writes.

use super::reader::Reader;
use crate::dialect::DialectName;

/// Takes one of the attributes that may follow an index or a key; false where none follows.
/// <https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-INDEX.html>,
/// <https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/physical_attributes_clause.html>
pub(super) fn attribute(r: &mut Reader<'_>) -> Option<bool> {
    if r.dialect != DialectName::Oracle {
        return Some(false);
    }
    const NUMBERED: &[&str] = &["PCTFREE", "PCTUSED", "INITRANS", "MAXTRANS"];
    const MAYBE_NUMBERED: &[&str] = &["COMPRESS", "PARALLEL"];
    const ALONE: &[&str] = &[
        "FILESYSTEM_LIKE_LOGGING",
        "GLOBAL",
        "INVISIBLE",
        "LOCAL",
        "LOGGING",
        "NOCOMPRESS",
        "NOLOGGING",
        "NOPARALLEL",
        "NOREVERSE",
        "NOSORT",
        "ONLINE",
        "REVERSE",
        "SORT",
        "UNUSABLE",
        "USABLE",
        "VISIBLE",
    ];
    if r.one_of(NUMBERED).is_some() {
        r.number()?;
    } else if r.words(&["COMPRESS", "ADVANCED"]) {
        r.one_of(&["LOW", "HIGH"]);
    } else if r.one_of(MAYBE_NUMBERED).is_some() {
        r.number();
    } else if r.word("STORAGE") {
        r.parens()?;
    } else if r.word("TABLESPACE") {
        r.name()?;
    } else if r.words(&["SEGMENT", "CREATION"]) {
        r.one_of(&["IMMEDIATE", "DEFERRED"])?;
    } else if r.word("INDEXING") {
        r.one_of(&["FULL", "PARTIAL"])?;
    } else if !r.words(&["COMPUTE", "STATISTICS"]) && r.one_of(ALONE).is_none() {
        return Some(false);
    }
    Some(true)
}

/// Takes what stands behind USING INDEX: an index, the statement that makes one, or attributes of
/// the one that the server makes.
pub(super) fn using_index(r: &mut Reader<'_>) -> Option<()> {
    if r.at_punct("(") {
        return r.parens().map(drop);
    }
    let mut some = false;
    while attribute(r)? {
        some = true;
    }
    if !some && !enforcement_follows(r) {
        r.path()?;
        while attribute(r)? {}
    }
    Some(())
}

fn enforcement_follows(r: &Reader<'_>) -> bool {
    r.done()
        || ["ENABLE", "DISABLE", "VALIDATE", "NOVALIDATE", "RELY", "NORELY"]
            .iter()
            .any(|word| r.at_words(&[word]))
}
