//! What a statement of the user's own does to the schema.
//!
//! In: the text of one statement. Out: [`Understood`]. The DDL readers see the tokens
//! first; what they do not know is opaque, with the names that it seems to touch.
//! Never fails: text that is lexically broken is opaque too.

use std::collections::HashSet;

use super::effect::{Effect, NamePart, NamePath, ObjectKind, TableDef, Understood};
use super::lex::TokenKind;
use super::read::reader::{Reader, code_tokens, string_value};
use super::read::{alter, index, object, table};
use super::scan::leading_words;
use crate::dialect::DialectName;

/// Reads what a statement does; the text is one piece of [`split`](super::split::split), terminator or not.
pub fn effects(statement: &str, dialect: DialectName) -> Understood {
    let words = leading_words(statement, dialect, 2);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if dialect != DialectName::Mssql && is_data(&words, dialect) {
        return Understood::NoSchemaEffect;
    }
    let Some(mut tokens) = code_tokens(statement, dialect) else {
        return Understood::Opaque { names: Vec::new() };
    };
    let is_semicolon = |t: &super::lex::Token| statement.get(t.range.clone()) == Some(";");
    while tokens.last().is_some_and(is_semicolon) {
        tokens.pop();
    }
    if tokens.is_empty() {
        return Understood::NoSchemaEffect;
    }
    let whole = Reader::new(statement, &tokens, dialect);
    let parts = if dialect == DialectName::Mssql && !is_whole(&words, whole) {
        whole.unterminated()
    } else {
        vec![whole]
    };
    let mut all = Vec::new();
    for part in parts {
        match statement_effects(part) {
            Some(effects) => all.extend(effects),
            None => {
                let mut names = Vec::new();
                match synonym(part) {
                    Some(name) => names.push(name),
                    None => named_objects(statement, dialect, 2, &mut names),
                }
                let mut seen = HashSet::new();
                names.retain(|name| seen.insert(name.clone()));
                return Understood::Opaque { names };
            }
        }
    }
    if dialect == DialectName::Oracle {
        all.iter_mut().for_each(|effect| keep_terminator(effect, statement));
    }
    if all.is_empty() { Understood::NoSchemaEffect } else { Understood::Effects(all) }
}

/// The semicolon behind END is part of a PL/SQL unit.
fn keep_terminator(effect: &mut Effect, statement: &str) {
    if let Effect::CreateRoutine { sql, .. } | Effect::CreateTrigger { sql, .. } = effect {
        statement.trim().clone_into(sql);
    }
}

/// The name that CREATE SYNONYM makes; what it stands for stays as it is.
fn synonym(mut r: Reader<'_>) -> Option<NamePath> {
    r.expect("CREATE")?;
    r.words(&["OR", "REPLACE"]);
    while r.one_of(&["EDITIONABLE", "NONEDITIONABLE", "PUBLIC", "PRIVATE"]).is_some() {}
    r.expect("SYNONYM")?;
    r.path()
}

/// True where what looks like another statement belongs to this one.
fn is_whole(words: &[&str], r: Reader<'_>) -> bool {
    matches!(
        words,
        ["GRANT" | "REVOKE" | "DENY" | "IF" | "WHILE" | "BEGIN", ..] | ["CREATE", "SCHEMA"]
    ) || module(r)
}

