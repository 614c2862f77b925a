//! Everything but tables and indexes: views, triggers, routines, sequences, types …

use super::super::effect::{Effect, NamePart, ObjectKind, SequenceOptions, ViewDef};
use super::super::parse::relations_in;
use super::column::type_text;
use super::reader::Reader;
use crate::dialect::DialectName;

/// Takes CREATE … VIEW from behind CREATE, or an ALTER VIEW that gives a new query.
pub(in super::super) fn create_view(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let mut view = ViewDef { plain: true, ..ViewDef::default() };
    while !r.at_words(&["VIEW"]) {
        let word = r.upper();
        match word.as_deref() {
            Some("REPLACE" | "ALTER") => view.or_replace = true,
            Some("MATERIALIZED") => view.materialized = true,
            Some("TEMP" | "TEMPORARY") => view.temporary = true,
            Some("OR") => {}
            _ => view.plain = false,
        }
        (!r.done()).then(|| r.bump())?;
    }
    r.expect("VIEW")?;
    view.if_not_exists = r.if_not_exists();
    view.name = r.path()?;
    if r.at_punct("(") {
        for mut item in r.parens()?.items() {
            view.columns.push(item.name()?);
        }
    }
    while !r.done() && !r.at_words(&["AS"]) {
        view.plain = false;
        match r.at_punct("(") {
            true => {
                r.parens()?;
            }
            false => r.bump(),
        }
    }
    r.expect("AS")?;
    view.query = r.rest().to_owned();
    if view.query.is_empty() {
        return None;
    }
    let upper = view.query.to_ascii_uppercase();
    let ends = ["CHECK OPTION", "READ ONLY", "NO DATA", "WITH DATA"];
    view.plain &= !ends.iter().any(|end| upper.ends_with(end));
    view.reads = relations_in(&view.query, r.dialect);
    Some(vec![Effect::CreateView(Box::new(view))])
}

/// Takes CREATE … TRIGGER from behind CREATE.
pub(in super::super) fn create_trigger(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let sql = r.whole().to_owned();
    let or_replace = r.words(&["OR", "REPLACE"]) || r.words(&["OR", "ALTER"]);
    skip_to(r, "TRIGGER")?;
    let if_not_exists = r.if_not_exists();
    let name = r.path()?;
    skip_to(r, "ON")?;
    let database =
        r.at_words(&["DATABASE"]) || r.at_words(&["SCHEMA"]) || r.words(&["ALL", "SERVER"]);
    let table = if database { None } else { Some(r.path()?) };
    Some(vec![Effect::CreateTrigger { name, table, or_replace, if_not_exists, sql }])
}

/// Takes everything up to a word and the word.
fn skip_to(r: &mut Reader<'_>, word: &str) -> Option<()> {
    while !r.word(word) {
        (!r.done()).then(|| r.bump())?;
    }
    Some(())
}

/// Takes CREATE … FUNCTION or PROCEDURE from behind CREATE.
pub(in super::super) fn create_routine(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let sql = r.whole().to_owned();
    let or_replace =
        r.words(&["OR", "REPLACE"]) || r.words(&["OR", "ALTER"]) || r.previous_is("ALTER");
    let kind = loop {
        match r.one_of(&["FUNCTION", "PROCEDURE", "PROC"]) {
            Some("FUNCTION") => break ObjectKind::Function,
            Some(_) => break ObjectKind::Procedure,
            None => (!r.done()).then(|| r.bump())?,
        }
    };
    r.if_not_exists();
    let name = r.path()?;
    let arguments = match r.at_punct("(") {
        true => Some(r.parens()?.whole().to_owned()),
        false => None,
    };
    Some(vec![Effect::CreateRoutine { kind, name, arguments, or_replace, sql }])
}

