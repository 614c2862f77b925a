//! The small grammar around stored programs: the arguments of a routine, the function
//! that a trigger runs, and where a body ends.
//!
//! In: text. Out: text and names. Knows no schema.

use super::effect::NamePath;
use super::lex::{TokenKind, tokens};
use super::read::reader::{Reader, code_tokens};
use super::split::split;
use crate::dialect::DialectName;

/// An argument of a routine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// IN, OUT, INOUT or VARIADIC, in capitals; empty where nothing was written.
    pub mode: String,
    /// Its name, in small letters unless quoted; empty where it has none.
    pub name: String,
    /// Its type, written the one way that all spellings of it share.
    pub ty: String,
    /// True when it may be left out.
    pub has_default: bool,
}

/// The arguments in a list, without the parentheses; none where the list is broken.
pub fn arguments(text: &str, dialect: DialectName) -> Option<Vec<Argument>> {
    let tokens = code_tokens(text, dialect)?;
    if tokens.is_empty() {
        return Some(Vec::new());
    }
    Reader::new(text, &tokens, dialect).items().into_iter().map(argument).collect()
}

fn argument(mut r: Reader<'_>) -> Option<Argument> {
    let modes = ["IN", "OUT", "INOUT", "VARIADIC"];
    let mode = r.one_of(&modes).unwrap_or_default().to_owned();
    let mut words: Vec<(bool, String)> = Vec::new();
    let mut has_default = false;
    while let Some((kind, text)) = r.peek(0) {
        if r.at_words(&["DEFAULT"]) || (kind == TokenKind::Punct && ["=", ":="].contains(&text)) {
            has_default = true;
            break;
        }
        if r.at_punct("(") {
            r.parens()?; // A length says nothing of which function is meant.
            continue;
        }
        let quoted = kind == TokenKind::QuotedIdent;
        words.push((quoted, if quoted { text.to_owned() } else { text.to_lowercase() }));
        r.bump();
    }
    let whole = plain_type(&words);
    let (name, ty) = match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && !is_type(&whole) && !joins(rest) => {
            (first.1.clone(), plain_type(rest))
        }
        _ => (String::new(), whole),
    };
    (!ty.is_empty()).then_some(Argument { mode, name, ty, has_default })
}

/// True when the words go on with what the word before them began: `a.b`, `a[]`, `a%TYPE`.
fn joins(words: &[(bool, String)]) -> bool {
    words.first().is_some_and(|(_, word)| [".", "[", "]", "%"].contains(&word.as_str()))
}

/// Types of several words (<https://www.postgresql.org/docs/current/datatype.html>).
fn is_type(words: &str) -> bool {
    let bare = words.trim_end_matches("[]");
    bare.contains(' ')
        && ["double precision", "character varying", "bit varying", "national "]
            .iter()
            .chain(&["time with", "timestamp with", "interval "])
            .any(|start| bare.starts_with(start))
}

/// A type in the one spelling that the server shows it by.
fn plain_type(words: &[(bool, String)]) -> String {
    let mut text = String::new();
    for (_, word) in words {
        let glued = [".", "[", "]", "%"].contains(&word.as_str())
            || text.ends_with(['.', '[', '%'])
            || text.is_empty();
        if !glued {
            text.push(' ');
        }
        text.push_str(word);
    }
    let array = text.len() - text.trim_end_matches("[]").len();
    let (base, brackets) = text.split_at(text.len() - array);
    let base = match base {
        "int" | "int4" => "integer",
        "int8" => "bigint",
        "int2" => "smallint",
        "bool" => "boolean",
        "varchar" => "character varying",
        "char" | "bpchar" => "character",
        "decimal" => "numeric",
        "float4" => "real",
        "float8" | "float" => "double precision",
        "timestamptz" => "timestamp with time zone",
        "timestamp" => "timestamp without time zone",
        "timetz" => "time with time zone",
        "time" => "time without time zone",
        "varbit" => "bit varying",
        other => other.strip_prefix("pg_catalog.").unwrap_or(other),
    };
    format!("{base}{brackets}")
}

/// The types by which a server tells functions of one name apart.
pub fn signature(arguments: &[Argument]) -> String {
    let given = arguments.iter().filter(|argument| argument.mode != "OUT");
    given.map(|argument| argument.ty.as_str()).collect::<Vec<_>>().join(", ")
}

/// The function that a call names: `f` of `crm.f('a')`.
pub fn called(text: &str, dialect: DialectName) -> Option<NamePath> {
    let tokens = code_tokens(text, dialect)?;
    let mut r = Reader::new(text, &tokens, dialect);
    let path = r.path()?;
    r.parens()?;
    r.finish()?;
    Some(path)
}