/// True where the first words alone say that only rows, rights or the session change.
fn is_data(words: &[&str], dialect: DialectName) -> bool {
    let first = words.first().copied().unwrap_or("");
    let procedural = dialect == DialectName::Oracle && matches!(first, "BEGIN" | "DECLARE");
    match first {
        "BEGIN" => {
            !procedural
                && matches!(
                    words.get(1).copied(),
                    None | Some(
                        "TRAN"
                            | "TRANSACTION"
                            | "WORK"
                            | "DEFERRED"
                            | "IMMEDIATE"
                            | "EXCLUSIVE"
                            | "ISOLATION"
                            | "READ"
                            | "DISTRIBUTED"
                            | "DEFERRABLE"
                    )
                )
        }
        "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "REPLACE" | "VALUES" | "GRANT" | "REVOKE"
        | "DENY" | "COMMIT" | "ROLLBACK" | "START" | "SAVEPOINT" | "RELEASE" | "END" | "ABORT"
        | "SET" | "RESET" | "SHOW" | "ANALYZE" | "ANALYSE" | "VACUUM" | "EXPLAIN" | "LOCK"
        | "UNLOCK" | "PRAGMA" | "USE" | "TRUNCATE" | "COPY" | "REINDEX" | "REFRESH" | "CLUSTER"
        | "CHECKPOINT" | "DISCARD" | "LISTEN" | "NOTIFY" | "UNLISTEN" | "DEALLOCATE" | "PRINT"
        | "RAISERROR" | "THROW" | "FETCH" | "OPEN" | "CLOSE" | "FLUSH" | "OPTIMIZE" | "REPAIR"
        | "LOAD" | "KILL" | "WAITFOR" | "DBCC" | "SECURITY" | "REASSIGN" | "ATTACH" | "DETACH"
        | "DESCRIBE" | "DESC" | "HANDLER" | "CHECK" | "SAVE" | "BACKUP" => true,
        "DECLARE" => !procedural,
        _ => false,
    }
}

/// True for a Transact-SQL module, whose body is not looked into.
fn module(mut r: Reader<'_>) -> bool {
    r.one_of(&["CREATE", "ALTER"]).is_some() && {
        let _ = r.words(&["OR", "ALTER"]);
        r.one_of(&["PROC", "PROCEDURE", "FUNCTION", "TRIGGER", "VIEW"]).is_some()
    }
}

/// The effects of one statement; none when it was not understood.
fn statement_effects(mut r: Reader<'_>) -> Option<Vec<Effect>> {
    let r = &mut r;
    let words: Vec<String> =
        [r.upper(), r.upper_at(1)].into_iter().map_while(|word| word).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if r.dialect == DialectName::Mssql && is_data(&words, r.dialect) {
        return Some(Vec::new());
    }
    if let Some(dialect_effects) = select(r) {
        return dialect_effects;
    }
    if r.word("CREATE") {
        create(r)
    } else if r.word("ALTER") {
        alter(r)
    } else if r.word("DROP") {
        drop_statement(r)
    } else if r.words(&["COMMENT", "ON"]) {
        object::comment(r)
    } else if r.word("RENAME") {
        object::rename_table(r)
    } else if r.one_of(&["EXEC", "EXECUTE"]).is_some() && r.dialect == DialectName::Mssql {
        let procedure = r.path()?.pop()?.text.to_ascii_lowercase();
        match procedure.as_str() {
            "sp_rename" => object::sp_rename(r),
            name if name.ends_with("extendedproperty") => Some(Vec::new()),
            _ => None,
        }
    } else {
        None
    }
}

/// SELECT, which makes a table where INTO names one.
fn select(r: &mut Reader<'_>) -> Option<Option<Vec<Effect>>> {
    if !["SELECT", "WITH", "TABLE"].iter().any(|word| r.at_words(&[word])) && !r.at_punct("(") {
        return None;
    }
    let mut ahead = *r;
    let makes = matches!(r.dialect, DialectName::Postgres | DialectName::Mssql);
    // WITH … INSERT INTO is no SELECT … INTO.
    let mut writes = false;
    while makes && !ahead.done() {
        if ahead.at_punct("(") {
            ahead.parens()?;
            continue;
        }
        writes |= ahead.at_words(&["INSERT"]) || ahead.at_words(&["MERGE"]);
        if !ahead.word("INTO") {
            ahead.bump();
            continue;
        }
        if writes {
            break;
        }
        let temporary = ahead.one_of(&["TEMPORARY", "TEMP"]).is_some();
        ahead.one_of(&["UNLOGGED"]);
        ahead.word("TABLE");
        let name = ahead.path()?;
        let hidden = name.last().is_some_and(|part| part.text.starts_with('#'));
        let table = TableDef {
            name,
            temporary: temporary || hidden,
            more_columns: true,
            ..TableDef::default()
        };
        return Some(Some(vec![Effect::CreateTable(Box::new(table))]));
    }
    Some(Some(Vec::new()))
}

