//! Where a database stands, from a text file or from an SQL dump.
//!
//! In: the text behind `--current-from`. Out: the ids in the version table. Which
//! statements change it is `dump`'s business; here they are carried out.

mod dump;
mod tokens;

use self::dump::{Change, Place, Step};
use super::VersionTable;
use crate::diag::Diagnostic;
use crate::diag::codes::E0507;

/// The version table that is looked for.
pub struct Wanted<'a> {
    /// As it is configured.
    pub table: &'a VersionTable,
    /// The schema to take where a dump holds several and none is configured for the table.
    pub preferred: Option<&'a str>,
}

/// The ids that a file names: one a line (as `alembic current` prints them), or the
/// rows of the version table in an SQL dump. No rows, or the word `base`, give none.
/// E0507 when the file is neither, or does what cannot be followed; `name` is how the
/// file is shown.
pub fn read(text: &str, wanted: &Wanted<'_>, name: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    if let Some((what, help)) = binary(text) {
        let message = format!("`{name}` is {what}, not text");
        return Err(Box::new(Diagnostic::error(E0507, message).help(help)));
    }
    if !looks_like_sql(text) {
        return plain(text, name);
    }
    let table = &wanted.table.name;
    let mut steps = dump::steps(text, table, false);
    if steps.is_empty() {
        // Text that was not closed, as it seems, hides the rest: each line on its own, then.
        steps = dump::steps(text, table, true);
    }
    if let Some(rows) = rows(&steps, wanted, name)? {
        return Ok(rows);
    }
    let message = format!("the dump `{name}` does not hold the version table `{table}`");
    let help = "dump it too, or name the revision with `--current`";
    Err(Box::new(Diagnostic::error(E0507, message).help(help)))
}