/// The function behind EXECUTE FUNCTION of a CREATE TRIGGER.
pub fn executed(text: &str, dialect: DialectName) -> Option<NamePath> {
    let tokens = code_tokens(text, dialect)?;
    let mut r = Reader::new(text, &tokens, dialect);
    while !r.done() {
        if r.words(&["EXECUTE", "FUNCTION"]) || r.words(&["EXECUTE", "PROCEDURE"]) {
            return r.path();
        }
        r.bump();
    }
    None
}

/// True when a text calls a function of this name, or might.
pub fn calls(text: &str, name: &str, dialect: DialectName) -> bool {
    let Some(tokens) = code_tokens(text, dialect) else { return true };
    let mut r = Reader::new(text, &tokens, dialect);
    while !r.done() {
        let mut ahead = r;
        if ahead.name().is_some_and(|n| n.text.eq_ignore_ascii_case(name)) && ahead.at_punct("(") {
            return true;
        }
        r.bump();
    }
    false
}

/// Where a text first speaks of a table or view by this name.
pub fn place_of(
    text: &str,
    path: &NamePath,
    dialect: DialectName,
) -> Option<std::ops::Range<usize>> {
    let tokens = code_tokens(text, dialect)?;
    let mut r = Reader::new(text, &tokens, dialect);
    let mut behind = false;
    while !r.done() {
        let mut ahead = r;
        if behind && ahead.path().as_ref() == Some(path) {
            return ahead.range_since(&r);
        }
        behind = ["FROM", "JOIN", "ONLY"].iter().any(|word| r.at_words(&[word]))
            || r.at_punct(",")
            || (behind && r.at_punct("("));
        r.bump();
    }
    None
}

/// The one statement of a text, without its terminator and the comments behind it; none
/// where there is none, or more than one.
pub fn only_statement(text: &str, dialect: DialectName) -> Option<&str> {
    match split(text, dialect).ok()?.as_slice() {
        [only] => text.get(only.range.clone()),
        _ => None,
    }
}

/// A body that ends with `;`, whatever comments stand behind that.
pub fn with_semicolon(text: &str, dialect: DialectName) -> String {
    let text = text.trim();
    let last = tokens(text, dialect).map_while(Result::ok).filter(|token| !token.is_blank()).last();
    match last {
        Some(last) if text.get(last.range.clone()) != Some(";") => {
            let (head, tail) = text.split_at(last.range.end);
            format!("{head};{tail}")
        }
        _ => text.to_owned(),
    }
}

/// The text without the `;` at its end.
pub fn without_semicolon(text: &str, dialect: DialectName) -> &str {
    let text = text.trim();
    let last = tokens(text, dialect).map_while(Result::ok).filter(|token| !token.is_blank()).last();
    match last {
        Some(last) if text.get(last.range.clone()) == Some(";") => {
            text.get(..last.range.start).unwrap_or(text).trim_end()
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types(text: &str) -> String {
        signature(&arguments(text, DialectName::Postgres).unwrap())
    }

    #[test]
    fn functions_are_told_apart_by_the_types_that_they_take() {
        assert_eq!(types(""), "");
        assert_eq!(types("a int, b varchar(20) DEFAULT 'x,y'"), "integer, character varying");
        assert_eq!(types("int, IN double precision, OUT r text"), "integer, double precision");
        assert_eq!(
            types("at timestamp with time zone = now(), crm.mood, VARIADIC xs int[]"),
            "timestamp with time zone, crm.mood, integer[]"
        );
        assert_eq!(types("x crm.mood, text[]"), "crm.mood, text[]");
        assert_eq!(types("INTEGER, numeric(10, 2)"), "integer, numeric");
    }

    #[test]
    fn bodies_end_once() {
        let ended = |text| with_semicolon(text, DialectName::Sqlite);
        assert_eq!(ended("SELECT 1 -- x;\n"), "SELECT 1; -- x;");
        assert_eq!(ended("SELECT ';'; "), "SELECT ';';");
        assert_eq!(without_semicolon("END; -- x", DialectName::Oracle), "END");
    }

    #[test]
    fn one_statement_and_no_more() {
        let one = |text| only_statement(text, DialectName::Postgres);
        assert_eq!(one("SELECT 1; -- end"), Some("SELECT 1"));
        assert_eq!(one("SELECT 1; DROP TABLE t"), None);
        assert_eq!(one("-- nothing"), None);
    }
}
