//! SQL Server 2016 to 2022 (<https://learn.microsoft.com/sql/t-sql/statements/statements>).

use super::values::*;
use super::*;
use crate::catalog::Action;

/// The facts of SQL Server.
pub static MSSQL: Dialect = Dialect {
    name: DialectName::Mssql,
    title: "SQL Server",
    quote_open: '[',
    quote_close: ']',
    unquoted: Unquoted::AnyCase,
    unquoted_extra: "@#$",
    reserved: reserved::MSSQL,
    names: NameMatch::IgnoreCase,
    // https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers
    identifier_limit: IdentifierLimit::Characters(128),
    // sqlcmd reads `$(x)` as a variable wherever it stands:
    // https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-use-scripting-variables
    names_without: &[NameRule::BatchEnd, NameRule::Text("$(")],
    text_literal: TextLiteral::National,
    comments_without: &[("$(", "$ (")],
    values: &VALUES,
    bytes_literal: BytesLiteral::ZeroX,
    types: &TYPES,
    transactional_ddl: true,
    objects: &OBJECTS,
    schemas: Schemas::Namespaces,
    alter_column: AlterColumn::Restate,
    alter_constraint: AlterConstraint::Native,
    alter_columns_of_table: ColumnList::Native,
    defaults: Defaults::Constraint,
    autoincrement: Autoincrement::FixedIdentity,
    serial_types: false,
    comments: Comments::Statement,
    enums: Enums::Check,
    automatic_names: AutomaticNames::Random,
    index_names: IndexNames::PerTable,
    if_exists: true,
    if_exists_in_alter: true,
    rename_index: true,
    drop_column_takes_along: false,
    drop_cascade: false,
    // ONLINE = ON is an Enterprise feature and no statement of its own.
    concurrent_index: false,
    expression_index: false,
    // https://learn.microsoft.com/sql/relational-databases/indexes/create-filtered-indexes
    partial_index: true,
    index_include: true,
    index_nulls_order: false,
    index_method: false,
    deferrable: false,
    deferrable_keys: false,
    match_clause: false,
    // WITH NOCHECK, then WITH CHECK CHECK CONSTRAINT.
    not_valid: true,
    // RESTRICT is not among them: https://learn.microsoft.com/sql/t-sql/statements/alter-table-table-constraint-transact-sql
    actions: &[Action::NoAction, Action::Cascade, Action::SetNull, Action::SetDefault],
    has_roles: true,
    identity_insert: IdentityInsert::Switch,
    // https://learn.microsoft.com/sql/t-sql/queries/table-value-constructor-transact-sql
    insert_rows: 1000,
    default_expression: DefaultExpression::Bare,
    exclusion_constraints: false,
    computed: Computed::Persisted,
    guard_makes_table: false,
    timeouts_have_units: false,
    batch_separator: Some("GO"),
    // XACT_ABORT undoes the transaction, and the next batch would run without one:
    // https://learn.microsoft.com/sql/t-sql/statements/set-noexec-transact-sql
    batch_check: Some("IF @@TRANCOUNT = 0 SET NOEXEC ON;\nGO"),
    // https://learn.microsoft.com/sql/t-sql/functions/error-transact-sql
    batch_check_outside: Some("IF @@ERROR <> 0 SET NOEXEC ON;\nGO"),
    add_value_in_transaction: None,
    nulls_not_distinct_since: None,
};

