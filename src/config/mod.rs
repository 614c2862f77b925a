//! The configuration as data.
//!
//! In: the text of `cucurbit.yaml`, what the command line overrides, and a look-up
//! for environment variables. Out: [`Settings`], the plain answers that the rest of
//! the program works from. Reads no files and no environment by itself.

pub mod current;
mod dialects;
mod file;
mod resolve;
mod script;
mod variables;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use indexmap::IndexMap;

pub use dialects::{default_version, no_dialect, parse_dialect};
pub use file::{ConfigFile, LintLevel, json_schema};
pub use resolve::resolve;
pub use script::{Client, ScriptSettings, Transaction};
pub use variables::{Unset, blame_environment};

use crate::dialect::{DialectName, Version};
use crate::source::Spanned;
use crate::syntax::variables::Variables;

/// What the command line says about things that the configuration could say too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// `--dialect`, in order.
    pub dialects: Vec<String>,
    /// `--dialect-version`.
    pub dialect_version: Option<String>,
    /// `--url`.
    pub url: Option<String>,
    /// `--target`.
    pub target: Option<String>,
    /// `-x`, in order; the last of a name counts.
    pub variables: Vec<(String, String)>,
    /// `--schema`.
    pub schema: Option<String>,
    /// `--version-table-schema`.
    pub version_table_schema: Option<String>,
    /// `--no-guard`.
    pub no_guard: bool,
    /// `--transaction`.
    pub transaction: Option<Transaction>,
    /// `--client`.
    pub client: Option<Client>,
}

/// Everything that is configured, after flags, target, environment, file and
/// built-in defaults have had their say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where relative paths of the configuration begin.
    pub directory: PathBuf,
    /// The target that was chosen.
    pub target: Option<String>,
    /// Directories of revisions, as configured.
    pub revisions: Vec<Spanned<String>>,
    /// True when `revisions` is the built-in default.
    pub revisions_by_default: bool,
    /// The dialects with their versions; empty when none is configured.
    pub dialects: Vec<(DialectName, Version)>,
    /// The schema of names that have none.
    pub schema: Option<String>,
    /// The version table.
    pub version_table: VersionTable,
    /// Values for `${name}`.
    pub variables: Variables,
    /// Variables that are configured and have no value, with the reason.
    pub unset: IndexMap<String, Unset>,
    /// Patterns for names by kind: `ix`, `uq`, `ck`, `fk`, `pk`.
    pub naming_convention: IndexMap<String, String>,
    /// The pattern of a new revision's file name.
    pub file_template: Spanned<String>,
    /// The zone of the dates of new revisions, as written; the machine's own when none.
    pub timezone: Option<Spanned<String>>,
    /// The directory of golden files.
    pub golden: String,
    /// The file that says what was there before the first revision.
    pub base_schema: Option<Spanned<String>>,
    /// Patterns of names that others own.
    pub external: Vec<String>,
    /// Files that say what the schema should be.
    pub model: Vec<Spanned<String>>,
    /// Commands to run on every file that a command writes.
    pub post_write: Vec<String>,
    /// How scripts are framed.
    pub script: ScriptSettings,
    /// What lints do.
    pub lint: LintSettings,
}

/// The name of the version table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionTable {
    /// Its name.
    pub name: String,
    /// Its schema; the connection's own when none.
    pub schema: Option<String>,
}

/// What lints do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintSettings {
    /// Levels by rule.
    pub rules: IndexMap<String, LintLevel>,
    /// Revisions up to here are not looked at.
    pub since: Option<String>,
    /// What was created up to here counts as old.
    pub baseline: Option<String>,
}

impl Settings {
    /// A configured path, relative to the configuration's directory.
    pub fn path(&self, configured: &str) -> PathBuf {
        Path::new(&self.directory).join(configured)
    }
}
