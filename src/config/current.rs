//! Where a database stands, from a text file or from an SQL dump.
//!
//! In: the text behind `--current-from`. Out: the ids in the version table. Knows
//! the shapes that dump programs write (pg_dump's COPY and INSERT, mysqldump,
//! sqlite's `.dump`, SQL Server's and Oracle's INSERT), and nothing of SQL beyond.

use super::VersionTable;
use crate::diag::Diagnostic;
use crate::diag::codes::E0507;

/// The ids that a file names: one a line (as `alembic current` prints them), or the
/// rows of the version table in an SQL dump. No rows, or the word `base`, give none.
/// E0507 when the file is neither; `name` is how the file is shown.
pub fn read(text: &str, table: &VersionTable, name: &str) -> Result<Vec<String>, Box<Diagnostic>> {
    if !looks_like_sql(text) {
        return plain(text, name);
    }
    let found = scan(text, table);
    if found.seen {
        return Ok(found.ids);
    }
    let message = format!("the dump `{name}` does not hold the version table `{}`", table.name);
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

fn looks_like_sql(text: &str) -> bool {
    const BEGINNINGS: [&str; 16] = [
        "--", "/*", "create ", "insert ", "copy ", "set ", "begin", "pragma ", "use ", "drop ",
        "lock ", "alter ", "replace ", "select ", "rem ", "start ",
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

/// What a dump says about the version table.
#[derive(Default)]
struct Found {
    seen: bool,
    ids: Vec<String>,
}

fn scan(text: &str, table: &VersionTable) -> Found {
    let mut found = Found::default();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let mut words = Words { rest };
        let advanced = match words.keyword().as_str() {
            "copy" => copy(words, table, &mut found),
            "insert" | "replace" => insert(words, table, &mut found),
            "create" => {
                let is_table = words.keyword() == "table";
                found.seen |= is_table && words.table_name(&["if", "not", "exists"], table);
                None
            }
            _ => None,
        };
        // What was read in one piece (rows of data, a long INSERT) is passed over.
        rest = advanced.filter(|after| after.len() < behind.len()).unwrap_or(behind);
        if line.is_empty() && behind.is_empty() {
            break;
        }
    }
    found
}

/// `COPY name (columns) FROM stdin;` and the rows up to `\.`; any table's rows are
/// passed over.
fn copy<'a>(mut words: Words<'a>, table: &VersionTable, found: &mut Found) -> Option<&'a str> {
    let ours = words.table_name(&[], table);
    let columns = words.columns();
    if words.keyword() != "from" || words.keyword() != "stdin" {
        return None;
    }
    let (_, mut rest) = words.rest.split_once('\n')?;
    let column = version_column(&columns);
    found.seen |= ours;
    while !rest.is_empty() {
        let (row, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = behind;
        let row = row.trim_end_matches('\r');
        if row == "\\." {
            break;
        }
        if ours {
            found.ids.extend(row.split('\t').nth(column).map(str::to_owned));
        }
    }
    Some(rest)
}

/// `INSERT [INTO] name [(columns)] VALUES (…), (…)`.
fn insert<'a>(mut words: Words<'a>, table: &VersionTable, found: &mut Found) -> Option<&'a str> {
    if !words.table_name(&["ignore", "into"], table) {
        return None;
    }
    found.seen = true;
    let column = version_column(&words.columns());
    if words.keyword() != "values" {
        return None;
    }
    loop {
        found.ids.extend(words.row()?.into_iter().nth(column));
        if !words.take(',') {
            return Some(words.rest);
        }
    }
}

fn version_column(columns: &[String]) -> usize {
    columns.iter().position(|name| name.eq_ignore_ascii_case("version_num")).unwrap_or(0)
}

/// The words of a statement, as far as dumps need them.
#[derive(Clone, Copy)]
struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    /// The next bare word in lower case; empty when something else stands there.
    fn keyword(&mut self) -> String {
        let rest = self.rest.trim_start();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        self.rest = if word.is_empty() { self.rest } else { behind };
        word.to_lowercase()
    }

    fn take(&mut self, wanted: char) -> bool {
        match self.rest.trim_start().strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// A name, quoted in any way or not.
    fn name(&mut self) -> Option<String> {
        let rest = self.rest.trim_start();
        let first = rest.chars().next()?;
        let close = match first {
            '"' | '`' => first,
            '[' => ']',
            c if c.is_alphanumeric() || c == '_' => {
                let end = rest
                    .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$' | '#')))
                    .unwrap_or(rest.len());
                let (name, behind) = rest.split_at(end);
                self.rest = behind;
                return Some(name.to_owned());
            }
            _ => return None,
        };
        let (name, behind) = quoted(rest.get(1..)?, close)?;
        self.rest = behind;
        Some(name)
    }

    /// True when a possibly qualified name, behind words that may be there, is the
    /// version table's. A schema decides only where both sides name one.
    fn table_name(&mut self, optional: &[&str], table: &VersionTable) -> bool {
        for word in optional {
            let mut ahead = *self;
            if ahead.keyword() == *word {
                *self = ahead;
            }
        }
        let mut parts = Vec::new();
        while let Some(name) = self.name() {
            parts.push(name);
            if !self.take('.') {
                break;
            }
        }
        let Some(name) = parts.pop() else { return false };
        let same_schema = match (parts.pop(), &table.schema) {
            (Some(found), Some(wanted)) => found.eq_ignore_ascii_case(wanted),
            _ => true,
        };
        same_schema && name.eq_ignore_ascii_case(&table.name)
    }

    /// `(a, b)`, if it is there.
    fn columns(&mut self) -> Vec<String> {
        let mut columns = Vec::new();
        if self.take('(') {
            while let Some(name) = self.name() {
                columns.push(name);
                self.take(',');
            }
            self.take(')');
        }
        columns
    }

    /// `('a', N'b', 3)` as text.
    fn row(&mut self) -> Option<Vec<String>> {
        if !self.take('(') {
            return None;
        }
        let mut values = Vec::new();
        while !self.take(')') {
            let rest = self.rest.trim_start();
            let text = rest
                .strip_prefix(['N', 'n', 'E', 'e'])
                .filter(|r| r.starts_with('\''))
                .unwrap_or(rest);
            if let Some(text) = text.strip_prefix('\'') {
                let (value, behind) = quoted(text, '\'')?;
                values.push(value);
                self.rest = behind;
            } else {
                let end = rest.find([',', ')'])?;
                let (value, behind) = rest.split_at(end);
                values.push(value.trim().to_owned());
                self.rest = behind;
            }
            self.take(',');
        }
        Some(values)
    }
}

/// The text up to the closing quote (doubled inside), and what stands behind it.
fn quoted(text: &str, close: char) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (part, behind) = rest.split_once(close)?;
        value.push_str(part);
        match behind.strip_prefix(close) {
            Some(behind) => {
                value.push(close);
                rest = behind;
            }
            None => return Some((value, behind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> VersionTable {
        VersionTable { name: "alembic_version".to_owned(), schema: None }
    }

    fn ids(text: &str) -> Option<Vec<String>> {
        read(text, &table(), "x").ok()
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

    #[test]
    fn a_schema_decides_between_two_tables() {
        let table = VersionTable { schema: Some("crm".to_owned()), ..table() };
        let dump = "INSERT INTO public.alembic_version VALUES ('a');\nINSERT INTO crm.alembic_version VALUES ('b');\n";
        assert_eq!(read(dump, &table, "x").ok(), some(&["b"]));
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
