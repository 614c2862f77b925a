//! Tables and objects in the words of people: one label a part, and what is to be said of it.
//!
//! Two things are the same when their words are. The order of columns is no part of it, for
//! most dialects cannot place a column; nor is whether a constraint was validated, for
//! that is never taken back.

use std::collections::BTreeMap;

use super::{
    Column, Constraint, ConstraintKind, ForeignKey, Grant, Identity, Index, IndexTarget, Key,
    Object, Program, SequenceOptions, Table, Thing, Touched, What,
};
use crate::dialect::DialectName;
use crate::sql::Ident;
use crate::sql::value::{SqlExpr, Value};

/// The parts of a thing: a label such as "column `id`", and its text, which may be empty.
pub type Words = BTreeMap<String, String>;

impl Key {
    /// The name as people see it.
    pub fn shown(&self) -> String {
        self.0.shown()
    }
}

impl Touched {
    /// What it is and is called, such as "table `t`".
    pub fn label(&self) -> String {
        let thing = self.after.as_ref().or(self.before.as_ref());
        let name = match thing {
            Some(Thing::Table(table)) => table.name.shown(),
            Some(Thing::Object(object)) => object.shown(),
            Some(Thing::Grants(_)) | None => self.key.shown(),
        };
        match &self.what {
            What::Table => format!("table `{name}`"),
            What::Object(kind, _) => format!("{} `{name}`", kind.name()),
            What::Grants(on) => format!("privileges on {} `{name}`", on.name()),
        }
    }
}

impl Thing {
    /// True unless there may be more to it than is known.
    pub fn is_complete(&self) -> bool {
        match self {
            Thing::Table(table) => table.complete,
            Thing::Object(_) | Thing::Grants(_) => true,
        }
    }

    /// Its parts; the thing itself has an empty label.
    pub fn words(&self, dialect: DialectName) -> Words {
        match self {
            Thing::Table(table) => table_words(table, dialect),
            Thing::Object(object) => object_words(object, dialect),
            Thing::Grants(grants) => grant_words(grants),
        }
    }
}

fn table_words(table: &Table, dialect: DialectName) -> Words {
    let mut words = Words::new();
    words.insert(String::new(), String::new());
    for column in &table.columns {
        words.insert(format!("column `{}`", column.name.as_str()), column_text(column, dialect));
    }
    for constraint in &table.constraints {
        let text = constraint_text(constraint, dialect);
        let kind = constraint.kind_name();
        let label = match &constraint.name {
            Some(name) => format!("{kind} `{}`", name.as_str()),
            None => format!("{kind}, unnamed"),
        };
        put(&mut words, label, text);
    }
    for index in &table.indexes {
        put(&mut words, format!("index `{}`", index.name.as_str()), index_text(index, dialect));
    }
    if let Some(partition) = &table.partition {
        let text = format!("{} {}", partition.parent.shown(), partition.bounds);
        words.insert("partition of".to_owned(), text);
    }
    if let Some(comment) = &table.comment {
        words.insert("comment".to_owned(), format!("{comment:?}"));
    }
    let options = [table.options.before.join(" "), table.options.after.join(" ")].join(" ");
    if !options.trim().is_empty() {
        words.insert("options".to_owned(), options.trim().to_owned());
    }
    words
}

/// Two parts of one label, such as unnamed constraints, stand side by side.
fn put(words: &mut Words, label: String, text: String) {
    let known = words.entry(label).or_default();
    if known.is_empty() {
        *known = text;
    } else {
        let mut all: Vec<&str> = known.split("; ").chain([text.as_str()]).collect();
        all.sort_unstable();
        *known = all.join("; ");
    }
}

fn object_words(object: &Object, dialect: DialectName) -> Words {
    let mut words = Words::new();
    words.insert(String::new(), object_text(object));
    for index in &object.indexes {
        put(&mut words, format!("index `{}`", index.name.as_str()), index_text(index, dialect));
    }
    for (column, comment) in &object.comments {
        let of = column.as_ref().map_or_else(String::new, |c| format!(" of `{}`", c.as_str()));
        words.insert(format!("comment{of}"), format!("{comment:?}"));
    }
    words
}

fn object_text(object: &Object) -> String {
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(sequence) = &object.sequence {
        let owner = sequence.owner.as_ref().map_or_else(String::new, |(table, column)| {
            format!(" owned by {}.{}", table.shown(), column.as_str())
        });
        return format!("{}{owner}", options_text(&sequence.options)).trim().to_owned();
    }
    match &object.program {
        Program::None if !object.values.is_empty() => object.values.join(", "),
        Program::None => on_one_line(&object.definition),
        Program::View(view) => {
            let columns =
                if view.columns.is_empty() { String::new() } else { listed(&view.columns) + " " };
            let check =
                view.check.map_or_else(String::new, |check| format!(" with check {check:?}"));
            format!("{columns}{}{}", on_one_line(&view.query), check.to_lowercase())
        }
        Program::Routine(routine) => on_one_line(&format!(
            "({}) returns {} language {} {} as {}",
            routine.arguments,
            routine.returns.as_deref().unwrap_or("nothing"),
            routine.language.as_deref().unwrap_or("sql"),
            routine.options,
            routine.body
        )),
        Program::Trigger(trigger) => on_one_line(&format!("{trigger:?}")),
    }
}

fn grant_words(grants: &[Grant]) -> Words {
    let mut words = Words::new();
    for grant in grants {
        let option = if grant.grantable { "with grant option" } else { "" };
        words.insert(
            format!("{} to {}", grant.privilege, grant.grantee.as_str()),
            option.to_owned(),
        );
    }
    words
}

