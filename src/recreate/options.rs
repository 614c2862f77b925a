//! The dialects' own clauses of CREATE TABLE as the `options:` of `create_table`.
//!
//! In: clauses as a catalog keeps them, which may be one text of the user's own. Out: the mapping;
//! none where `options:` cannot say it.

use super::item::{Fields, Item};
use crate::catalog::TableOptions;
use crate::dialect::{Comments, DialectName};
use crate::env::Env;
use crate::sql::Ident;
use crate::sql::raw::{NamePart, TokenKind, tokens};

/// Clauses that were understood.
#[derive(Default)]
struct Clauses {
    unlogged: bool,
    inherits: Vec<Ident>,
    partition_by: Option<String>,
    with: Vec<(String, String)>,
    /// A tablespace or filegroup.
    place: Option<Ident>,
    engine: Option<String>,
    auto_increment: Option<String>,
    charset: Option<String>,
    collate: Option<String>,
    strict: bool,
    without_rowid: bool,
}

/// `options:` as it is written; the inner none where there is nothing to say.
pub fn item(options: &TableOptions, env: &Env) -> Option<Option<Item>> {
    if options.before.is_empty() && options.after.is_empty() {
        return Some(None);
    }
    let own = clauses(options, env)?;
    // What was read must say what was there.
    let same = |a: &TableOptions, b: &TableOptions| squeezed(a) == squeezed(b);
    if !same(&written(&own, env), &settled(options, env).unwrap_or_else(|| options.clone())) {
        return None;
    }
    let with =
        own.with.iter().fold(Fields::new(), |fields, (key, value)| fields.put(key, scalar(value)));
    let fields = Fields::new()
        .flag("unlogged", own.unlogged)
        .maybe("engine", own.engine)
        .maybe("auto_increment", own.auto_increment.map(Item::Number))
        .maybe("charset", own.charset)
        .maybe("collate", own.collate)
        .list("inherits", own.inherits.iter().map(Item::from).collect())
        .maybe("partition_by", own.partition_by)
        .maybe("with", (!with.entries().is_empty()).then_some(with))
        .maybe(place_key(env), own.place.as_ref())
        .flag("strict", own.strict)
        .flag("without_rowid", own.without_rowid);
    Some(Some(Item::Map(Fields::new().put(env.dialect.name.as_str(), fields))))
}

/// Clauses in the order and spelling of `create_table`; none where they say something else, too.
pub fn settled(options: &TableOptions, env: &Env) -> Option<TableOptions> {
    clauses(options, env).map(|own| written(&own, env))
}

/// Takes the comment out of clauses of the user's own SQL: it belongs to the table.
pub fn drop_comment(options: &mut TableOptions, env: &Env) {
    if env.dialect.comments != Comments::Clause {
        return;
    }
    for clause in &mut options.after {
        let code = tokens(clause, env.dialect.name).map_while(Result::ok);
        let code: Vec<_> = code.filter(|token| !token.is_blank()).collect();
        let text = |at: usize| code.get(at).and_then(|token| clause.get(token.range.clone()));
        let place = (0..code.len())
            .find(|&at| text(at).is_some_and(|word| word.eq_ignore_ascii_case("COMMENT")));
        let Some(place) = place else { continue };
        let last = if text(place + 1) == Some("=") { place + 2 } else { place + 1 };
        let is_text = code.get(last).filter(|token| token.kind == TokenKind::String);
        if let (Some(first), Some(last)) = (code.get(place), is_text) {
            let rest = (clause.get(..first.range.start), clause.get(last.range.end..));
            let (before, after) = (rest.0.unwrap_or_default(), rest.1.unwrap_or_default());
            *clause = format!("{} {}", before.trim_end(), after.trim_start()).trim().to_owned();
        }
    }
    options.after.retain(|clause| !clause.is_empty());
}

/// A storage parameter or the like: a number where it is one.
pub fn scalar(value: &str) -> Item {
    let digits = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    if digits { Item::Number(value.to_owned()) } else { Item::from(value) }
}

fn place_key(env: &Env) -> &'static str {
    match env.dialect.name {
        DialectName::Mssql => "on",
        _ => "tablespace",
    }
}

/// The clauses as `create_table` writes them.
fn written(own: &Clauses, env: &Env) -> TableOptions {
    let quoted = |name: &Ident| env.dialect.quoted(name);
    let mut after = Vec::new();
    if !own.inherits.is_empty() {
        let names: Vec<String> = own.inherits.iter().map(quoted).collect();
        after.push(format!("INHERITS ({})", names.join(", ")));
    }
    after.extend(own.partition_by.iter().map(|by| format!("PARTITION BY {by}")));
    if !own.with.is_empty() {
        let with: Vec<String> = own.with.iter().map(|(k, v)| format!("{k} = {v}")).collect();
        after.push(format!("WITH ({})", with.join(", ")));
    }
    let place = if env.dialect.name == DialectName::Mssql { "ON" } else { "TABLESPACE" };
    after.extend(own.place.iter().map(|name| format!("{place} {}", quoted(name))));
    after.extend(own.engine.iter().map(|engine| format!("ENGINE={engine}")));
    after.extend(own.auto_increment.iter().map(|n| format!("AUTO_INCREMENT={n}")));
    after.extend(own.charset.iter().map(|c| format!("DEFAULT CHARSET={c}")));
    after.extend(own.collate.iter().map(|c| format!("COLLATE={c}")));
    let words = [(own.strict, "STRICT"), (own.without_rowid, "WITHOUT ROWID")];
    let words: Vec<&str> = words.into_iter().filter(|w| w.0).map(|w| w.1).collect();
    after.extend((!words.is_empty()).then(|| words.join(", ")));
    let before = own.unlogged.then(|| "UNLOGGED".to_owned()).into_iter().collect();
    TableOptions { before, after }
}

