//! What a dialect is: data, one file a dialect.
//!
//! A [`Dialect`] has no defaults and no behaviour: adding a field makes the
//! compiler list every dialect that must answer. Statement texts are not here but
//! in the templates; which statements are needed is decided in `ops` and `lower`
//! by the strategies below, never by a dialect's name.

pub mod capabilities;
pub mod default;
pub mod literal;
pub mod mariadb;
pub mod mssql;
pub mod mysql;
pub mod name;
pub mod objects;
pub mod oracle;
pub mod postgres;
pub mod programs;
pub mod quoting;
mod reserved;
pub mod sqlite;
pub mod storage;
pub mod type_text;
pub mod values;
pub mod version;

pub use name::DialectName;
use objects::{
    AlterStart, DropSchema, Grants, Objects, OptionFor, Privilege, Sequences, privileges,
};
pub use programs::{
    ALWAYS, CheckOptions, Materialized, Programs, Readers, Replace, Routines, Triggers,
};
pub use type_text::{Spelling, TypeTable};
pub use version::Version;

/// Everything that is different about a dialect and can be said as data.
#[derive(Debug)]
pub struct Dialect {
    /// Its name.
    pub name: DialectName,
    /// The name as people write it, for messages and headers.
    pub title: &'static str,

    /// Opens a quoted identifier.
    pub quote_open: char,
    /// Closes it; doubled inside.
    pub quote_close: char,
    /// Which letters stay as they are without quotes.
    pub unquoted: Unquoted,
    /// Characters besides letters, digits and `_` that an unquoted name may hold after its first.
    pub unquoted_extra: &'static str,
    /// True where names that stand without quotes are kept in upper case.
    pub folds_to_upper: bool,
    /// Words that cannot be names without quotes: lower case, sorted.
    pub reserved: &'static [&'static str],
    /// How names are compared.
    pub names: NameMatch,
    /// The longest identifier.
    pub identifier_limit: IdentifierLimit,
    /// What no name may have, quoted or not.
    pub names_without: &'static [NameRule],

    /// How a text literal is written.
    pub text_literal: TextLiteral,
    /// What the client acts on even in a comment, and what stands there instead.
    pub comments_without: &'static [(&'static str, &'static str)],
    /// What its types hold and how literals are written.
    pub values: &'static values::ValueFacts,
    /// How bytes are written.
    pub bytes_literal: BytesLiteral,
    /// How the portable types are spelled.
    pub types: &'static TypeTable,

    /// True where DDL is undone by ROLLBACK.
    pub transactional_ddl: bool,
    /// What there is besides tables.
    pub objects: &'static Objects,
    /// What `schema` means.
    pub schemas: Schemas,
    /// How a column is changed.
    pub alter_column: AlterColumn,
    /// The first version with RENAME COLUMN; before it, CHANGE repeats the whole definition.
    pub rename_column_since: Version,
    /// True where checks and computed columns follow a column to its new name.
    pub rename_follows: bool,
    /// True where a column can be put before or behind another.
    pub column_places: bool,
    /// How a constraint is added to, dropped from and renamed in an existing table.
    pub alter_constraint: AlterConstraint,
    /// How DROP says which constraint goes.
    pub drop_constraint: DropConstraint,
    /// The first version that does not read over CHECK.
    pub checks_since: Version,
    /// What a foreign key asks of its columns.
    pub foreign_keys: ForeignKeys,
    /// True where raw SQL may write a foreign key before there is its table: SQLite asks when
    /// rows change (<https://www.sqlite.org/foreignkeys.html>), MySQL and MariaDB not at all while
    /// `foreign_key_checks` is 0.
    pub foreign_keys_ahead: bool,
    /// True where a new key is kept by an index that is there on its columns
    /// (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/constraint.html>):
    /// there are no two on the same columns.
    pub keys_use_indexes: bool,
    /// How ALTER TABLE adds and drops a column.
    pub alter_columns_of_table: ColumnList,
    /// Columns have collations since; none: always.
    pub collations_since: Option<Version>,
    /// The collation of a column that names none, where it can be said.
    pub own_collation: Option<&'static str>,
    /// How a column default is kept.
    pub defaults: Defaults,
    /// How a column numbers itself.
    pub autoincrement: Autoincrement,
    /// True where `serial` is a type of its own.
    pub serial_types: bool,
    /// What becomes of comments.
    pub comments: Comments,
    /// What an enum column is.
    pub enums: Enums,
    /// The name that the server gives an unnamed constraint.
    pub automatic_names: AutomaticNames,
    /// Where an index name must be unique.
    pub index_names: IndexNames,
    /// True where CREATE INDEX and DROP INDEX know IF [NOT] EXISTS.
    pub if_exists_index: bool,
    /// True where ALTER TABLE ADD/DROP COLUMN and DROP CONSTRAINT know IF [NOT] EXISTS.
    pub if_exists_in_alter: bool,
    /// Until this version, and in ALTER TABLE at any, IF [NOT] EXISTS is a block around the
    /// statement that passes over the server's error; none where the words are enough.
    pub if_exists_by_block_until: Option<Version>,
    /// True where ALTER INDEX … RENAME TO exists.
    pub rename_index: bool,
    /// True where DROP COLUMN takes the column's own indexes and constraints along.
    pub drop_column_takes_along: bool,
    /// True where it refuses while a constraint, or an expression in an index, speaks of other
    /// columns as well.
    pub drop_column_refuses_shared: bool,
    /// True where DROP knows CASCADE.
    pub drop_cascade: bool,
    /// True where that takes views along.
    pub cascade_takes_views: bool,
    /// True where an index can be built beside writers outside a transaction.
    pub concurrent_index: bool,
    /// An index may hold expressions since.
    pub expression_index_since: Option<Version>,
    /// The first version that does not read over DESC in an index.
    pub descending_index_since: Version,
    /// What is known of the lengths of keys.
    pub key_lengths: Option<KeyLengths>,
    /// True where an index may have a condition.
    pub partial_index: bool,
    /// True where an index may carry further columns in its leaves.
    pub index_include: bool,
    /// True where an index part may say NULLS FIRST or LAST.
    pub index_nulls_order: bool,
    /// The access methods that an index may name.
    pub index_methods: IndexMethods,
    /// True where an index has operator classes, parameters and a tablespace of its own.
    pub index_storage: bool,
    /// True where an index names its tablespace.
    pub index_tablespace: bool,
    /// True where two indexes may have the same columns in the same order, keys' included.
    pub same_columns_indexed_twice: bool,
    /// Types, as they are spelled, of which no key and no index can be made.
    pub keyless_types: &'static [&'static str],
    /// True where two tables of a schema cannot have constraints of one name.
    pub constraint_names_per_schema: bool,
    /// True where constraints may be DEFERRABLE.
    pub deferrable: bool,
    /// True where primary keys and unique constraints may be, too.
    pub deferrable_keys: bool,
    /// True where a foreign key may say MATCH.
    pub match_clause: bool,
    /// True where a constraint can be added NOT VALID and validated later.
    pub not_valid: bool,
    /// Foreign-key actions that exist, for ON DELETE.
    pub actions: &'static [crate::catalog::Action],
    /// The same for ON UPDATE.
    pub update_actions: &'static [crate::catalog::Action],
    /// Actions that are meant when none is said, and cannot be said.
    pub implied_actions: &'static [crate::catalog::Action],
    /// What a foreign key does when nothing is said of it.
    pub unsaid_action: crate::catalog::Action,
    /// True where there are roles at all.
    pub has_roles: bool,
    /// How rows are put into a self-numbering column.
    pub identity_insert: IdentityInsert,
    /// The most rows that one INSERT may list.
    pub insert_rows: usize,
    /// Until this version each row has an INSERT of its own.
    pub row_by_row_until: Option<Version>,
    /// How an expression may be a column default.
    pub default_expression: DefaultExpression,
    /// How a text, json or byte column without a length may have a default.
    pub large_defaults: LargeDefaults,
    /// The first version in which a TIMESTAMP column has no NOT NULL and no default but its own.
    pub plain_timestamps_since: Version,
    /// The longest comments on a column and on a table, in characters.
    pub comment_limits: Option<(usize, usize)>,
    /// Exclusion constraints exist.
    pub exclusion_constraints: bool,
    /// Computed columns that exist.
    pub computed: Computed,
    /// True where a computed column may be NOT NULL.
    pub computed_not_null: bool,
    /// True where the guard can only look into a version table that is there, and so makes
    /// it; in a transaction, which leaves nothing behind.
    pub guard_makes_table: bool,
    /// What the longest wait for a lock is counted in.
    pub lock_timeout: TimeUnit,
    /// What the longest time of a statement is counted in.
    pub statement_timeout: TimeUnit,
    /// True where a changed row outside a transaction is there to stay; COMMIT is said otherwise.
    pub commits_by_itself: bool,
    /// True where the ordinary client looks for variables and ends of lines in comments, too.
    pub client_reads_comments: bool,
    /// How statements run only where the version table stands before them.
    pub conditional: Conditional,
    /// The `--client` that goes on behind an error, and outside of any transaction, unless it
    /// is told to stop.
    pub client_goes_on: Option<&'static str>,
    /// The line that ends a batch of statements.
    pub batch_separator: Option<&'static str>,
    /// What keeps later batches from running once the transaction is gone.
    pub batch_check: Option<&'static str>,
    /// The same where a statement that fails stands outside of any transaction.
    pub batch_check_outside: Option<&'static str>,
    /// A value can be added to an enum inside a transaction since; its first use must
    /// wait for the end of that transaction.
    pub add_value_in_transaction: Option<Version>,
    /// NULLS NOT DISTINCT exists since.
    pub nulls_not_distinct_since: Option<Version>,
    /// Views, routines and triggers.
    pub programs: Programs,
}

