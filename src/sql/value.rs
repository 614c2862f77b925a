//! Values as the user wrote them: YAML scalars, SQL expressions, bytes, JSON.
//!
//! In: a YAML node. Out: a [`Value`] that still knows how it was written; what it
//! means is decided by the type of the column that it goes into.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer};

use crate::diag::Diagnostic;
use crate::diag::codes::{E0106, E0108};
use crate::dialect::DialectName;
use crate::source::{FileId, Span};
use crate::syntax::node::{Kind, Node, Style};
use crate::syntax::{Here, SourceText, schema};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// A scalar; `plain` when it had no quotes and may be a number or a boolean.
    Scalar {
        /// The text after YAML's own unescaping.
        text: String,
        /// True when it was written without quotes.
        plain: bool,
    },
    /// `{sql: …}`.
    Sql(SqlExpr),
    /// `{hex: …}`.
    Bytes(Vec<u8>),
    /// `{json: …}`.
    Json(Box<Value>),
    /// A sequence: JSON, or an array.
    List(Vec<Value>),
    /// A mapping: JSON.
    Map(Vec<(String, Value)>),
}

/// SQL text, one for all dialects or one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SqlExpr {
    /// The same everywhere.
    All(SourceText),
    /// By dialect; `default` for the rest.
    PerDialect(Vec<(String, SourceText)>),
}

impl SqlExpr {
    /// SQL that no file holds: the compiler's own.
    pub fn internal(text: impl Into<String>) -> Self {
        SqlExpr::All(internal_text(text))
    }

    /// The text for a dialect, if there is one.
    pub fn pick(&self, dialect: DialectName) -> Option<&SourceText> {
        match self {
            SqlExpr::All(text) => Some(text),
            SqlExpr::PerDialect(map) => pick(map, dialect),
        }
    }
}

/// The entry of a per-dialect map that holds for a dialect: its own, that of the
/// dialect that it is read like (`mysql` for mariadb), or `default`.
pub fn pick<T>(map: &[(String, T)], dialect: DialectName) -> Option<&T> {
    let entry = |wanted: &dyn Fn(&str) -> bool| {
        map.iter().find(|(name, _)| wanted(name)).map(|(_, value)| value)
    };
    entry(&|name| DialectName::parse(name) == Some(dialect))
        .or_else(|| match dialect {
            DialectName::Mariadb => {
                entry(&|name| DialectName::parse(name) == Some(DialectName::Mysql))
            }
            _ => None,
        })
        .or_else(|| entry(&|name| name == "default"))
}

/// True for a key that a per-dialect map may have.
pub fn is_dialect_key(key: &str) -> bool {
    key == "default" || DialectName::parse(key).is_some()
}

impl Value {
    /// A quoted text.
    pub fn text(text: impl Into<String>) -> Self {
        Value::Scalar { text: text.into(), plain: false }
    }

    /// A number or another plain scalar.
    pub fn plain(text: impl Into<String>) -> Self {
        Value::Scalar { text: text.into(), plain: true }
    }

    /// The value as JSON text.
    pub fn to_json(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Scalar { text, plain: true } => {
                json_plain(text).unwrap_or_else(|| json_string(text))
            }
            Value::Scalar { text, .. } => json_string(text),
            Value::Sql(_) => "null".to_owned(),
            Value::Bytes(bytes) => json_string(&hex(bytes)),
            Value::Json(inner) => inner.to_json(),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Value::to_json).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| format!("{}: {}", json_string(key), value.to_json()))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    fn from_node(node: &Node) -> Result<Value, Fault> {
        match &node.kind {
            Kind::Scalar(scalar) if scalar.is_null() => Ok(Value::Null),
            Kind::Scalar(scalar) => {
                Ok(Value::Scalar { text: scalar.text.clone(), plain: scalar.style == Style::Plain })
            }
            Kind::Sequence(items) => {
                items.iter().map(Value::from_node).collect::<Result<_, _>>().map(Value::List)
            }
            Kind::Mapping(entries) => {
                if let [(key, inner)] = entries.as_slice() {
                    match key.as_str() {
                        Some("sql") => return SqlExpr::from_node(inner).map(Value::Sql),
                        Some("hex") => return bytes_of(inner).map(Value::Bytes),
                        Some("json") => {
                            return Ok(Value::Json(Box::new(Value::from_json_node(inner)?)));
                        }
                        _ => {}
                    }
                }
                Value::from_json_node(node)
            }
        }
    }

    /// Reads a node as JSON: `sql`, `hex` and `json` are keys like any other.
    fn from_json_node(node: &Node) -> Result<Value, Fault> {
        match &node.kind {
            Kind::Sequence(items) => {
                items.iter().map(Value::from_json_node).collect::<Result<_, _>>().map(Value::List)
            }
            Kind::Mapping(entries) => entries
                .iter()
                .map(|(key, value)| {
                    let name = key.as_str().unwrap_or_default().to_owned();
                    Ok((name, Value::from_json_node(value)?))
                })
                .collect::<Result<_, _>>()
                .map(Value::Map),
            Kind::Scalar(_) => Value::from_node(node),
        }
    }
}

