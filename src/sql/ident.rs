//! Names. An [`Ident`] has no `Display`: it reaches a script only through the
//! dialect's quoting, so that an unquoted name in a template does not compile.

use std::borrow::Cow;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A name as the user wrote it: not folded, not quoted, never split at dots.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ident(Arc<str>);

impl Ident {
    /// A name with this text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Ident(text.into())
    }

    /// The text for look-ups and messages; scripts go through the dialect.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Ident {
    fn from(text: &str) -> Self {
        Ident::new(text)
    }
}

impl std::fmt::Debug for Ident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl<'de> Deserialize<'de> for Ident {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.is_empty() {
            return Err(serde::de::Error::custom("a name cannot be empty"));
        }
        if text.contains('\0') {
            return Err(serde::de::Error::custom("a name cannot hold a NUL character"));
        }
        Ok(Ident::new(text))
    }
}

impl JsonSchema for Ident {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "name".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// A name with the schema that it is in, when one was given or configured.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ObjName {
    /// The schema; none means the connection's own.
    pub schema: Option<Ident>,
    /// The name within the schema.
    pub name: Ident,
}

impl ObjName {
    /// Joins a schema and a name.
    pub fn new(schema: Option<Ident>, name: Ident) -> Self {
        ObjName { schema, name }
    }

    /// The text for messages: `schema.name`.
    pub fn shown(&self) -> String {
        match &self.schema {
            Some(schema) => format!("{}.{}", schema.as_str(), self.name.as_str()),
            None => self.name.as_str().to_owned(),
        }
    }
}
