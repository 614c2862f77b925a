//! `cucurbit.yaml` as typed data, key by key.

use std::borrow::Cow;
use std::path::PathBuf;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::script::{Client, Timeout, Transaction};
use crate::diag::codes::{E0106, E0107, E0108, E0109, E0110, E0501};
use crate::diag::{Diagnostic, Report};
use crate::source::{FileId, Spanned};
use crate::syntax::node::{self, Node};
use crate::syntax::{Here, OneOrMany, schema};

/// A configuration file whose YAML was read and whose meaning was not yet.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// The tree.
    pub(super) root: Node,
    /// The text that its places are in.
    pub(super) text: String,
    /// The directory that relative paths start from.
    pub(super) directory: PathBuf,
}

impl ConfigFile {
    /// Reads the YAML; faults (E0103-E0105) go to the report.
    pub fn parse(
        file: FileId,
        text: &str,
        directory: impl Into<PathBuf>,
        report: &mut Report,
    ) -> Option<Self> {
        let root = node::parse(file, text, report)?;
        Some(ConfigFile { root, text: text.to_owned(), directory: directory.into() })
    }
}

/// The JSON Schema of the file, as text.
pub fn json_schema() -> String {
    schema::document::<Keys>("cucurbit configuration")
}

/// The level of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "lint_level")]
pub enum LintLevel {
    /// Not looked at.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

/// Every key that the file and each of its targets may have.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "settings")]
pub(super) struct Keys {
    pub revisions: Option<OneOrMany<Spanned<String>>>,
    pub dialect: Option<OneOrMany<Spanned<String>>>,
    pub dialect_version: Option<IndexMap<String, Spanned<String>>>,
    pub schema: Option<Spanned<Value>>,
    pub version_table: Option<VersionTableKeys>,
    pub variables: Option<IndexMap<String, Value>>,
    pub url: Option<Spanned<Value>>,
    pub targets: Option<IndexMap<String, Spanned<Keys>>>,
    pub naming_convention: Option<NamingKeys>,
    pub file_template: Option<Spanned<String>>,
    pub timezone: Option<Spanned<String>>,
    pub golden: Option<Spanned<String>>,
    pub base_schema: Option<Spanned<String>>,
    pub external: Option<OneOrMany<String>>,
    pub model: Option<OneOrMany<Spanned<String>>>,
    pub post_write: Option<OneOrMany<String>>,
    pub script: Option<ScriptKeys>,
    pub lint: Option<LintKeys>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename = "short:name", deny_unknown_fields, default)]
#[schemars(rename = "version_table", transform = schema::with_short_form::<VersionTableKeys>)]
pub(super) struct VersionTableKeys {
    pub name: Option<Spanned<String>>,
    pub schema: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "naming_convention")]
pub(super) struct NamingKeys {
    ix: Option<Spanned<String>>,
    uq: Option<Spanned<String>>,
    ck: Option<Spanned<String>>,
    fk: Option<Spanned<String>>,
    pk: Option<Spanned<String>>,
}

impl NamingKeys {
    /// The patterns that were given, by kind.
    pub fn patterns(self) -> impl Iterator<Item = (String, Spanned<String>)> {
        [("ix", self.ix), ("uq", self.uq), ("ck", self.ck), ("fk", self.fk), ("pk", self.pk)]
            .into_iter()
            .filter_map(|(kind, pattern)| Some((kind.to_owned(), pattern?)))
    }
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "script")]
pub(super) struct ScriptKeys {
    pub guard: Option<bool>,
    pub transaction: Option<Transaction>,
    pub lock_timeout: Option<Timeout>,
    pub statement_timeout: Option<Timeout>,
    pub client: Option<Client>,
    pub header: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "lint")]
pub(super) struct LintKeys {
    pub rules: Option<IndexMap<String, LintLevel>>,
    pub since: Option<String>,
    pub baseline: Option<String>,
}

/// A plain value, or one from the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// As written.
    Plain(String),
    /// `{env: NAME, default: value}`.
    Env { name: String, default: Option<String> },
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "environment")]
struct EnvKeys {
    env: String,
    #[serde(default)]
    default: Option<String>,
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        if here.node.as_mapping().is_none() {
            return here.decode(&here.node).map(Value::Plain);
        }
        let EnvKeys { env, default } = here.decode(&here.node)?;
        Ok(Value::Env { name: env, default })
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "value_or_environment".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut from_environment = EnvKeys::json_schema(generator);
        from_environment.insert("title".to_owned(), "from the environment".into());
        schema::one_of([from_environment, String::json_schema(generator)])
    }
}

impl Value {
    /// The value, and whether the environment gave it; none when nothing gives one.
    pub fn get(&self, env: &dyn Fn(&str) -> Option<String>) -> Option<(String, bool)> {
        match self {
            Value::Plain(text) => Some((text.clone(), false)),
            Value::Env { name, default } => match env(name) {
                Some(value) => Some((value, true)),
                None => default.clone().map(|value| (value, false)),
            },
        }
    }
}

/// Faults of shape, found by the decoder that revisions share, under the
/// configuration's own code.
pub(super) fn as_configuration(report: Report) -> Report {
    let mut mine = Report::default();
    for diagnostic in report.sorted() {
        let mut diagnostic: Diagnostic = diagnostic.clone();
        if [E0106, E0107, E0108, E0109, E0110].contains(&diagnostic.code) {
            diagnostic.code = E0501;
        }
        mine.push(diagnostic);
    }
    mine
}
