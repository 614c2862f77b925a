//! Columns, their types and their defaults, as a revision writes them.

use super::Writer;
use super::constraint::AtColumn;
use super::item::{Fields, Item};
use crate::catalog::{Column, Identity, SequenceOptions, Table};
use crate::ops::shape::type_spec::is_serial;
use crate::sql::types::{EnumType, Type};
use crate::sql::value::{SqlExpr, Value};
use crate::sql::{Ident, ObjName};

impl Writer<'_> {
    /// A column with the keys and constraints that are written at it.
    pub(super) fn column(&self, table: &Table, column: &Column, at: AtColumn) -> Item {
        let in_key = table.primary_key().is_some_and(|(_, key)| key.contains(&column.name));
        let numbers = column.identity.is_some();
        let implied = !(in_key || numbers || is_serial(&column.ty));
        // A key and a number of its own are never null; that they may be cannot be said.
        let said = column.nullable != implied && !(column.nullable && (in_key || numbers));
        let computed = column.computed.as_ref().map(|computed| {
            Fields::new().put("sql", self.sql(&computed.sql)).flag("stored", computed.stored)
        });
        let fields = Fields::new()
            .put("name", &column.name)
            .put("type", self.ty(&column.ty, table.name.schema.as_ref()))
            .flag("primary_key", at.primary_key);
        let fields = match &column.identity {
            Some(identity) => numbering(fields, identity),
            None => fields,
        };
        fields
            .maybe("nullable", said.then_some(column.nullable))
            .maybe("default", column.default.as_ref().map(|value| self.value(value, &column.ty)))
            .maybe("computed", computed)
            .flag("unique", at.unique)
            .flag("index", at.index)
            .maybe("references", at.references)
            .maybe("collation", column.collation.as_ref())
            .maybe("comment", column.comment.as_deref())
            .into()
    }

    /// A type; where the words of a portable type mean the dialect's own one, under its name.
    pub(super) fn ty(&self, ty: &Type, schema: Option<&Ident>) -> Item {
        let native = |text: String| {
            Item::Map(Fields::new().put(self.env.dialect.name.as_str(), Item::Text(text)))
        };
        let spelled = || self.env.dialect.type_text(ty, self.env.version).unwrap_or_default();
        match ty {
            Type::Portable(..) => Item::Text(ty.shown().replace(", ", ",")),
            Type::Array(element) => match self.ty(element, schema) {
                Item::Text(text) => Item::Text(format!("{text}[]")),
                _ => native(spelled()),
            },
            Type::Enum(EnumType { name: None, values }) => {
                Fields::new().put("enum", texts(values)).into()
            }
            Type::Enum(EnumType { name: Some(name), values }) => {
                let text = name.name.as_str();
                let is = |other: &ObjName| self.catalog.key(other) == self.catalog.key(name);
                let own = self.env.qualify(schema, &name.name);
                let by_name = matches!(Type::parse(text), Type::Native(parsed) if parsed == text);
                // A name means the enum beside the table before the one that no schema is said for.
                let beside = is(&own);
                let found =
                    beside || !self.is_enum(&own) && is(&self.env.qualify(None, &name.name));
                match (by_name, beside) {
                    (true, _) if found => Item::from(text),
                    (false, true) => {
                        Fields::new().put("enum", texts(values)).put("name", text).into()
                    }
                    _ => native(spelled()),
                }
            }
            Type::Native(text) => {
                let name = self.env.qualify(schema, &Ident::from(text.as_str()));
                let is_enum = self.is_enum(&name);
                match Type::parse(text) == *ty && !is_enum {
                    true => Item::from(text.as_str()),
                    false => native(text.clone()),
                }
            }
        }
    }

    /// SQL text for the dialect.
    pub(super) fn sql(&self, sql: &SqlExpr) -> Item {
        let text = sql.pick(self.env.dialect.name).map_or("", |text| text.as_str().trim());
        Item::from(text)
    }

    /// A value: a literal, or `{sql: …}`.
    fn value(&self, value: &Value, ty: &Type) -> Item {
        match value {
            Value::Null => Item::Null,
            Value::Sql(sql) => Fields::new().put("sql", self.sql(sql)).into(),
            Value::Bytes(bytes) => {
                let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                Fields::new().put("hex", hex).into()
            }
            Value::Scalar { text, plain: false } => Item::from(text.as_str()),
            Value::Scalar { text, plain: true } => plain(text, value, ty),
            Value::Json(inner) => Fields::new().put("json", json(inner, ty)).into(),
            Value::List(items) => Item::List(items.iter().map(|v| self.value(v, ty)).collect()),
            Value::Map(_) => json(value, ty),
        }
    }
}

/// A value inside of JSON, where no key means anything.
fn json(value: &Value, ty: &Type) -> Item {
    match value {
        Value::List(items) => Item::List(items.iter().map(|item| json(item, ty)).collect()),
        Value::Map(entries) => {
            let put = |fields: Fields, (key, v): &(String, Value)| fields.put(key, json(v, ty));
            entries.iter().fold(Fields::new(), put).into()
        }
        Value::Scalar { text, plain: true } => plain(text, value, ty),
        Value::Scalar { text, plain: false } => Item::from(text.as_str()),
        Value::Json(inner) => json(inner, ty),
        Value::Null | Value::Sql(_) | Value::Bytes(_) => Item::Null,
    }
}

/// A scalar that was written without quotes: a number or a boolean stays one. For a text its
/// letters count, for everything else what they mean.
fn plain(text: &str, value: &Value, ty: &Type) -> Item {
    let is_text =
        ty.kind().is_some_and(|kind| kind.is_text() || kind == crate::sql::types::Kind::Text);
    let json = value.to_json();
    match json.as_str() {
        "true" if !is_text || text == "true" => Item::Bool(true),
        "false" if !is_text || text == "false" => Item::Bool(false),
        "null" if !is_text => Item::Null,
        quoted if quoted.starts_with('"') => Item::from(text),
        number => Item::Number(if is_text { text.to_owned() } else { number.to_owned() }),
    }
}

/// How a column numbers itself.
fn numbering(fields: Fields, identity: &Identity) -> Fields {
    let SequenceOptions { start, increment, min, max, cache, cycle } = &identity.sequence;
    let plain = identity.sequence == SequenceOptions::default();
    match (plain, identity.always) {
        (true, false) => fields.put("autoincrement", true),
        (true, true) => fields.put("identity", "always"),
        (false, always) => {
            let options = Fields::new()
                .maybe("generation", always.then_some("always"))
                .maybe("start", *start)
                .maybe("increment", *increment)
                .maybe("min", *min)
                .maybe("max", *max)
                .maybe("cache", *cache)
                .maybe("cycle", *cycle);
            fields.put("identity", options)
        }
    }
}

/// Texts as a list.
pub(super) fn texts(values: &[String]) -> Item {
    Item::List(values.iter().map(|value| Item::from(value.as_str())).collect())
}
