//! The dialects' names: what the command line, the configuration and the
//! per-dialect maps of a revision say.

/// One of the dialects that scripts can be written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DialectName {
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    Mysql,
    /// MariaDB.
    Mariadb,
    /// SQLite.
    Sqlite,
    /// Microsoft SQL Server.
    Mssql,
    /// Oracle Database.
    Oracle,
}

impl DialectName {
    /// Every dialect, in the order in which lists show them.
    pub const ALL: [DialectName; 6] = [
        DialectName::Postgres,
        DialectName::Mysql,
        DialectName::Mariadb,
        DialectName::Sqlite,
        DialectName::Mssql,
        DialectName::Oracle,
    ];

    /// Other names of dialects.
    pub const ALIASES: [(&str, DialectName); 3] = [
        ("postgresql", DialectName::Postgres),
        ("pg", DialectName::Postgres),
        ("sqlserver", DialectName::Mssql),
    ];

    /// The name as it is written: `postgres`, `mysql`, …
    pub fn as_str(self) -> &'static str {
        match self {
            DialectName::Postgres => "postgres",
            DialectName::Mysql => "mysql",
            DialectName::Mariadb => "mariadb",
            DialectName::Sqlite => "sqlite",
            DialectName::Mssql => "mssql",
            DialectName::Oracle => "oracle",
        }
    }

    /// The dialect of a name or one of its aliases (`postgresql`, `pg`,
    /// `sqlserver`), whatever the case; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let own = Self::ALL.into_iter().map(|dialect| (dialect.as_str(), dialect));
        let mut names = own.chain(Self::ALIASES);
        names.find(|(name, _)| text.eq_ignore_ascii_case(name)).map(|(_, dialect)| dialect)
    }
}
