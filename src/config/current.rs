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
    if let Some((what, help)) = binary(text) {
        let message = format!("`{name}` is {what}, not text");
        return Err(Box::new(Diagnostic::error(E0507, message).help(help)));
    }
    if !looks_like_sql(text) {
        return plain(text, name);
    }
    let mut found = scan(text, table, true);
    if !found.seen {
        // Text that was not closed, as it seems, hides the rest: each line on its own, then.
        found = scan(text, table, false);
    }
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

/// Looks at each line that begins outside of text and comments; at every line, where
/// `lexed` is false.
fn scan(text: &str, table: &VersionTable, lexed: bool) -> Found {
    let mut found = Found::default();
    let mut rest = text;
    let escapes = has_escapes(text);
    let mut inside = Inside::Statement;
    while !rest.is_empty() {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let mut words = Words { rest };
        let keyword = match inside {
            Inside::Statement => words.keyword(),
            _ => String::new(),
        };
        let advanced = match keyword.as_str() {
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
        match advanced.filter(|after| after.len() < behind.len()) {
            Some(after) => rest = after,
            None => {
                rest = behind;
                if lexed {
                    inside = inside.behind(line, escapes);
                }
            }
        }
    }
    found
}

/// True for a dump of MySQL or MariaDB, where a backslash in text hides a quote.
fn has_escapes(text: &str) -> bool {
    let head = |line: &str| {
        let named = line.starts_with("--") && (line.contains("MySQL") || line.contains("MariaDB"));
        named || line.starts_with("/*!") || line.starts_with("/*M!")
    };
    text.lines().take(20).any(head)
}

/// What the end of a line stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    /// Nothing special.
    Statement,
    /// Text or a name in these quotes; whether a backslash hides what follows it.
    Quotes(char, bool),
    /// Text between two such marks: `$$`, `$body$`.
    Dollars(String),
    /// `/* … */`.
    Comment,
}

impl Inside {
    /// What stands open behind one more line.
    fn behind(self, line: &str, escapes: bool) -> Inside {
        let mut inside = self;
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let next = rest.get(c.len_utf8()..).unwrap_or_default();
            rest = next;
            inside = match inside {
                Inside::Quotes(_, true) if c == '\\' => {
                    let hidden = next.chars().next().map_or(0, char::len_utf8);
                    rest = next.get(hidden..).unwrap_or_default();
                    inside
                }
                // A doubled quote closes and opens again.
                Inside::Quotes(quote, _) if c == quote => Inside::Statement,
                Inside::Comment if c == '*' && next.starts_with('/') => Inside::Statement,
                Inside::Dollars(mark) => {
                    match c == '$' && next.starts_with(mark.get(1..).unwrap_or_default()) {
                        true => {
                            rest = next.get(mark.len() - 1..).unwrap_or_default();
                            Inside::Statement
                        }
                        false => Inside::Dollars(mark),
                    }
                }
                Inside::Statement if c == '-' && next.starts_with('-') => return inside,
                Inside::Statement if c == '/' && next.starts_with('*') => Inside::Comment,
                Inside::Statement if matches!(c, '\'' | '"' | '`') => {
                    let before = line.len() - next.len() - 1;
                    let marked = line.get(..before).is_some_and(|b| b.ends_with(['E', 'e']));
                    Inside::Quotes(c, escapes && c != '`' || c == '\'' && marked)
                }
                Inside::Statement if c == '$' => match dollars(next) {
                    Some(mark) => {
                        rest = next.get(mark.len() - 1..).unwrap_or_default();
                        Inside::Dollars(mark)
                    }
                    None => inside,
                },
                other => other,
            };
        }
        inside
    }
}

/// The mark that begins with the dollar sign before this text.
fn dollars(text: &str) -> Option<String> {
    let (tag, _) = text.split_once('$')?;
    let is_tag = tag.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_tag && !tag.starts_with(|c: char| c.is_ascii_digit())).then(|| format!("${tag}$"))
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
            let fault = read(file, &table(), "x").unwrap_err();
            assert!(fault.help[0].contains(help), "{fault:?}");
        }
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