/// Text of a file whose encoding dump programs choose: UTF-8, or UTF-16 with a mark
/// as SQL Server's tools write it. Bytes that are neither become U+FFFD.
pub fn text_of(bytes: &[u8]) -> String {
    let units = |from: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes.chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect()
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => String::from_utf16_lossy(&units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => String::from_utf16_lossy(&units(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    text.trim_start_matches('\u{feff}').to_owned()
}

/// What a file is that only its own program can read, and how to have text of it.
fn binary(text: &str) -> Option<(&'static str, &'static str)> {
    if text.starts_with("PGDMP") {
        return Some((
            "a dump in PostgreSQL's own format",
            "`pg_restore -f at.sql -t alembic_version FILE` writes text, and so does `pg_dump` without `-F`",
        ));
    }
    text.starts_with("SQLite format 3\0").then_some((
        "an SQLite database",
        "`sqlite3 FILE '.dump alembic_version' > at.sql` writes text",
    ))
}

fn looks_like_sql(text: &str) -> bool {
    const BEGINNINGS: [&str; 20] = [
        "--",
        "/*",
        "create ",
        "insert ",
        "copy ",
        "set ",
        "begin",
        "pragma ",
        "use ",
        "drop ",
        "lock ",
        "alter ",
        "replace ",
        "select ",
        "rem ",
        "start ",
        "update ",
        "delete ",
        "truncate ",
        "merge ",
    ];
    text.lines().any(|line| {
        let line = line.trim_start();
        BEGINNINGS
            .iter()
            .any(|word| line.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
    })
}

fn plain(text: &str, name: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    let mut ids = Vec::new();
    let mut lines = 0;
    for line in
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        lines += 1;
        // `alembic current` writes marks such as `(head)` behind the id.
        let id = line.split_whitespace().next().unwrap_or_default();
        let rest = line.get(id.len()..).unwrap_or_default().trim();
        if id.contains(['@', '+', '-', ':', ',', ';', '\u{fffd}'])
            || !(rest.is_empty() || rest.starts_with('('))
        {
            let message = format!("`{name}` is neither a list of revision ids nor an SQL dump");
            let help = "write one revision id a line, or give a dump that holds the version table";
            return Err(Box::new(Diagnostic::error(E0507, message).help(help)));
        }
        if id != "base" {
            ids.push(id.to_owned());
        }
    }
    if lines == 0 {
        let message = format!("`{name}` names no revision");
        let help = "write `base` into it if nothing has run yet";
        return Err(Box::new(Diagnostic::error(E0507, message).help(help)));
    }
    Ok(ids)
}

/// The rows that the dump leaves in the version table; none where it does not hold one.
/// E0507 for a change that cannot be followed, and for tables of several schemas.
fn rows(
    steps: &[Step],
    wanted: &Wanted<'_>,
    name: &str,
) -> Result<Option<Vec<String>>, Box<Diagnostic>> {
    let mut seen = false;
    let mut rows: Vec<String> = Vec::new();
    let Some(place) = place(steps, wanted, name)? else { return Ok(None) };
    for step in steps.iter().filter(|step| place.holds(&step.place)) {
        seen = step.change != Change::Drop;
        if !apply(&step.change, &mut rows) {
            let message = format!(
                "line {} of `{name}` changes `{}` in a way that is not understood",
                step.line, wanted.table.name
            );
            let help = "dump the table as it is now, or name the revision with `--current`";
            return Err(Box::new(Diagnostic::error(E0507, message).help(help)));
        }
    }
    Ok(seen.then_some(rows))
}

/// Does to the rows what a statement does; false where that cannot be known.
fn apply(change: &Change, rows: &mut Vec<String>) -> bool {
    match change {
        Change::Make => {}
        Change::Drop | Change::Delete(None) => rows.clear(),
        Change::Insert(ids) => {
            for id in ids {
                if !rows.contains(id) {
                    rows.push(id.clone());
                }
            }
        }
        Change::Delete(Some(ids)) => {
            if !ids.iter().all(|id| rows.contains(id)) {
                return false;
            }
            rows.retain(|row| !ids.contains(row));
        }
        Change::Update { from, to } => {
            let row = match (from, rows.as_mut_slice()) {
                (None, [row]) => Some(row),
                (None, _) => None,
                (Some(from), rows) => rows.iter_mut().find(|row| *row == from),
            };
            let Some(row) = row else { return false };
            row.clone_from(to);
        }
        Change::Unread => return false,
    }
    true
}

/// Which of the tables with the right name is meant.
enum Meant {
    /// Any: there is one schema at the most.
    Any,
    /// That of this schema.
    Schema(String),
    /// The one whose schema is not written before its name.
    Unnamed,
}

impl Meant {
    fn holds(&self, place: &Place) -> bool {
        match (self, place) {
            (Meant::Any, _) => true,
            (Meant::Schema(schema), place) => {
                place.schema().is_some_and(|found| found.eq_ignore_ascii_case(schema))
            }
            (Meant::Unnamed, place) => matches!(place, Place::Used(_)),
        }
    }
}

/// The table that is meant, if the dump holds it. E0507 where several could be.
fn place(
    steps: &[Step],
    wanted: &Wanted<'_>,
    name: &str,
) -> Result<Option<Meant>, Box<Diagnostic>> {
    let mut named: Vec<&str> = Vec::new();
    let mut places: Vec<&str> = Vec::new();
    for step in steps {
        let Some(schema) = step.place.schema() else { continue };
        if !places.iter().any(|other| other.eq_ignore_ascii_case(schema)) {
            places.push(schema);
        }
        if matches!(step.place, Place::Named(_)) {
            named.push(schema);
        }
    }
    let is_there = |schema: &&str| places.iter().any(|place| place.eq_ignore_ascii_case(schema));
    // Where one schema alone is written, an unqualified name is in it too.
    if let Some(schema) = wanted.table.schema.as_deref() {
        if is_there(&schema) {
            let only = places.len() == 1;
            return Ok(Some(if only { Meant::Any } else { Meant::Schema(schema.to_owned()) }));
        }
        if named.len() == steps.len() {
            return Ok(None);
        }
        // A schema decides only where both sides name one.
        let used = places.iter().filter(|place| !named.contains(place)).count();
        return match used {
            0 | 1 => Ok(Some(Meant::Unnamed)),
            _ => Err(several(&places, wanted, name)),
        };
    }
    match (places.as_slice(), wanted.preferred.filter(is_there)) {
        ([], _) | ([_], _) => Ok((!steps.is_empty()).then_some(Meant::Any)),
        (_, Some(schema)) => Ok(Some(Meant::Schema(schema.to_owned()))),
        _ => Err(several(&places, wanted, name)),
    }
}

fn several(places: &[&str], wanted: &Wanted<'_>, name: &str) -> Box<Diagnostic> {
    let tables: Vec<String> =
        places.iter().map(|schema| format!("`{schema}.{}`", wanted.table.name)).collect();
    let message = format!("`{name}` holds several version tables: {}", tables.join(", "));
    let help = "say which with `--version-table-schema NAME`, or `version_table: {schema: NAME}`";
    Box::new(Diagnostic::error(E0507, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> VersionTable {
        VersionTable { name: "alembic_version".to_owned(), schema: None }
    }

    fn ids(text: &str) -> Option<Vec<String>> {
        read(text, &Wanted { table: &table(), preferred: None }, "x").ok()
    }

    fn some(names: &[&str]) -> Option<Vec<String>> {
        Some(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn lists_of_ids() {
        assert_eq!(ids("ae10\n"), some(&["ae10"]));
        assert_eq!(
            ids("# prod\r\n ae10 (head)\n\nbeef (effective head)\n"),
            some(&["ae10", "beef"])
        );
        assert_eq!(ids("base\n"), some(&[]));
        assert_eq!(ids("\n"), None);
        assert_eq!(ids("Dear DBA,\n"), None);
        assert_eq!(ids("head-1\n"), None);
    }

    #[test]
    fn postgres_dumps() {
        let copy = "--\n-- PostgreSQL database dump\n--\n\
            CREATE TABLE public.alembic_version (\n    version_num character varying(32) NOT NULL\n);\n\
            COPY public.notes (text) FROM stdin;\nINSERT INTO alembic_version VALUES ('no');\n\\.\n\
            COPY public.alembic_version (version_num) FROM stdin;\nae10\nbeef\n\\.\n\n";
        assert_eq!(ids(copy), some(&["ae10", "beef"]));
        assert_eq!(
            ids("--\nINSERT INTO public.alembic_version VALUES ('ae''10');\n"),
            some(&["ae'10"])
        );
        assert_eq!(ids("CREATE TABLE public.alembic_version (version_num text);\n"), some(&[]));
        assert_eq!(ids("CREATE TABLE public.other (a int);\n"), None);
    }

    #[test]
    fn other_dumps() {
        assert_eq!(
            ids("-- MySQL dump\nINSERT INTO `alembic_version` VALUES ('ae10'),('beef');\n"),
            some(&["ae10", "beef"])
        );
        let sqlite = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n\
            CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);\n\
            INSERT INTO alembic_version VALUES('ae10');\nCOMMIT;\n";
        assert_eq!(ids(sqlite), some(&["ae10"]));
        let mssql = "USE [db]\r\nGO\r\nINSERT [dbo].[alembic_version] ([version_num]) VALUES (N'ae10')\r\nGO\r\n";
        assert_eq!(ids(mssql), some(&["ae10"]));
        let oracle = "REM INSERTING into X\nInsert into X.ALEMBIC_VERSION (A,VERSION_NUM) values (1,'ae10');\n";
        assert_eq!(ids(oracle), some(&["ae10"]));
    }

    /// What looks like a statement may be the content of a column, or of a function.
    #[test]
    fn text_is_no_statement() {
        let trap = "INSERT INTO alembic_version VALUES ('no');";
        let row = "INSERT INTO alembic_version VALUES ('ae10');\n";
        for before in [
            format!("--\nINSERT INTO note VALUES (1, 'it''s\n{trap}\n');\n"),
            format!("-- don't\nCREATE FUNCTION f() AS $body$\n{trap}\n$body$;\n"),
            format!("/* a\n{trap}\n*/\n"),
            format!("-- MySQL dump 10.13\nINSERT INTO `note` VALUES ('it\\'s\n{trap}\n');\n"),
            format!("--\nINSERT INTO note VALUES (E'it\\'s\n{trap}\n');\n"),
            "SET IDENTITY_INSERT [dbo].[note] ON\r\nINSERT [dbo].[note] ([a]) VALUES (N'x', CAST(N'2026-01-01' AS Date))\r\nGO\r\n".to_owned(),
        ] {
            assert_eq!(ids(&format!("{before}{row}")), some(&["ae10"]), "{before}");
        }
        // Not closed, as far as can be seen; better than nothing.
        assert_eq!(ids(&format!("--\nSELECT 'x\n;\n{row}")), some(&["ae10"]));
    }

    #[test]
    fn files_that_are_no_text_say_how_to_get_some() {
        for (file, help) in [("PGDMP\u{1}", "pg_restore"), ("SQLite format 3\0\u{10}", ".dump")] {
            let wanted = Wanted { table: &table(), preferred: None };
            let fault = read(file, &wanted, "x").unwrap_err();
            assert!(fault.help[0].contains(help), "{fault:?}");
        }
    }

    #[test]
    fn a_schema_decides_between_two_tables() {
        let table = VersionTable { schema: Some("crm".to_owned()), ..table() };
        let dump = "INSERT INTO public.alembic_version VALUES ('a');\nINSERT INTO crm.alembic_version VALUES ('b');\n";
        let wanted = Wanted { table: &table, preferred: None };
        assert_eq!(read(dump, &wanted, "x").ok(), some(&["b"]));
    }

    #[test]
    fn broken_dumps_end() {
        for text in [
            "INSERT INTO alembic_version VALUES ('a",
            "COPY alembic_version",
            "insert into alembic_version values (",
            "copy a (b) from stdin;",
        ] {
            let _ = ids(text);
        }
        assert_eq!(text_of(b"\xff\xfea\0b\0"), "ab");
    }
}
