//! The shapes that operations share: how a column, a constraint or an index is
//! written in a revision, and how it becomes part of the catalog.

pub mod column;
pub mod constraint;
pub mod index;
pub mod type_spec;

pub use column::{ColumnDef, ComputedDef, IdentityDef};
pub use constraint::{CheckDef, ExcludeDef, ForeignKeyDef, KeyDef, ReferencesDef, sole_column};
pub use index::{IndexDef, IndexPartDef};
pub use type_spec::TypeSpec;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use crate::sql::Ident;

/// A schema name; empty or null means none, so that a variable can take it away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaRef(pub Option<Ident>);

impl SchemaRef {
    /// The name, if there is one.
    pub fn get(&self) -> Option<&Ident> {
        self.0.as_ref()
    }
}

impl From<Option<Ident>> for SchemaRef {
    fn from(schema: Option<Ident>) -> Self {
        SchemaRef(schema)
    }
}

impl<'de> Deserialize<'de> for SchemaRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(SchemaRef(text.filter(|text| !text.is_empty()).map(Ident::new)))
    }
}

impl JsonSchema for SchemaRef {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "schema".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<String>::json_schema(generator)
    }
}