/// Takes CREATE or ALTER SEQUENCE from behind SEQUENCE.
pub(in super::super) fn sequence(r: &mut Reader<'_>, create: bool) -> Option<Vec<Effect>> {
    let if_not_exists = r.if_not_exists();
    r.if_exists();
    let name = r.path()?;
    if !create {
        if let Some(moved) = rename_or_move(r, ObjectKind::Sequence, &name) {
            return moved;
        }
        if r.words(&["OWNER", "TO"]) || r.words(&["SET", "LOGGED"]) || r.words(&["SET", "UNLOGGED"])
        {
            return Some(Vec::new());
        }
    }
    let options = sequence_options(r)?;
    Some(vec![match create {
        true => Effect::CreateSequence { name, if_not_exists, options },
        false => Effect::AlterSequence { name, options },
    }])
}

fn sequence_options(r: &mut Reader<'_>) -> Option<SequenceOptions> {
    let mut options = SequenceOptions::default();
    while !r.done() {
        let none = r.word("NO");
        let empty = |r: &mut Reader<'_>| if none { Some(String::new()) } else { r.number() };
        match r.upper()?.as_str() {
            "START" => {
                r.bump();
                r.word("WITH");
                r.punct("=");
                options.start = Some(r.number()?);
            }
            "RESTART" => {
                r.bump();
                r.word("WITH");
                options.restart = Some(r.number().unwrap_or_default());
            }
            "INCREMENT" => {
                r.bump();
                r.word("BY");
                r.punct("=");
                options.increment = Some(r.number()?);
            }
            "MINVALUE" => {
                r.bump();
                r.punct("=");
                options.min = Some(empty(r)?);
            }
            "MAXVALUE" => {
                r.bump();
                r.punct("=");
                options.max = Some(empty(r)?);
            }
            "CACHE" => {
                r.bump();
                r.punct("=");
                options.cache = if none { Some(String::new()) } else { r.number() };
            }
            "CYCLE" => {
                r.bump();
                options.cycle = Some(!none);
            }
            "NOMINVALUE" | "NOMAXVALUE" | "NOCACHE" | "NOCYCLE" | "ORDER" | "NOORDER" | "KEEP"
            | "NOKEEP" | "SCALE" | "NOSCALE" | "SHARD" | "NOSHARD" | "EXTEND" | "NOEXTEND"
            | "GLOBAL" | "SESSION" => {
                let word = r.upper()?;
                r.bump();
                match word.as_str() {
                    "NOMINVALUE" => options.min = Some(String::new()),
                    "NOMAXVALUE" => options.max = Some(String::new()),
                    "NOCACHE" => options.cache = Some(String::new()),
                    "NOCYCLE" => options.cycle = Some(false),
                    _ => {}
                }
            }
            "AS" => {
                r.bump();
                let type_name = r.path()?;
                options.type_text = type_name.last().map(|part| part.text.clone());
                if r.at_punct("(") {
                    r.parens()?;
                }
            }
            "OWNED" => {
                r.bump();
                r.expect("BY")?;
                let owner = r.path()?;
                let nobody =
                    owner.len() == 1 && owner.iter().all(|p| p.text.eq_ignore_ascii_case("none"));
                options.owned_by = Some(if nobody { Vec::new() } else { owner });
            }
            _ => return None,
        }
    }
    Some(options)
}

/// RENAME TO and SET SCHEMA, which many objects have; none when it is neither.
pub(in super::super) fn rename_or_move(
    r: &mut Reader<'_>,
    kind: ObjectKind,
    name: &[NamePart],
) -> Option<Option<Vec<Effect>>> {
    let name = name.to_vec();
    if r.words(&["RENAME", "TO"]) {
        let effect = r.path().map(|to| Effect::Rename { kind, name, on: None, to });
        return Some(effect.filter(|_| r.done()).map(|effect| vec![effect]));
    }
    if r.words(&["SET", "SCHEMA"]) {
        let effect = r.name().map(|schema| Effect::SetSchema { kind, name, schema });
        return Some(effect.filter(|_| r.done()).map(|effect| vec![effect]));
    }
    None
}

/// Takes CREATE SCHEMA from behind SCHEMA; elements inside it are not read.
pub(in super::super) fn create_schema(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let if_not_exists = r.if_not_exists();
    let name = if r.word("AUTHORIZATION") { r.name()? } else { r.path()?.pop()? };
    if r.word("AUTHORIZATION") {
        r.name()?;
    }
    let mysql = matches!(r.dialect, DialectName::Mysql | DialectName::Mariadb);
    if !mysql {
        r.finish()?;
    }
    Some(vec![Effect::CreateSchema { name, if_not_exists }])
}

