//! How a script is framed: the words that the configuration and the flags share.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::diag::codes::E0108;
use crate::syntax::Here;
use crate::syntax::de::coded;

/// What one transaction holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "transaction")]
pub enum Transaction {
    /// The whole script.
    Script,
    /// One revision.
    Revision,
    /// Nothing: every statement stands alone.
    None,
}

/// The program that runs the script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "client")]
pub enum Client {
    /// Any driver: plain SQL.
    #[default]
    Plain,
    /// PostgreSQL's.
    Psql,
    /// MySQL's and MariaDB's.
    Mysql,
    /// SQL Server's.
    Sqlcmd,
    /// Oracle's.
    Sqlplus,
    /// SQLite's.
    Sqlite3,
}

macro_rules! words {
    ($type:ident: $($variant:ident $word:literal),*) => {
        impl $type {
            /// Every word with its meaning.
            pub const ALL: &[($type, &str)] = &[$(($type::$variant, $word)),*];

            /// The word as it is written.
            pub fn as_str(self) -> &'static str {
                match self { $($type::$variant => $word),* }
            }
        }
    };
}

words!(Transaction: Script "script", Revision "revision", None "none");
words!(Client: Plain "plain", Psql "psql", Mysql "mysql", Sqlcmd "sqlcmd", Sqlplus "sqlplus", Sqlite3 "sqlite3");

/// How scripts are framed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptSettings {
    /// Whether a script checks where the database stands.
    pub guard: bool,
    /// What one transaction holds; the dialect decides when none.
    pub transaction: Option<Transaction>,
    /// How long to wait for a lock, in milliseconds; 0 is without end.
    pub lock_timeout: Option<u64>,
    /// How long one statement may run, in milliseconds; 0 is without end.
    pub statement_timeout: Option<u64>,
    /// The program that runs the script, by the configuration: for the dialects that it is for.
    pub client: Client,
    /// The same by `--client`: for whatever is compiled.
    pub asked_client: Option<Client>,
    /// Whether a header comment says where the script comes from.
    pub header: bool,
}

/// A duration such as `5s`, `500ms`, `2min` or `0`, in milliseconds; a number alone
/// is milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub u64);

impl Timeout {
    /// Reads a duration; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let factor = match unit.trim() {
            "" | "ms" => 1,
            "s" => 1000,
            "min" => 60_000,
            "h" => 3_600_000,
            _ => return None,
        };
        let number: u64 = text.get(..text.len() - unit.len())?.parse().ok()?;
        // Servers keep timeouts in 32 bits.
        number.checked_mul(factor).filter(|&ms| ms <= i32::MAX as u64).map(Timeout)
    }
}

impl<'de> Deserialize<'de> for Timeout {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let here = Here::deserialize(deserializer)?;
        let text: String = here.decode_sound(&here.node)?;
        Timeout::parse(&text).ok_or_else(|| {
            let message = format!("`{text}` is not a duration");
            coded(E0108, message, "write it as `5s`, `500ms` or `2min`; `0` is without end")
        })
    }
}

impl JsonSchema for Timeout {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "timeout".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": r"^\s*\d+\s*(ms|s|min|h)?\s*$|\$\{",
            "patternErrorMessage": "A duration is wanted here: `5s`, `500ms` or `2min`; `0` is without end.",
        })
    }
}