fn squeezed(options: &TableOptions) -> String {
    let all: Vec<&str> = options.before.iter().chain(&options.after).map(String::as_str).collect();
    all.join(" ").split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()
}

fn clauses(options: &TableOptions, env: &Env) -> Option<Clauses> {
    let mut own = Clauses::default();
    match options.before.as_slice() {
        [] => {}
        [word] if word.eq_ignore_ascii_case("UNLOGGED") => own.unlogged = true,
        _ => return None,
    }
    match env.dialect.name {
        DialectName::Postgres => {
            options.after.iter().try_for_each(|clause| postgres(clause, &mut own, env))?
        }
        DialectName::Mysql | DialectName::Mariadb => {
            assignments(&options.after.join(" "), &mut own)?
        }
        DialectName::Sqlite => {
            for word in options.after.iter().flat_map(|clause| clause.split(',')) {
                let word = word.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
                match word.as_str() {
                    "STRICT" => own.strict = true,
                    "WITHOUT ROWID" => own.without_rowid = true,
                    _ => return None,
                }
            }
        }
        DialectName::Mssql | DialectName::Oracle => {
            let word = if env.dialect.name == DialectName::Mssql { "ON" } else { "TABLESPACE" };
            match options.after.as_slice() {
                [] => {}
                [clause] => own.place = Some(name(behind(clause, &[word])?, env)?),
                _ => return None,
            }
        }
    }
    Some(own)
}

/// What stands behind these words.
fn behind<'t>(clause: &'t str, words: &[&str]) -> Option<&'t str> {
    let mut rest = clause.trim();
    for word in words {
        let head = rest.get(..word.len())?;
        rest = rest.get(word.len()..)?;
        if !head.eq_ignore_ascii_case(word) || !rest.starts_with([' ', '\n', '\t', '(']) {
            return None;
        }
        rest = rest.trim_start();
    }
    Some(rest)
}

fn in_parentheses(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

fn postgres(clause: &str, own: &mut Clauses, env: &Env) -> Option<()> {
    if let Some(rest) = behind(clause, &["INHERITS"]) {
        let names = in_parentheses(rest)?.split(',');
        own.inherits =
            names.map(|text| name(bare(text.trim(), env), env)).collect::<Option<_>>()?;
    } else if let Some(rest) = behind(clause, &["PARTITION", "BY"]) {
        own.partition_by = Some(rest.to_owned());
    } else if let Some(rest) = behind(clause, &["WITH"]) {
        for pair in in_parentheses(rest)?.split(',') {
            let (key, value) = pair.split_once('=')?;
            own.with.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    } else {
        own.place = Some(name(behind(clause, &["TABLESPACE"])?, env)?);
    }
    Some(())
}

/// A name without the schema that names without one are in.
fn bare<'t>(text: &'t str, env: &Env) -> &'t str {
    let default = env.dialect.programs.default_schema.filter(|_| env.schema.is_none());
    let rest = default.and_then(|schema| text.strip_prefix(schema)?.strip_prefix('.'));
    rest.unwrap_or(text)
}

/// `ENGINE=InnoDB DEFAULT CHARSET = utf8mb4`, in any order.
fn assignments(text: &str, own: &mut Clauses) -> Option<()> {
    let plain = |word: &str| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let spaced = text.replace(['=', ','], " ");
    let mut words = spaced.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut word = word.to_ascii_uppercase();
        if word == "DEFAULT" {
            word = words.next()?.to_ascii_uppercase();
        }
        if word == "CHARACTER" {
            words.next().filter(|next| next.eq_ignore_ascii_case("SET"))?;
            word = "CHARSET".to_owned();
        }
        let value = words.next().filter(|value| plain(value))?.to_owned();
        match word.as_str() {
            "ENGINE" => own.engine = Some(value),
            "AUTO_INCREMENT" => {
                value.parse::<u64>().ok()?;
                own.auto_increment = Some(value);
            }
            "CHARSET" => own.charset = Some(value),
            "COLLATE" => own.collate = Some(value),
            _ => return None,
        }
    }
    Some(())
}

/// One name, quoted or not.
fn name(text: &str, env: &Env) -> Option<Ident> {
    let (open, close) = (env.dialect.quote_open, env.dialect.quote_close);
    if let Some(inner) = text.strip_prefix(open).and_then(|text| text.strip_suffix(close)) {
        let doubled = format!("{close}{close}");
        // `[a] TEXTIMAGE_ON [b]` is more than a name.
        let one = !inner.replace(&doubled, "").contains(close);
        return one.then(|| Ident::new(inner.replace(&doubled, &close.to_string())));
    }
    let plain = !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain.then(|| env.written(&NamePart { text: text.to_owned(), quoted: false }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Dialect, Version};

    #[test]
    fn two_names_are_not_one() {
        let env = Env::new(Dialect::of(DialectName::Mssql), Version(15, 0, 0));
        let read = |text: &str| name(text, &env).map(|name| name.as_str().to_owned());
        assert_eq!(read("[a]]b]").as_deref(), Some("a]b"));
        assert_eq!(read("PRIMARY").as_deref(), Some("PRIMARY"));
        assert_eq!(read("[a] TEXTIMAGE_ON [b]"), None);
    }
}