/// Takes CREATE TYPE from behind TYPE.
pub(in super::super) fn create_type(r: &mut Reader<'_>, or_replace: bool) -> Option<Vec<Effect>> {
    if r.word("BODY") {
        return Some(Vec::new());
    }
    let name = r.path()?;
    if r.words(&["AS", "ENUM"]) {
        let inner = r.parens()?;
        let mut values = Vec::new();
        if !inner.done() {
            for mut item in inner.items() {
                values.push(item.string()?);
                item.finish()?;
            }
        }
        r.finish()?;
        return Some(vec![Effect::CreateEnum { name, values }]);
    }
    Some(vec![Effect::CreateType { name, or_replace }])
}

/// Takes ALTER TYPE from behind TYPE.
pub(in super::super) fn alter_type(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let name = r.path()?;
    if let Some(moved) = rename_or_move(r, ObjectKind::Type, &name) {
        return moved;
    }
    if r.words(&["ADD", "VALUE"]) {
        let if_not_exists = r.if_not_exists();
        let value = r.string()?;
        let beside = match r.one_of(&["BEFORE", "AFTER"]) {
            Some(word) => Some((word == "BEFORE", r.string()?)),
            None => None,
        };
        r.finish()?;
        return Some(vec![Effect::AddEnumValue { name, value, if_not_exists, beside }]);
    }
    if r.words(&["RENAME", "VALUE"]) {
        let from = r.string()?;
        r.expect("TO")?;
        let to = r.string()?;
        r.finish()?;
        return Some(vec![Effect::RenameEnumValue { name, from, to }]);
    }
    // Attributes and owners of types that are only known by name.
    r.one_of(&["OWNER", "ADD", "DROP", "ALTER", "RENAME", "SET"]).map(|_| Vec::new())
}

/// Takes CREATE DOMAIN from behind DOMAIN.
pub(in super::super) fn create_domain(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let name = r.path()?;
    r.word("AS");
    let type_text = type_text(r)?;
    (!type_text.is_empty()).then(|| vec![Effect::CreateDomain { name, type_text }])
}

/// Takes CREATE EXTENSION from behind EXTENSION.
pub(in super::super) fn create_extension(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let if_not_exists = r.if_not_exists();
    let name = r.name()?;
    r.word("WITH");
    let mut schema = None;
    while !r.done() {
        if r.word("SCHEMA") {
            schema = Some(r.name()?);
        } else if r.word("VERSION") {
            r.bump();
        } else {
            r.expect("CASCADE")?;
        }
    }
    Some(vec![Effect::CreateExtension { name, if_not_exists, schema }])
}

/// Takes COMMENT ON from behind ON; comments on objects without a place here give nothing.
pub(in super::super) fn comment(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let column = r.word("COLUMN");
    let kind =
        if column { ObjectKind::Table } else { object_kind(r).unwrap_or(ObjectKind::Function) };
    if matches!(kind, ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Trigger) {
        return Some(Vec::new());
    }
    let name = r.path()?;
    r.expect("IS")?;
    let text = if r.word("NULL") { None } else { Some(r.string()?) };
    r.finish()?;
    let text = text.filter(|text| !text.is_empty());
    Some(vec![Effect::Comment { kind, name, column, text }])
}

/// Takes the word for a kind of object.
pub(in super::super) fn object_kind(r: &mut Reader<'_>) -> Option<ObjectKind> {
    if r.words(&["MATERIALIZED", "VIEW"]) {
        return Some(ObjectKind::MaterializedView);
    }
    if r.words(&["FOREIGN", "TABLE"]) || r.words(&["TEMPORARY", "TABLE"]) {
        return Some(ObjectKind::Table);
    }
    let kinds = [
        ("TABLE", ObjectKind::Table),
        ("VIEW", ObjectKind::View),
        ("INDEX", ObjectKind::Index),
        ("SEQUENCE", ObjectKind::Sequence),
        ("SCHEMA", ObjectKind::Schema),
        ("TYPE", ObjectKind::Type),
        ("DOMAIN", ObjectKind::Domain),
        ("FUNCTION", ObjectKind::Function),
        ("PROCEDURE", ObjectKind::Procedure),
        ("PROC", ObjectKind::Procedure),
        ("TRIGGER", ObjectKind::Trigger),
        ("EXTENSION", ObjectKind::Extension),
    ];
    kinds.into_iter().find_map(|(word, kind)| r.word(word).then_some(kind))
}