impl SqlExpr {
    fn from_node(node: &Node) -> Result<SqlExpr, Fault> {
        match &node.kind {
            Kind::Scalar(scalar) if !scalar.is_null() => Ok(SqlExpr::All(text_of(node))),
            Kind::Mapping(entries) if !entries.is_empty() => entries
                .iter()
                .map(|(key, value)| {
                    let name = key.as_str().unwrap_or_default();
                    if !is_dialect_key(name) {
                        let message = format!("`{name}` is neither a dialect nor `default`");
                        return Err(fault(E0106, message, key.span));
                    }
                    match value.as_scalar() {
                        Some(scalar) if !scalar.is_null() => Ok((name.to_owned(), text_of(value))),
                        _ => Err(fault(E0108, "SQL text is wanted here", value.span)),
                    }
                })
                .collect::<Result<_, _>>()
                .map(SqlExpr::PerDialect),
            _ => Err(fault(E0108, "SQL text is wanted here, or SQL text by dialect", node.span)),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        Value::from_node(&here.node).map_err(|fault| here.fail(*fault))
    }
}

impl<'de> Deserialize<'de> for SqlExpr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        SqlExpr::from_node(&here.node).map_err(|fault| here.fail(*fault))
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "value".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let sql = generator.subschema_for::<SqlExpr>();
        // One key makes an expression; among others it is a key of a JSON object.
        let alone = |key: &str, of: Schema| {
            json_schema!({
                "if": { "required": [key], "maxProperties": 1 },
                "then": { "properties": { key: of } },
            })
        };
        let bytes = json_schema!({ "type": "string", "pattern": r"^([0-9a-fA-F]{2})*$|\$\{" });
        let keys = serde_json::json!({
            "sql": { "description": "An SQL expression instead of a literal: `{sql: now()}`." },
            "hex": { "description": "Bytes as pairs of hexadecimal digits: `{hex: 00ff}`." },
            "json": { "description": "JSON as it stands, where a mapping would be read otherwise." },
        });
        let mapping = json_schema!({
            "title": "expression, bytes or JSON",
            "type": "object",
            "properties": keys,
            "additionalProperties": true,
            "allOf": [alone("sql", sql), alone("hex", bytes)],
        });
        let scalar = json_schema!({ "type": ["string", "number", "boolean", "null"] });
        let list = json_schema!({ "type": "array" });
        schema::one_of([schema::exactly(scalar), mapping, list])
    }
}

impl JsonSchema for SqlExpr {
    fn schema_name() -> Cow<'static, str> {
        "sql".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = String::json_schema(generator);
        let mut map = map_by_dialect("SQL by dialect", &text, &text);
        let wanted =
            "SQL text is wanted here, or SQL text by dialect: `{postgres: …, default: …}`.";
        map.insert("minProperties".to_owned(), 1.into());
        map.insert("errorMessage".to_owned(), wanted.into());
        schema::one_of([map, text])
    }
}