fn column_text(column: &Column, dialect: DialectName) -> String {
    let mut text = column.ty.shown();
    if let Some(collation) = &column.collation {
        text += &format!(" collate {}", collation.as_str());
    }
    if let Some(computed) = &column.computed {
        let stored = if computed.stored { "stored" } else { "virtual" };
        text += &format!(" as ({}) {stored}", sql_text(&computed.sql, dialect));
    }
    if let Some(identity) = &column.identity {
        text += &identity_text(identity);
    }
    if !column.nullable {
        text += " not null";
    }
    match &column.default {
        Some(Value::Sql(sql)) => text += &format!(" default ({})", sql_text(sql, dialect)),
        Some(value) => text += &format!(" default {}", value.to_json()),
        None => {}
    }
    for attribute in &column.attributes {
        text += &format!(" {}", attribute.to_lowercase());
    }
    if let Some(comment) = &column.comment {
        text += &format!(" comment {comment:?}");
    }
    text
}

fn identity_text(identity: &Identity) -> String {
    let how = if identity.always { "always" } else { "by default" };
    format!(" identity {how}{}", options_text(&identity.sequence))
}

fn options_text(options: &SequenceOptions) -> String {
    let SequenceOptions { start, increment, min, max, cache, cycle } = options.clone();
    let numbers =
        [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)];
    let mut text = String::new();
    for (word, number) in numbers {
        text += &number.map_or_else(String::new, |number| format!(" {word} {number}"));
    }
    text + if cycle == Some(true) { " cycle" } else { "" }
}

fn constraint_text(constraint: &Constraint, dialect: DialectName) -> String {
    let mut text = match &constraint.kind {
        ConstraintKind::PrimaryKey(columns) => listed(columns),
        ConstraintKind::Unique { columns, nulls_not_distinct } => {
            let nulls = if *nulls_not_distinct { " nulls not distinct" } else { "" };
            listed(columns) + nulls
        }
        ConstraintKind::ForeignKey(fk) => foreign_key_text(fk),
        ConstraintKind::Check(check) => sql_text(&check.sql, dialect),
        ConstraintKind::Exclusion(exclusion) => {
            let elements: Vec<String> = exclusion
                .elements
                .iter()
                .map(|element| {
                    let column = element.column.as_ref().map(|name| name.as_str().to_owned());
                    let sql = element.sql.as_ref().map(|sql| sql_text(sql, dialect));
                    let what = column.or(sql).unwrap_or_default();
                    format!("{what} with {}", element.operator)
                })
                .collect();
            let method = exclusion.method.as_deref().unwrap_or_default();
            format!("{method} ({})", elements.join(", ")).trim().to_owned()
                + &condition(exclusion.condition.as_ref(), dialect)
        }
    };
    if let Some(deferral) = constraint.deferral {
        text += if deferral.deferrable { " deferrable" } else { " not deferrable" };
        text += if deferral.initially_deferred { " initially deferred" } else { "" };
    }
    text
}

fn foreign_key_text(fk: &ForeignKey) -> String {
    let target = match fk.target_columns.is_empty() {
        true => String::new(),
        false => format!(" {}", listed(&fk.target_columns)),
    };
    let mut text = format!("{} references {}{target}", listed(&fk.columns), fk.table.shown());
    for (word, action) in [("delete", fk.on_delete), ("update", fk.on_update)] {
        if let Some(action) = action {
            text += &format!(" on {word} {}", action.sql().to_lowercase());
        }
    }
    text + &fk.matching.map_or_else(String::new, |m| format!(" match {}", m.to_lowercase()))
}

fn index_text(index: &Index, dialect: DialectName) -> String {
    let parts: Vec<String> = index
        .parts
        .iter()
        .map(|part| {
            let mut text = match &part.target {
                IndexTarget::Column(name) => name.as_str().to_owned(),
                IndexTarget::Expression(sql) => format!("({})", sql_text(sql, dialect)),
            };
            text += &part.length.map_or_else(String::new, |length| format!("({length})"));
            text += &part.ops.as_ref().map_or_else(String::new, |ops| format!(" {ops}"));
            text += if part.descending { " desc" } else { "" };
            text += match part.nulls_first {
                Some(true) => " nulls first",
                Some(false) => " nulls last",
                None => "",
            };
            text
        })
        .collect();
    let mut text = format!("({})", parts.join(", "));
    if index.unique {
        text = format!("unique {text}");
    }
    if let Some(method) = &index.method {
        text += &format!(" using {method}");
    }
    if !index.include.is_empty() {
        text += &format!(" include {}", listed(&index.include));
    }
    text += if index.nulls_not_distinct { " nulls not distinct" } else { "" };
    index.rest.iter().for_each(|clause| text += &format!(" {}", clause.to_lowercase()));
    for (name, value) in &index.with {
        text += &format!(" with {name}={value}");
    }
    if let Some(tablespace) = &index.tablespace {
        text += &format!(" tablespace {}", tablespace.as_str());
    }
    text + &condition(index.condition.as_ref(), dialect)
}

fn condition(sql: Option<&SqlExpr>, dialect: DialectName) -> String {
    sql.map_or_else(String::new, |sql| format!(" where {}", sql_text(sql, dialect)))
}

fn listed(columns: &[Ident]) -> String {
    let names: Vec<&str> = columns.iter().map(Ident::as_str).collect();
    format!("({})", names.join(", "))
}

fn sql_text(sql: &SqlExpr, dialect: DialectName) -> String {
    let text = sql.pick(dialect).map_or("", |text| text.as_str());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
