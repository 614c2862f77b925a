//! The `options:` of `create_table`: clauses that only one dialect knows.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::catalog::TableOptions;
use crate::dialect::DialectName;
use crate::ops::Apply;
use crate::source::Span;
use crate::sql::Ident;

/// Clauses behind the closing parenthesis, by dialect.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "table_options")]
pub struct OptionsDef {
    /// For PostgreSQL.
    #[serde(default)]
    postgres: Option<PostgresOptions>,
    /// For MySQL, and for MariaDB unless `mariadb:` stands beside it.
    #[serde(default)]
    mysql: Option<MysqlOptions>,
    /// For MariaDB.
    #[serde(default)]
    mariadb: Option<MysqlOptions>,
    /// For SQLite.
    #[serde(default)]
    sqlite: Option<SqliteOptions>,
    /// For SQL Server.
    #[serde(default)]
    mssql: Option<MssqlOptions>,
    /// For Oracle.
    #[serde(default)]
    oracle: Option<OracleOptions>,
}

/// What CREATE TABLE of PostgreSQL takes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "postgres_options")]
struct PostgresOptions {
    /// UNLOGGED: fast, and empty after a crash of the server.
    unlogged: bool,
    /// The tablespace.
    tablespace: Option<Ident>,
    /// How the table is partitioned: `RANGE (created_at)`, `LIST (state)` or `HASH (id)`.
    partition_by: Option<String>,
    /// The tables that it inherits from.
    inherits: Vec<Ident>,
    /// Storage parameters: `{fillfactor: 70}`.
    with: indexmap::IndexMap<String, String>,
}

/// What CREATE TABLE of MySQL and MariaDB takes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "mysql_options")]
struct MysqlOptions {
    /// The storage engine; InnoDB where the server says nothing else.
    engine: Option<String>,
    /// The character set: `utf8mb4`.
    charset: Option<String>,
    /// The collation: `utf8mb4_bin`.
    collate: Option<String>,
    /// The first number of the column that numbers itself.
    auto_increment: Option<u64>,
}

/// What CREATE TABLE of SQLite takes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "sqlite_options")]
struct SqliteOptions {
    /// STRICT: types are enforced. From 3.37.
    strict: bool,
    /// WITHOUT ROWID: the primary key is the row's only address.
    without_rowid: bool,
}

/// What CREATE TABLE of SQL Server takes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "mssql_options")]
struct MssqlOptions {
    /// The filegroup.
    on: Option<Ident>,
}

/// What CREATE TABLE of Oracle takes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(rename = "oracle_options")]
struct OracleOptions {
    /// The tablespace.
    tablespace: Option<Ident>,
}

impl OptionsDef {
    /// True when nothing was said for any dialect.
    pub fn is_empty(&self) -> bool {
        self.postgres.is_none()
            && self.mysql.is_none()
            && self.mariadb.is_none()
            && self.sqlite.is_none()
            && self.mssql.is_none()
            && self.oracle.is_none()
    }

    /// The clauses for the dialect of this compile, as they are written there.
    ///
    /// Reports what the dialect's version does not know.
    pub fn pick(&self, cx: &mut Apply<'_>, span: Span) -> Option<TableOptions> {
        let quoted = |name: &Ident| cx.env.dialect.quoted(name);
        let mut options = TableOptions::default();
        let after = &mut options.after;
        match cx.env.dialect.name {
            DialectName::Postgres => {
                let Some(o) = &self.postgres else { return Some(options) };
                if !o.inherits.is_empty() {
                    let parents: Vec<String> = o.inherits.iter().map(quoted).collect();
                    after.push(format!("INHERITS ({})", parents.join(", ")));
                }
                if let Some(by) = &o.partition_by {
                    after.push(format!("PARTITION BY {by}"));
                }
                if !o.with.is_empty() {
                    let with: Vec<String> =
                        o.with.iter().map(|(k, v)| format!("{k} = {v}")).collect();
                    after.push(format!("WITH ({})", with.join(", ")));
                }
                after.extend(o.tablespace.iter().map(|t| format!("TABLESPACE {}", quoted(t))));
                options.before.extend(o.unlogged.then(|| "UNLOGGED".to_owned()));
            }
            DialectName::Mysql | DialectName::Mariadb => {
                let own = match cx.env.dialect.name {
                    DialectName::Mariadb => self.mariadb.as_ref(),
                    _ => None,
                };
                let Some(o) = own.or(self.mysql.as_ref()) else { return Some(options) };
                for word in [&o.engine, &o.charset, &o.collate].into_iter().flatten() {
                    check_word(cx, word, span)?;
                }
                after.extend(o.engine.iter().map(|engine| format!("ENGINE={engine}")));
                after.extend(o.auto_increment.iter().map(|n| format!("AUTO_INCREMENT={n}")));
                after.extend(o.charset.iter().map(|c| format!("DEFAULT CHARSET={c}")));
                after.extend(o.collate.iter().map(|c| format!("COLLATE={c}")));
            }
            DialectName::Sqlite => {
                let Some(o) = &self.sqlite else { return Some(options) };
                // https://www.sqlite.org/stricttables.html
                let since = crate::dialect::Version(3, 37, 0);
                if o.strict && cx.env.version < since {
                    let version = cx.env.version;
                    return cx.fail(
                        crate::diag::Diagnostic::error(
                            crate::diag::codes::E0406,
                            format!("SQLite {version} has no STRICT tables"),
                        )
                        .at(span)
                        .help(format!(
                            "it has since {since}; set `dialect_version` if that is what runs"
                        )),
                    );
                }
                let words = [(o.strict, "STRICT"), (o.without_rowid, "WITHOUT ROWID")];
                let said: Vec<&str> = words.into_iter().filter(|w| w.0).map(|w| w.1).collect();
                after.extend((!said.is_empty()).then(|| said.join(", ")));
            }
            DialectName::Mssql => {
                after.extend(
                    self.mssql.iter().flat_map(|o| &o.on).map(|fg| format!("ON {}", quoted(fg))),
                );
            }
            DialectName::Oracle => {
                let space = self.oracle.iter().flat_map(|o| &o.tablespace);
                after.extend(space.map(|t| format!("TABLESPACE {}", quoted(t))));
            }
        }
        Some(options)
    }
}

/// Reports E0108 for what is no single word and could be anything.
fn check_word(cx: &mut Apply<'_>, word: &str, span: Span) -> Option<()> {
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Some(());
    }
    cx.fail(
        crate::diag::Diagnostic::error(
            crate::diag::codes::E0108,
            format!("`{word}` is no name of an engine, a character set or a collation"),
        )
        .at(span),
    )
}