/// Which names survive without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unquoted {
    /// Lower case only: the server folds to lower case.
    LowerCase,
    /// All lower or all upper case: the server folds to upper case, and a name in one case
    /// means the folded one, as it does to SQLAlchemy. A name begins with a letter.
    OneCase,
    /// Any case: the server keeps what was written and compares without case.
    AnyCase,
}

/// How two names are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMatch {
    /// Letter by letter, as names are quoted where folding would change them.
    Exact,
    /// Without regard to ASCII case.
    IgnoreCase,
    /// A name that needs no quotes without regard to case, any other letter by letter.
    Folded,
}

/// What a dialect's names may not have even in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRule {
    /// A blank at the end.
    BlankAtEnd,
    /// A character beyond U+FFFF.
    Supplementary,
    /// This text.
    Text(&'static str),
    /// A line break, which the client reads as the end of something.
    LineBreak,
    /// A line that ends a batch.
    BatchEnd,
}

/// The longest identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierLimit {
    /// Bytes of UTF-8.
    Bytes(usize),
    /// Bytes of UTF-8: the second number since a version, the first before it.
    BytesSince(usize, Version, usize),
    /// Characters.
    Characters(usize),
    /// No limit that a name could meet.
    None,
}

/// How a text literal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextLiteral {
    /// `'…'`, quotes doubled, backslashes plain.
    Plain,
    /// `N'…'`.
    National,
    /// `'…'`, quotes and backslashes doubled.
    Backslash,
    /// `'…' || CHR(10) || '…'`: what the client would act on stands outside the quotes, and
    /// no piece is longer than the server and the client's lines allow.
    Pieces,
}