/// The JSON Schema of a map by dialect: what stands under a dialect's name, and under `default`.
pub fn map_by_dialect(title: &str, own: &Schema, default: &Schema) -> Schema {
    let described = |name: &str, of: &Schema, text: String| {
        let mut of = of.clone();
        of.insert("description".to_owned(), text.into());
        (name.to_owned(), of.to_value())
    };
    let mut keys: serde_json::Map<String, serde_json::Value> = DialectName::ALL
        .map(|dialect| {
            let also = match dialect {
                DialectName::Mysql => ", and for mariadb unless `mariadb:` stands beside it",
                _ => "",
            };
            let text = format!("For {}{also}.", dialect.as_str());
            described(dialect.as_str(), own, text)
        })
        .into_iter()
        .collect();
    keys.extend([described("default", default, "For every other dialect.".to_owned())]);
    let mut map = schema::mapping(title, keys);
    let pattern = format!("^({})$", other_spellings().join("|"));
    map.insert("patternProperties".to_owned(), serde_json::json!({ pattern: own }));
    map
}

/// The JSON Schema of one dialect's name, or of a list of them.
pub fn dialect_words() -> Schema {
    let word = schema::words(&DialectName::ALL.map(DialectName::as_str), other_spellings());
    schema::one_of([word.clone(), schema::list(word)])
}

/// Patterns for the names of dialects that are read and not recommended.
fn other_spellings() -> Vec<String> {
    let aliases = DialectName::ALIASES.map(|(name, _)| name);
    let names = DialectName::ALL.map(DialectName::as_str).into_iter().chain(aliases);
    names.map(schema::any_case).collect()
}

/// What is wrong with a value, and where.
type Fault = Box<Diagnostic>;

fn fault(code: crate::diag::Code, message: impl Into<String>, span: Span) -> Fault {
    Box::new(Diagnostic::error(code, message).at(span))
}

/// Text that no file holds: the compiler's own.
pub fn internal_text(text: impl Into<String>) -> SourceText {
    SourceText::new(text.into(), Span::start_of(FileId(0)))
}

fn text_of(node: &Node) -> SourceText {
    SourceText::from_node(node).unwrap_or_else(|| internal_text(""))
}

fn bytes_of(node: &Node) -> Result<Vec<u8>, Fault> {
    let wrong = || fault(E0108, "pairs of hexadecimal digits are wanted here", node.span);
    let text = node.as_str().ok_or_else(wrong)?;
    if !text.is_ascii() || text.len() % 2 != 0 {
        return Err(wrong());
    }
    (0..text.len())
        .step_by(2)
        .map(|i| u8::from_str_radix(&text[i..i + 2], 16).map_err(|_| wrong()))
        .collect()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A plain scalar that YAML's core schema takes for a boolean or a number, as JSON, every
/// digit of it (<https://yaml.org/spec/1.2.2/#103-core-schema>).
fn json_plain(text: &str) -> Option<String> {
    match text {
        "true" | "True" | "TRUE" => return Some("true".to_owned()),
        "false" | "False" | "FALSE" => return Some("false".to_owned()),
        "null" | "Null" | "NULL" | "~" => return Some("null".to_owned()),
        _ => {}
    }
    let based = |prefix, base| u128::from_str_radix(text.strip_prefix(prefix)?, base).ok();
    if text.as_bytes().get(2).is_some_and(|digit| digit.is_ascii_hexdigit())
        && let Some(number) = based("0x", 16).or_else(|| based("0o", 8))
    {
        return Some(number.to_string());
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => unsigned.split_at(at),
        None => (unsigned, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let power = exponent.get(1..).map(|power| power.strip_prefix(['-', '+']).unwrap_or(power));
    let number = digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && power.is_none_or(|power| !power.is_empty() && digits(power));
    number.then(|| {
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}{exponent}")
    })
}

fn json_string(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn json_keeps_every_digit() {
        for (text, json) in [
            ("1e400", "1e400"),
            ("12345678901234567890.10", "12345678901234567890.10"),
            ("+.5", "0.5"),
            ("-007", "-7"),
            ("0xff", "255"),
            ("True", "true"),
            ("~", "null"),
            ("1.2.3", "\"1.2.3\""),
            ("2026-01-01", "\"2026-01-01\""),
            (".inf", "\".inf\""),
            ("e5", "\"e5\""),
        ] {
            assert_eq!(Value::plain(text).to_json(), json, "{text}");
        }
        assert_eq!(Value::text("1").to_json(), "\"1\"");
    }
}