fn create(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let start = *r;
    let or_replace = r.words(&["OR", "REPLACE"]);
    // The first word that says what is made; what stands before it belongs to the readers.
    let mut ahead = *r;
    const KINDS: &[&str] = &[
        "TABLE",
        "INDEX",
        "VIEW",
        "TRIGGER",
        "FUNCTION",
        "PROCEDURE",
        "PROC",
        "SEQUENCE",
        "SCHEMA",
        "DATABASE",
        "TYPE",
        "DOMAIN",
        "EXTENSION",
        "ROLE",
        "USER",
        "LOGIN",
        "POLICY",
        "RULE",
        "STATISTICS",
        "CAST",
        "AGGREGATE",
        "OPERATOR",
        "COLLATION",
        "PUBLICATION",
        "SUBSCRIPTION",
        "SERVER",
        "TABLESPACE",
        "EVENT",
        "CONVERSION",
        "LANGUAGE",
        "ACCESS",
        "PACKAGE",
        "DIRECTORY",
        "PROFILE",
        "CONTEXT",
        "GROUP",
        "TEXT",
        "SYNONYM",
        "MACRO",
        "PARTITION",
        "DEFAULT",
        "XML",
        "ASSEMBLY",
        "CERTIFICATE",
        "KEY",
        "SYMMETRIC",
        "MASTER",
        "LINK",
    ];
    let kind = loop {
        if ahead.words(&["EVENT", "TRIGGER"]) {
            return Some(Vec::new());
        }
        if ahead.words(&["XML", "INDEX"]) || ahead.words(&["PRIMARY", "XML"]) {
            break "INDEX";
        }
        match ahead.one_of(KINDS) {
            Some("AGGREGATE") if ahead.at_words(&["FUNCTION"]) => {}
            Some(kind) => break kind,
            None => (!ahead.done()).then(|| ahead.bump())?,
        }
    };
    match kind {
        "TABLE" => {
            *r = start;
            table::create_table(r)
        }
        "INDEX" => {
            *r = start;
            index::create_index(r)
        }
        "VIEW" => {
            *r = start;
            object::create_view(r)
        }
        "TRIGGER" => {
            *r = start;
            object::create_trigger(r)
        }
        "FUNCTION" | "PROCEDURE" | "PROC" => {
            *r = start;
            object::create_routine(r)
        }
        "SEQUENCE" => object::sequence(&mut ahead, true),
        "SCHEMA" => object::create_schema(&mut ahead),
        "DATABASE" if matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb) => {
            object::create_schema(&mut ahead)
        }
        "TYPE" => object::create_type(&mut ahead, or_replace),
        "DOMAIN" => object::create_domain(&mut ahead),
        "EXTENSION" => object::create_extension(&mut ahead),
        "SYNONYM" | "MACRO" => None,
        _ => Some(Vec::new()),
    }
}