/// How bytes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BytesLiteral {
    /// `'\x00ff'`.
    BackslashX,
    /// `X'00ff'`.
    QuotedX,
    /// `0x00ff`.
    ZeroX,
    /// `HEXTORAW('00ff')`.
    HexToRaw,
}

/// What `schema` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schemas {
    /// A namespace inside the database.
    Namespaces,
    /// A database of its own.
    Databases,
    /// What belongs to a user of this name.
    Users,
    /// An attached database file; a configured default schema does not apply.
    AttachedDatabases,
}

/// How a column is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlterColumn {
    /// Each facet has its own statement.
    PerFacet,
    /// Type and nullability are restated together; what hangs on the column is taken off and put back.
    Restate,
    /// The whole definition is repeated, and what is left out is lost.
    Redefine,
    /// One statement with the properties that change, and only those.
    Modify,
    /// There is no such statement: the table is rebuilt.
    Rebuild,
}

/// How a constraint of an existing table is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlterConstraint {
    /// ALTER TABLE … ADD / DROP CONSTRAINT.
    Native,
    /// There is no such statement: the table is rebuilt.
    Rebuild,
}

/// How DROP says which constraint goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropConstraint {
    /// DROP CONSTRAINT and the name, whatever it is.
    ByName,
    /// DROP FOREIGN KEY, DROP PRIMARY KEY, DROP INDEX …
    ByKind {
        /// The first version that knows DROP CONSTRAINT for any kind.
        any_since: Version,
    },
}

/// What a foreign key asks of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignKeys {
    /// Types that can be compared.
    Comparable,
    /// The same types, and an index on the columns, which the server makes where there is none
    /// and drops where another will do.
    SameAndIndexed,
}

/// What is known of the lengths of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyLengths {
    /// The most bytes of a key.
    pub bytes: u32,
    /// True where a unique constraint on more than that is kept by a hash.
    pub long_unique: bool,
    /// The first version whose text takes up to four bytes a character unless something
    /// else is said; one before.
    pub wide_since: Version,
}

/// The access methods that an index may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexMethods {
    /// None: there is no such clause.
    None,
    /// Any: extensions bring their own.
    Any,
    /// These, in lower case.
    These(&'static [&'static str]),
}

/// How a column that is kept outside of its row may have a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LargeDefaults {
    /// Like any other column.
    Literal,
    /// Only as an expression in parentheses.
    Expression,
}

