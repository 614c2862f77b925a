//! `cucurbit.yaml` as typed data, key by key.

use std::borrow::Cow;
use std::path::PathBuf;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::script::{Client, Timeout, Transaction};
use crate::diag::codes::{E0106, E0107, E0108, E0109, E0110, E0501};
use crate::diag::{Diagnostic, Report};
use crate::source::{FileId, Spanned};
use crate::sql::value::{dialect_words, map_by_dialect};
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

/// What becomes of what a rule finds.
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

/// The settings of a project for `compile`; each target may override them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "settings")]
pub(super) struct Keys {
    /// The directory of the revision files, or several; `revisions` when left out.
    pub revisions: Option<OneOrMany<Spanned<String>>>,
    /// The dialect that scripts are written for, or several: `check` and `golden` cover all of
    /// them.
    #[schemars(schema_with = "dialects")]
    pub dialect: Option<OneOrMany<Spanned<String>>>,
    /// The servers' versions by dialect, in quotes: `{postgres: "14", mysql: "8.0"}`. Left out:
    /// postgres 15, mysql 8.0, mariadb 10.11, sqlite 3.40, mssql 2019, oracle 19.
    #[schemars(schema_with = "versions")]
    pub dialect_version: Option<IndexMap<String, Spanned<String>>>,
    /// The schema of names that have none: a name, or `{env: NAME, default: public}`.
    pub schema: Option<Spanned<Value>>,
    /// The table that holds the database's revision: a name, or `{name: alembic_version, schema:
    /// public}`.
    pub version_table: Option<VersionTableKeys>,
    /// Values for `${name}` in revisions and in this file: a plain value, or `{env: NAME, default:
    /// value}`. `-x name=value` goes before them.
    pub variables: Option<IndexMap<String, Value>>,
    /// A database URL, of which only the scheme is read, to choose the dialect: `{env:
    /// DATABASE_URL}`.
    pub url: Option<Spanned<Value>>,
    /// Settings by label that go before those of the file, for `--target LABEL` or `-x db=LABEL`.
    pub targets: Option<IndexMap<String, Spanned<Keys>>>,
    /// Patterns for the names of constraints and indexes that are given none.
    pub naming_convention: Option<NamingKeys>,
    /// The name of a new revision's file: `{date}_{rev}_{slug}`; also `{year}` `{month}` `{day}`
    /// `{hour}` `{minute}` `{second}` `{epoch}`.
    pub file_template: Option<Spanned<String>>,
    /// The zone of the dates in new revisions, such as `Europe/Berlin` or `UTC`; the machine's own
    /// when left out.
    pub timezone: Option<Spanned<String>>,
    /// The directory of the golden files; `golden` when left out.
    pub golden: Option<Spanned<String>>,
    /// What was there before the first revision: an SQL dump or a YAML file.
    pub base_schema: Option<Spanned<String>>,
    /// Names that others own, which are taken on trust: `["audit.*", spatial_ref_sys]`.
    pub external: Option<OneOrMany<String>>,
    /// What the schema should be, for `check` and `revision --autogenerate`: an SQL or YAML file,
    /// or several.
    pub model: Option<OneOrMany<Spanned<String>>>,
    /// Commands to run on every revision file that a command writes: `["prettier --write {file}"]`.
    pub post_write: Option<OneOrMany<String>>,
    /// How scripts are framed.
    pub script: Option<ScriptKeys>,
    /// What lints do.
    pub lint: Option<LintKeys>,
}

/// The table that holds the database's revision.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename = "short:name", deny_unknown_fields, default)]
#[schemars(rename = "version_table", transform = schema::with_short_form::<VersionTableKeys>)]
pub(super) struct VersionTableKeys {
    /// The table's name; `alembic_version` when left out.
    pub name: Option<Spanned<String>>,
    /// Its schema; that of the other names when left out.
    pub schema: Option<String>,
}

/// Patterns for names by kind. Tokens: `{table}`, `{column_0_name}`, `{column_0_label}`,
/// `{referred_table}`, `{name}` and others.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "naming_convention")]
pub(super) struct NamingKeys {
    /// For indexes: `ix_{column_0_label}`.
    ix: Option<Spanned<String>>,
    /// For unique constraints: `uq_{table}_{column_0_name}`.
    uq: Option<Spanned<String>>,
    /// For checks: `ck_{table}_{name}`.
    ck: Option<Spanned<String>>,
    /// For foreign keys: `fk_{table}_{column_0_name}_{referred_table}`.
    fk: Option<Spanned<String>>,
    /// For primary keys: `pk_{table}`.
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

/// How scripts are framed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "script")]
pub(super) struct ScriptKeys {
    /// Whether a script refuses to run on a database that stands elsewhere; true when left out.
    pub guard: Option<bool>,
    /// What one transaction holds: the `script`, a `revision`, or `none`; what the dialect does
    /// best when left out.
    pub transaction: Option<Transaction>,
    /// How long to wait for a lock: `5s`, `500ms`, `2min`; a number alone is milliseconds, `0` is
    /// without end.
    pub lock_timeout: Option<Timeout>,
    /// How long one statement may run: `30s`; `0` is without end.
    pub statement_timeout: Option<Timeout>,
    /// The program that runs the script; `plain` SQL for any driver when left out.
    pub client: Option<Client>,
    /// Whether a comment at the top says where the script comes from; true when left out.
    pub header: Option<bool>,
}

/// What lints do.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "lint")]
pub(super) struct LintKeys {
    /// Levels by rule: `{drop-column: deny, prefer-text: allow}`.
    pub rules: Option<IndexMap<String, LintLevel>>,
    /// Revisions up to here are not looked at: an id, a label or `tag:v1.0`.
    pub since: Option<String>,
    /// What was created up to here counts as old.
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

/// A value from an environment variable.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "environment")]
struct EnvKeys {
    /// The environment variable.
    env: String,
    /// The value where the variable is not set; without it that is an error.
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

fn dialects(_: &mut SchemaGenerator) -> Schema {
    schema::one_of([dialect_words(), json_schema!({ "type": "null" })])
}

fn versions(generator: &mut SchemaGenerator) -> Schema {
    let text = String::json_schema(generator);
    let mut versions = map_by_dialect("versions", &text, &text);
    if let Some(serde_json::Value::Object(keys)) = versions.get_mut("properties") {
        keys.remove("default");
    }
    schema::one_of([versions, json_schema!({ "type": "null" })])
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