static TYPES: TypeTable = TypeTable {
    smallint: Spelling::Fixed("SMALLINT"),
    integer: Spelling::Fixed("INTEGER"),
    bigint: Spelling::Fixed("BIGINT"),
    numeric: Spelling::Args("NUMERIC"),
    real: Spelling::Fixed("REAL"),
    float: Spelling::Args("FLOAT"),
    double: Spelling::Fixed("DOUBLE PRECISION"),
    boolean: Spelling::Fixed("BIT"),
    char: Spelling::Args("CHAR"),
    varchar: Spelling::Length { name: "VARCHAR", bare: Some("VARCHAR(max)") },
    nchar: Spelling::Args("NCHAR"),
    nvarchar: Spelling::Length { name: "NVARCHAR", bare: Some("NVARCHAR(max)") },
    text: Spelling::Fixed("VARCHAR(max)"),
    binary: Spelling::Args("BINARY"),
    varbinary: Spelling::Length { name: "VARBINARY", bare: Some("VARBINARY(max)") },
    blob: Spelling::Fixed("VARBINARY(max)"),
    date: Spelling::Fixed("DATE"),
    time: Spelling::Args("TIME"),
    datetime: Spelling::Args("DATETIME2"),
    datetimetz: Spelling::Args("DATETIMEOFFSET"),
    timestamp: Spelling::Args("DATETIME2"),
    interval: Spelling::Refused("keep seconds in a `bigint`, or text in a `varchar(40)`"),
    uuid: Spelling::Fixed("UNIQUEIDENTIFIER"),
    json: Spelling::Fixed("NVARCHAR(max)"),
    jsonb: Spelling::Fixed("NVARCHAR(max)"),
    xml: Spelling::Fixed("XML"),
    serial: Spelling::Fixed("INTEGER"),
    bigserial: Spelling::Fixed("BIGINT"),
    array: false,
};

static VALUES: ValueFacts = ValueFacts {
    booleans: ("1", "0"),
    booleans_since: None,
    moments: MomentLiteral::Text,
    zones: Zones::Kept,
    offset_hours: 14,
    first_year: 1,
    timestamp: None,
    // https://learn.microsoft.com/sql/t-sql/data-types/datetime2-transact-sql
    fraction: Some((7, 7)),
    // https://learn.microsoft.com/sql/t-sql/data-types/decimal-and-numeric-transact-sql
    bare_numeric: Some((18, 0)),
    numeric_digits: Some(38),
    single_real: true,
    float: Float::Double,
    non_finite: NonFinite::Refused,
    most_bytes: (None, None),
    empty_is_null: false,
    limits: TypeLimits {
        precision: Some(38),
        scale: Some(38),
        char: Some(8000),
        varchar: Some(8000),
        nchar: Some(4000),
        nvarchar: Some(4000),
        binary: Some(8000),
        varbinary: Some(8000),
    },
};

static OBJECTS: Objects = Objects {
    sequences: Some(Sequences {
        drop_if_exists_since: Some(Version(2016, 0, 0)),
        drop_cascade: false,
        owned_by: false,
        // https://learn.microsoft.com/sql/t-sql/statements/alter-sequence-transact-sql
        alter_start: AlterStart::Restarts,
        // https://learn.microsoft.com/sql/t-sql/statements/create-sequence-transact-sql
        begins_at_type_minimum: true,
        no_min: "NO MINVALUE",
        no_max: "NO MAXVALUE",
        no_cache: "NO CACHE",
        default_cache: "CACHE",
        no_cycle: "NO CYCLE",
    }),
    grants: Some(Grants {
        // https://learn.microsoft.com/sql/t-sql/statements/grant-object-permissions-transact-sql
        table: privileges![
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "REFERENCES",
            "ALTER",
            "CONTROL",
            "TAKE OWNERSHIP",
            "VIEW CHANGE TRACKING",
            "VIEW DEFINITION",
        ],
        // https://learn.microsoft.com/sql/t-sql/statements/grant-schema-permissions-transact-sql
        schema: privileges![
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "EXECUTE",
            "REFERENCES",
            "ALTER",
            "CONTROL",
            "CREATE SEQUENCE",
            "TAKE OWNERSHIP",
            "VIEW CHANGE TRACKING",
            "VIEW DEFINITION",
        ],
        sequence: privileges![
            "UPDATE",
            "REFERENCES",
            "ALTER",
            "CONTROL",
            "TAKE OWNERSHIP",
            "VIEW DEFINITION",
        ],
        function: privileges![
            "EXECUTE",
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "REFERENCES",
            "ALTER",
            "CONTROL",
            "TAKE OWNERSHIP",
            "VIEW DEFINITION",
        ],
        // ALL is deprecated, and never was all of them.
        all: None,
        special: &[],
        accounts: false,
        option_for: OptionFor::Words,
        revoke_cascade: true,
        // https://learn.microsoft.com/sql/t-sql/statements/revoke-transact-sql
        revoke_grantable_cascades: true,
    }),
    extensions: false,
    attach_partition: false,
    detach_concurrently_since: None,
    drop_schema: DropSchema::Refuses,
    schema_if_exists: true,
    schema_owner: true,
    set_role_since: None,
};