/// What a timeout is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// A text with its unit.
    Text,
    /// Milliseconds.
    Milliseconds,
    /// Whole seconds.
    Seconds,
    /// Seconds with a decimal point.
    Decimal,
}

/// How columns are added to and dropped from an existing table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnList {
    /// Any column, by its own statement.
    Native,
    /// Only simple columns; DROP COLUMN since the given version; a rebuild otherwise.
    SimpleOnly {
        /// The first version with DROP COLUMN.
        drop_since: Version,
    },
}

/// How a column default is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defaults {
    /// As a property of the column.
    Property,
    /// As a named constraint that must go before the column does.
    Constraint,
}

/// How a column numbers itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Autoincrement {
    /// GENERATED … AS IDENTITY, which can be added and taken away.
    Identity,
    /// GENERATED … AS IDENTITY, which can be changed and taken away, but not added.
    KeptIdentity,
    /// IDENTITY(start, increment), fixed when the column is made.
    FixedIdentity,
    /// AUTOINCREMENT behind a single-column INTEGER PRIMARY KEY.
    RowId,
    /// AUTO_INCREMENT, a word of the column's definition; the column leads a key.
    Word,
}

/// What becomes of comments on tables and columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comments {
    /// A statement of their own.
    Statement,
    /// They live in the simulated schema only.
    Simulated,
    /// A clause of the column's and the table's definition.
    Clause,
}

/// What an enum column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enums {
    /// A type of its own, made before its first use.
    Type,
    /// VARCHAR of the longest value with a CHECK named like the enum.
    Check,
    /// A list of values as the type of each column.
    Inline,
}

/// The names that the server gives to unnamed constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AutomaticNames {
    /// `<table>_<columns>_<key|fkey|check|pkey|excl>`, numbered where taken.
    TableColumnsLabel,
    /// None that a statement could use.
    None,
    /// PRIMARY; `<first column>_<n>`; `<table>_ibfk_<n>`; and for a check a number.
    Numbered {
        /// `<table>_chk_<n>` rather than `CONSTRAINT_<n>`.
        checks_by_table: bool,
    },
    /// Random: a script must ask the server's catalog.
    Random,
}

/// Where an index name must be unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexNames {
    /// In the schema: DROP INDEX needs no table.
    PerSchema,
    /// In the table: DROP INDEX names the table.
    PerTable,
}

/// How rows are put into a self-numbering column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentityInsert {
    /// Given values are taken; GENERATED ALWAYS needs OVERRIDING SYSTEM VALUE.
    Overriding,
    /// A session switch around the statement.
    Switch,
    /// Given values are taken, but for 0 and NULL, which ask for a number; a switch around a 0.
    FreeButZero,
    /// Given values are taken; a column GENERATED ALWAYS is BY DEFAULT while they are put in.
    ByDefaultMeanwhile,
    /// Given values are taken.
    Free,
}

/// How an expression may be a column default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultExpression {
    /// As it stands.
    Bare,
    /// In parentheses.
    Parenthesized,
    /// The present time as it stands; anything else in parentheses, and only since a version.
    ButPresentTime {
        /// The first version with the rest.
        since: Version,
    },
}

/// How statements run only on a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conditional {
    /// In a block of procedural SQL, as texts. The block is one transaction.
    Block,
    /// Behind an IF, as texts.
    Batch,
    /// In a block of procedural SQL, as texts of one statement each.
    Pieces,
    /// Each prepared from a text or from nothing.
    Prepared {
        /// What can be prepared, by the words that it begins with; everything otherwise.
        only: Option<&'static [&'static str]>,
    },
    /// Not at all: there is no procedural SQL.
    None,
}

/// Which computed columns exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Computed {
    /// GENERATED ALWAYS AS (…) STORED; VIRTUAL since the given version.
    Stored {
        /// The first version with virtual ones.
        virtual_since: Version,
    },
    /// GENERATED ALWAYS AS (…) STORED or VIRTUAL.
    Both,
    /// AS (…) with or without PERSISTED.
    Persisted,
    /// GENERATED ALWAYS AS (…) VIRTUAL.
    Virtual,
}

impl Dialect {
    /// The facts of a dialect.
    pub fn of(name: DialectName) -> &'static Dialect {
        match name {
            DialectName::Postgres => &postgres::POSTGRES,
            DialectName::Mysql => &mysql::MYSQL,
            DialectName::Mariadb => &mariadb::MARIADB,
            DialectName::Sqlite => &sqlite::SQLITE,
            DialectName::Mssql => &mssql::MSSQL,
            DialectName::Oracle => &oracle::ORACLE,
        }
    }
}
