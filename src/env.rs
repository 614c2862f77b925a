//! What one compile is for: the dialect at its version, and the project's settings
//! that change what a revision means.

use crate::dialect::{Dialect, Schemas, Unquoted, Version};
use crate::sql::naming::NamingConvention;
use crate::sql::raw::{NamePart, NamePath};
use crate::sql::{Ident, ObjName};

/// What one compile is for.
#[derive(Clone, Debug)]
pub struct Env {
    /// The dialect.
    pub dialect: &'static Dialect,
    /// The server's version.
    pub version: Version,
    /// The schema of names that have none.
    pub schema: Option<Ident>,
    /// How unnamed constraints and indexes are named.
    pub naming: NamingConvention,
    /// Patterns of names that others own.
    pub external: Vec<String>,
}

impl Env {
    /// An environment with nothing configured.
    pub fn new(dialect: &'static Dialect, version: Version) -> Self {
        Env {
            dialect,
            version,
            schema: None,
            naming: NamingConvention::default(),
            external: Vec::new(),
        }
    }

    /// The full name: in its own schema, else in the configured one, where the
    /// dialect has schemas.
    pub fn qualify(&self, schema: Option<&Ident>, name: &Ident) -> ObjName {
        let configured = match self.dialect.schemas {
            Schemas::Namespaces | Schemas::Databases | Schemas::Users => self.schema.as_ref(),
            Schemas::AttachedDatabases => None,
        };
        ObjName::new(schema.or(configured).cloned(), name.clone())
    }

    /// The schema that a revision gave a name, as opposed to the configured one.
    pub fn own_schema<'n>(&self, name: &'n ObjName) -> Option<&'n Ident> {
        name.schema.as_ref().filter(|schema| self.schema.as_ref() != Some(schema))
    }

    /// A name of the user's SQL as the catalog keeps it: folded as the dialect folds what has no quotes.
    pub fn written(&self, part: &NamePart) -> Ident {
        match self.dialect.unquoted {
            Unquoted::LowerCase | Unquoted::OneCase if !part.quoted => {
                Ident::new(part.text.to_lowercase())
            }
            _ => Ident::from(part.text.as_str()),
        }
    }

    /// A full name of the user's SQL; without a schema of its own it is in the configured one.
    /// Where none is configured, the schema that names without one are in (`public`) need not
    /// be said: dumps say it everywhere.
    pub fn written_name(&self, path: &NamePath) -> ObjName {
        let mut parts = path.iter().rev().map(|part| self.written(part));
        let own = parts.next().unwrap_or_else(|| Ident::from(""));
        match parts.next() {
            Some(schema) if self.schema.is_none() && self.is_default(&schema) => {
                ObjName::new(None, own)
            }
            Some(schema) => ObjName::new(Some(schema), own),
            None => self.qualify(None, &own),
        }
    }

    /// True for the schema that the server puts names into which have none.
    fn is_default(&self, schema: &Ident) -> bool {
        let default = self.dialect.programs.default_schema;
        default.is_some_and(|default| self.same(schema, &Ident::from(default)))
    }

    /// True when both names mean the same.
    pub fn same(&self, a: &Ident, b: &Ident) -> bool {
        self.dialect.same_name(a, b)
    }

    /// True for a name that others own and that is taken on trust.
    pub fn is_external(&self, name: &ObjName) -> bool {
        self.external.iter().any(|pattern| match pattern.split_once('.') {
            Some((schema, table)) => {
                let given = name.schema.as_ref().map_or("", Ident::as_str);
                glob(schema, given) && glob(table, name.name.as_str())
            }
            None => glob(pattern, name.name.as_str()),
        })
    }
}

/// Whether a text fits a pattern in which `*` stands for any text.
fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn patterns() {
        assert!(glob("spatial_ref_sys", "spatial_ref_sys") && !glob("spatial", "spatial_ref_sys"));
        assert!(glob("*", "") && glob("a*", "abc") && glob("*c", "abc") && glob("a*b*c", "axbxc"));
        assert!(!glob("a*b", "acd") && !glob("a*b*c", "acb"));
    }
}