fn alter(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let mssql = r.dialect == DialectName::Mssql;
    let start = *r;
    if r.words(&["DEFAULT", "PRIVILEGES"]) {
        return Some(Vec::new());
    }
    r.one_of(&["ONLINE", "OFFLINE", "IGNORE"]);
    if mssql && module(start.at_start()) {
        return match r.upper().as_deref() {
            Some("VIEW") => object::create_view(r).map(replacing),
            Some("TRIGGER") => object::create_trigger(r).map(replacing),
            _ => object::create_routine(r),
        };
    }
    let Some(kind) = object::object_kind(r) else {
        const OTHERS: &[&str] = &[
            "ROLE",
            "USER",
            "LOGIN",
            "POLICY",
            "DATABASE",
            "SYSTEM",
            "SESSION",
            "PUBLICATION",
            "SUBSCRIPTION",
            "SERVER",
            "TABLESPACE",
            "STATISTICS",
            "COLLATION",
            "OPERATOR",
            "AGGREGATE",
            "LANGUAGE",
            "EVENT",
            "AUTHORIZATION",
            "GROUP",
            "RULE",
            "DEFAULT",
            "PROFILE",
            "LARGE",
            "TEXT",
            "PACKAGE",
            "CONVERSION",
            "INSTANCE",
            "FULLTEXT",
            "PARTITION",
        ];
        return r.one_of(OTHERS).map(|_| Vec::new());
    };
    match kind {
        ObjectKind::Table => alter::alter_table(r),
        ObjectKind::Type => object::alter_type(r),
        ObjectKind::Sequence => object::sequence(r, false),
        // ALTER SCHEMA a TRANSFER b.c moves an object, whatever it is.
        ObjectKind::Schema if mssql => {
            let schema = r.name()?;
            r.expect("TRANSFER")?;
            let name = r.path()?;
            r.finish()?;
            Some(vec![Effect::SetSchema { kind: ObjectKind::Table, name, schema }])
        }
        _ => other_alter(r, kind),
    }
}

/// ALTER VIEW and the like on mssql replace what is there.
fn replacing(mut effects: Vec<Effect>) -> Vec<Effect> {
    for effect in &mut effects {
        match effect {
            Effect::CreateView(view) => view.or_replace = true,
            Effect::CreateTrigger { or_replace, .. } => *or_replace = true,
            _ => {}
        }
    }
    effects
}

fn other_alter(r: &mut Reader<'_>, kind: ObjectKind) -> Option<Vec<Effect>> {
    r.if_exists();
    let start = *r;
    let name = r.path()?;
    if r.at_punct("(") && matches!(kind, ObjectKind::Function | ObjectKind::Procedure) {
        r.parens()?;
    }
    if kind == ObjectKind::Trigger && r.word("ON") {
        r.path()?;
    }
    if let Some(moved) = object::rename_or_move(r, kind, &name) {
        return moved;
    }
    // ALTER VIEW v RENAME COLUMN a TO b
    if matches!(kind, ObjectKind::View | ObjectKind::MaterializedView) {
        if r.at_words(&["RENAME"]) {
            let mut again = start;
            return alter::alter_table(&mut again);
        }
        if r.at_words(&["AS"]) || r.at_punct("(") {
            return object::create_view(&mut start.one_back()).map(replacing);
        }
    }
    Some(Vec::new())
}

fn drop_statement(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let mut ahead = *r;
    const OTHERS: &[&str] = &[
        "ROLE",
        "USER",
        "LOGIN",
        "POLICY",
        "RULE",
        "STATISTICS",
        "CAST",
        "AGGREGATE",
        "OPERATOR",
        "COLLATION",
        "PUBLICATION",
        "SUBSCRIPTION",
        "SERVER",
        "TABLESPACE",
        "EVENT",
        "CONVERSION",
        "LANGUAGE",
        "ACCESS",
        "PACKAGE",
        "DIRECTORY",
        "PROFILE",
        "CONTEXT",
        "GROUP",
        "TEXT",
        "OWNED",
        "PREPARE",
        "DEFAULT",
        "TRANSFORM",
        "ROUTINE",
        "XML",
        "FULLTEXT",
    ];
    if ahead.one_of(OTHERS).is_some() {
        return Some(Vec::new());
    }
    if ahead.word("DATABASE") {
        let mysql = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb);
        if !mysql {
            return Some(Vec::new());
        }
        let if_exists = ahead.if_exists();
        let name = vec![ahead.name()?];
        return Some(vec![Effect::Drop {
            kind: ObjectKind::Schema,
            name,
            on: None,
            arguments: None,
            if_exists,
            cascade: true,
        }]);
    }
    object::drop(r)
}