/// Takes DROP from behind DROP; none for kinds that have no place here.
pub(in super::super) fn drop(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let kind = object_kind(r)?;
    if kind == ObjectKind::Type && r.word("BODY") {
        return Some(Vec::new());
    }
    r.word("CONCURRENTLY");
    let if_exists = r.if_exists();
    let mut effects = Vec::new();
    loop {
        let name = r.path()?;
        let arguments = match r.at_punct("(") {
            true => Some(r.parens()?.whole().to_owned()),
            false => None,
        };
        effects.push((name, arguments, None));
        if !r.punct(",") {
            break;
        }
    }
    if r.word("ON") {
        let table = r.path()?;
        effects.iter_mut().for_each(|(_, _, on)| *on = Some(table.clone()));
    }
    let cascade = r.cascade();
    // PURGE, ALGORITHM = … and FORCE change nothing here.
    while r
        .one_of(&[
            "PURGE",
            "FORCE",
            "ONLINE",
            "DEFERRED",
            "IMMEDIATE",
            "INVALIDATION",
            "ALGORITHM",
            "LOCK",
        ])
        .is_some()
    {
        if r.punct("=") {
            r.bump();
        }
    }
    r.finish()?;
    let effect =
        |(name, arguments, on)| Effect::Drop { kind, name, on, arguments, if_exists, cascade };
    Some(effects.into_iter().map(effect).collect())
}

/// Takes RENAME TABLE a TO b, c TO d on mysql and RENAME a TO b on oracle, from behind RENAME.
pub(in super::super) fn rename_table(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    r.one_of(&["TABLE", "TABLES"]);
    r.if_exists();
    r.items()
        .into_iter()
        .map(|mut item| {
            let name = item.path()?;
            item.expect("TO")?;
            let to = item.path()?;
            item.finish()?;
            Some(Effect::Rename { kind: ObjectKind::Table, name, on: None, to })
        })
        .collect()
}

/// Takes the arguments of `sp_rename` and what they rename.
pub(in super::super) fn sp_rename(r: &mut Reader<'_>) -> Option<Vec<Effect>> {
    let mut arguments = r.items().into_iter().map(|mut item| {
        if item.peek(1).is_some_and(|(_, text)| text == "=") {
            item.bump();
            item.bump();
        }
        let value = item.string().or_else(|| item.name().map(|name| name.text))?;
        item.finish()?;
        Some(value)
    });
    let (from, to) = (arguments.next()??, arguments.next()??);
    let kind = arguments.next().flatten().map(|kind| kind.to_ascii_uppercase());
    // The old name is SQL in a string; the new one is the bare name.
    let tokens = super::reader::code_tokens(&from, r.dialect)?;
    let mut old = Reader::new(&from, &tokens, r.dialect);
    let mut name = old.path()?;
    old.finish()?;
    let to = NamePart { text: to, quoted: true };
    let effect = match kind.as_deref() {
        None | Some("OBJECT") => {
            Effect::Rename { kind: ObjectKind::Table, name, on: None, to: vec![to] }
        }
        Some("COLUMN") => {
            let column = name.pop()?;
            if name.is_empty() {
                return None;
            }
            Effect::RenameColumn { table: name, from: column, to }
        }
        Some("INDEX") => {
            let index = name.pop()?;
            let on = if name.is_empty() { None } else { Some(name) };
            Effect::Rename { kind: ObjectKind::Index, name: vec![index], on, to: vec![to] }
        }
        _ => return None,
    };
    Some(vec![effect])
}