/// Gathers what stands behind TABLE, ON, FROM and the like, and in strings that may hold SQL.
/// True for a statement that can do anything under any name, such as a call of a procedure;
/// false for DDL, which names what it makes.
pub fn may_do_anything(statement: &str, dialect: DialectName) -> bool {
    let first = leading_words(statement, dialect, 1);
    let ddl = ["CREATE", "ALTER", "DROP", "COMMENT", "RENAME", "TRUNCATE"];
    first.first().is_none_or(|word| !ddl.contains(&word.as_str()))
}

/// Every word of a statement that may name something, those inside of its strings too.
pub fn words_in(statement: &str, dialect: DialectName) -> Vec<NamePart> {
    let mut words = Vec::new();
    collect_words(statement, dialect, 2, &mut words);
    let mut seen = HashSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words
}

fn collect_words(text: &str, dialect: DialectName, depth: usize, words: &mut Vec<NamePart>) {
    let Some(tokens) = code_tokens(text, dialect) else { return };
    for token in &tokens {
        let Some(own) = text.get(token.range.clone()) else { continue };
        match token.kind {
            TokenKind::Word => words.push(NamePart { text: own.to_owned(), quoted: false }),
            TokenKind::QuotedIdent => {
                let name = Reader::new(text, std::slice::from_ref(token), dialect).name();
                words.extend(name);
            }
            TokenKind::String | TokenKind::DollarQuoted if depth > 0 => {
                collect_words(&string_value(own, dialect), dialect, depth - 1, words);
            }
            _ => {}
        }
    }
}

fn named_objects(text: &str, dialect: DialectName, depth: usize, names: &mut Vec<NamePath>) {
    let Some(tokens) = code_tokens(text, dialect) else { return };
    let mut r = Reader::new(text, &tokens, dialect);
    const BEFORE: &[&str] = &[
        "TABLE",
        "INDEX",
        "VIEW",
        "ON",
        "FROM",
        "INTO",
        "UPDATE",
        "JOIN",
        "SEQUENCE",
        "TYPE",
        "TRIGGER",
        "FUNCTION",
        "PROCEDURE",
        "PROC",
        "SCHEMA",
        "CALL",
        "EXEC",
        "EXECUTE",
        "REFERENCES",
        "SYNONYM",
        "DOMAIN",
    ];
    const NOT_NAMES: &[&str] = &[
        "SELECT",
        "SET",
        "DELETE",
        "UPDATE",
        "INSERT",
        "CONFLICT",
        "DUPLICATE",
        "CASCADE",
        "RESTRICT",
        "IMMEDIATE",
        "COMMIT",
        "EACH",
        "KEY",
        "AS",
        "IS",
        "BEGIN",
        "VALUES",
        "WHERE",
        "OF",
        "NULL",
        "NOT",
        "IF",
    ];
    while !r.done() {
        match r.peek(0) {
            Some((TokenKind::String | TokenKind::DollarQuoted, literal)) if depth > 0 => {
                let inner = string_value(literal, dialect);
                if inner.contains(char::is_whitespace) {
                    named_objects(&inner, dialect, depth - 1, names);
                }
                r.bump();
                continue;
            }
            _ if r.one_of(BEFORE).is_none() => {
                r.bump();
                continue;
            }
            _ => {}
        }
        r.word("CONCURRENTLY");
        let _ = r.if_not_exists() || r.if_exists() || r.word("ONLY");
        if !NOT_NAMES.iter().chain(BEFORE).any(|word| r.at_words(&[word])) {
            names.extend(r.path());
        }
    }
}
