//! Oracle Database 12.1 to 23 (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/>).

use super::values::*;
use super::*;
use crate::catalog::{Action, Timing};

/// The facts of Oracle Database.
pub static ORACLE: Dialect = Dialect {
    name: DialectName::Oracle,
    title: "Oracle",
    quote_open: '"',
    quote_close: '"',
    unquoted: Unquoted::OneCase,
    unquoted_extra: "$#",
    folds_to_upper: true,
    reserved: reserved::ORACLE,
    names: NameMatch::Folded,
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html
    identifier_limit: IdentifierLimit::BytesSince(30, Version(12, 2, 0), 128),
    // A quote cannot be said at all; SQL*Plus reads `&x` as a variable and may end a statement at a line end:
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html
    names_without: &[NameRule::Text("\""), NameRule::Text("&"), NameRule::LineBreak],
    text_literal: TextLiteral::Pieces,
    comments_without: &[("&", "+")],
    values: &VALUES,
    bytes_literal: BytesLiteral::HexToRaw,
    types: &TYPES,
    transactional_ddl: false,
    objects: &OBJECTS,
    schemas: Schemas::Users,
    alter_column: AlterColumn::Modify,
    rename_column_since: Version(0, 0, 0),
    rename_follows: true,
    column_places: false,
    alter_constraint: AlterConstraint::Native,
    drop_constraint: DropConstraint::ByName,
    checks_since: Version(0, 0, 0),
    foreign_keys: ForeignKeys::Comparable,
    foreign_keys_ahead: false,
    keys_use_indexes: true,
    alter_columns_of_table: ColumnList::Native,
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/nlspg/linguistic-sorting-and-matching.html
    collations_since: Some(Version(12, 2, 0)),
    own_collation: Some("USING_NLS_COMP"),
    defaults: Defaults::Property,
    // ORA-30673: https://docs.oracle.com/en/error-help/db/ora-30673/
    autoincrement: Autoincrement::KeptIdentity,
    serial_types: false,
    comments: Comments::Statement,
    enums: Enums::Check,
    automatic_names: AutomaticNames::Random,
    index_names: IndexNames::PerSchema,
    if_exists_index: true,
    if_exists_in_alter: true,
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/DROP-TABLE.html
    if_exists_by_block_until: Some(Version(23, 0, 0)),
    rename_index: true,
    drop_column_takes_along: true,
    // ORA-12991: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-TABLE.html
    drop_column_refuses_shared: true,
    drop_cascade: true,
    cascade_takes_views: false,
    concurrent_index: false,
    expression_index_since: Some(Version(0, 0, 0)),
    descending_index_since: Version(0, 0, 0),
    key_lengths: None,
    partial_index: false,
    index_include: false,
    index_nulls_order: false,
    index_methods: IndexMethods::None,
    index_storage: false,
    index_tablespace: true,
    // ORA-01408: https://docs.oracle.com/en/error-help/db/ora-01408/
    same_columns_indexed_twice: false,
    // ORA-02327, ORA-02329: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-INDEX.html
    keyless_types: &["CLOB", "BLOB", "NCLOB", "JSON", "XMLTYPE"],
    constraint_names_per_schema: true,
    deferrable: true,
    deferrable_keys: true,
    match_clause: false,
    not_valid: true,
    // ON DELETE alone, and no ON UPDATE: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/constraint.html
    actions: &[Action::NoAction, Action::Restrict, Action::Cascade, Action::SetNull],
    update_actions: &[Action::NoAction, Action::Restrict],
    implied_actions: &[Action::NoAction, Action::Restrict],
    unsaid_action: Action::NoAction,
    has_roles: true,
    // ORA-32795 for GENERATED ALWAYS: https://docs.oracle.com/en/error-help/db/ora-32795/
    identity_insert: IdentityInsert::ByDefaultMeanwhile,
    // One row an INSERT until 23: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/INSERT.html
    insert_rows: 1000,
    row_by_row_until: Some(Version(23, 0, 0)),
    default_expression: DefaultExpression::Bare,
    large_defaults: LargeDefaults::Literal,
    plain_timestamps_since: Version(0, 0, 0),
    comment_limits: None,
    exclusion_constraints: false,
    computed: Computed::Virtual,
    computed_not_null: true,
    guard_makes_table: false,
    // DDL_LOCK_TIMEOUT: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/DDL_LOCK_TIMEOUT.html
    lock_timeout: TimeUnit::Seconds,
    statement_timeout: TimeUnit::Milliseconds,
    commits_by_itself: false,
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqpug/using-scripts-in-SQL-Plus.html
    client_reads_comments: true,
    conditional: Conditional::Pieces,
    // WHENEVER SQLERROR is for SQL*Plus: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqpug/WHENEVER-SQLERROR.html
    client_goes_on: Some("sqlplus"),
    batch_separator: None,
    batch_check: None,
    batch_check_outside: None,
    add_value_in_transaction: None,
    nulls_not_distinct_since: None,
    programs: Programs {
        replace_view: Replace::OrReplace,
        replace_routine: Replace::OrReplace,
        check_option: CheckOptions::Plain,
        materialized: Materialized::ByProcedure,
        readers: Readers::ByName,
        routines: Routines::Block,
        languages: Some(&["sql", "plsql"]),
        overloads: false,
        // https://docs.oracle.com/en/database/oracle/oracle-database/19/lnpls/CREATE-TRIGGER-statement.html
        triggers: Triggers {
            per_table: false,
            timings: &[Timing::Before, Timing::After, Timing::InsteadOf],
            instead_of_views_only: true,
            rows_of_tables_only: true,
            several_events: Some(ALWAYS),
            update_of: Some(ALWAYS),
            truncate: false,
            for_each_row: true,
            for_each_statement: true,
            when: true,
            run_function: false,
        },
        // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/DROP-VIEW.html
        if_exists_since: Version(23, 0, 0),
        ends_at_line: Some("/"),
        default_schema: None,
        own_relations: &["sys.", "dual", "user_*", "all_*", "dba_*", "v$*"],
    },
};

static TYPES: TypeTable = TypeTable {
    smallint: Spelling::Fixed("NUMBER(5)"),
    integer: Spelling::Fixed("NUMBER(10)"),
    bigint: Spelling::Fixed("NUMBER(19)"),
    numeric: Spelling::Args("NUMBER"),
    real: Spelling::Fixed("BINARY_FLOAT"),
    float: Spelling::Args("FLOAT"),
    double: Spelling::Fixed("BINARY_DOUBLE"),
    boolean: Spelling::Since(
        Version(23, 0, 0),
        &Spelling::Fixed("BOOLEAN"),
        &Spelling::Fixed("NUMBER(1)"),
    ),
    char: Spelling::InCharacters { name: "CHAR", bare: Some("CHAR(1 CHAR)") },
    varchar: Spelling::InCharacters { name: "VARCHAR2", bare: None },
    nchar: Spelling::Args("NCHAR"),
    nvarchar: Spelling::Length { name: "NVARCHAR2", bare: None },
    text: Spelling::Fixed("CLOB"),
    binary: Spelling::Length { name: "RAW", bare: None },
    varbinary: Spelling::Length { name: "RAW", bare: None },
    blob: Spelling::Fixed("BLOB"),
    date: Spelling::Fixed("DATE"),
    time: Spelling::Refused("keep the time in a `timestamp`, or text in a `varchar(16)`"),
    datetime: Spelling::Args("TIMESTAMP"),
    datetimetz: Spelling::Precision("TIMESTAMP", " WITH TIME ZONE"),
    timestamp: Spelling::Args("TIMESTAMP"),
    interval: Spelling::Fixed("INTERVAL DAY TO SECOND"),
    uuid: Spelling::Fixed("CHAR(36 CHAR)"),
    // https://docs.oracle.com/en/database/oracle/oracle-database/21/adjsn/json-data-type.html
    json: Spelling::Since(Version(21, 0, 0), &Spelling::Fixed("JSON"), &Spelling::Fixed("CLOB")),
    jsonb: Spelling::Since(Version(21, 0, 0), &Spelling::Fixed("JSON"), &Spelling::Fixed("CLOB")),
    xml: Spelling::Fixed("XMLTYPE"),
    serial: Spelling::Fixed("NUMBER(10)"),
    bigserial: Spelling::Fixed("NUMBER(19)"),
    array: false,
};

static VALUES: ValueFacts = ValueFacts {
    booleans: ("1", "0"),
    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Types.html
    booleans_since: Some((Version(23, 0, 0), ("TRUE", "FALSE"))),
    moments: MomentLiteral::Typed,
    zones: Zones::Kept,
    // An offset is from -12:00 to +14:00.
    offset_hours: 14,
    first_year: 1,
    timestamp: None,
    fraction: Some((6, 9)),
    bare_numeric: None,
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html
    numeric_digits: Some(38),
    single_real: true,
    float: Float::Decimal(125),
    non_finite: NonFinite::Named,
    // A literal for a BLOB is a RAW in SQL.
    most_bytes: (None, Some(2000)),
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Nulls.html
    empty_is_null: true,
    // Without MAX_STRING_SIZE = EXTENDED; national characters have two bytes:
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html
    limits: TypeLimits {
        precision: Some(38),
        scale: Some(127),
        char: Some(2000),
        varchar: Some(4000),
        nchar: Some(1000),
        nvarchar: Some(2000),
        binary: Some(2000),
        varbinary: Some(2000),
    },
};

static OBJECTS: Objects = Objects {
    sequences: Some(Sequences {
        // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/DROP-SEQUENCE.html
        drop_if_exists_since: Some(Version(23, 0, 0)),
        drop_cascade: false,
        owned_by: false,
        // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/ALTER-SEQUENCE.html
        alter_start: AlterStart::RestartsSince(Version(18, 0, 0)),
        begins_at_type_minimum: false,
        no_min: "NOMINVALUE",
        no_max: "NOMAXVALUE",
        no_cache: "NOCACHE",
        default_cache: "CACHE 20",
        no_cycle: "NOCYCLE",
    }),
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/GRANT.html
    grants: Some(Grants {
        table: &[
            Privilege("SELECT", None),
            Privilege("INSERT", None),
            Privilege("UPDATE", None),
            Privilege("DELETE", None),
            Privilege("REFERENCES", None),
            Privilege("ALTER", None),
            Privilege("DEBUG", None),
            Privilege("FLASHBACK", None),
            Privilege("INDEX", None),
            Privilege("ON COMMIT REFRESH", None),
            Privilege("QUERY REWRITE", None),
            Privilege("READ", Some(Version(12, 1, 0))),
            Privilege("UNDER", None),
        ],
        // GRANT … ON SCHEMA: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/GRANT.html
        schema: &[
            Privilege("SELECT ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("INSERT ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("UPDATE ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("DELETE ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("READ ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("SELECT ANY SEQUENCE", Some(Version(23, 0, 0))),
            Privilege("EXECUTE ANY PROCEDURE", Some(Version(23, 0, 0))),
            Privilege("CREATE ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("ALTER ANY TABLE", Some(Version(23, 0, 0))),
            Privilege("DROP ANY TABLE", Some(Version(23, 0, 0))),
        ],
        sequence: privileges!["SELECT", "ALTER"],
        function: privileges!["EXECUTE", "DEBUG"],
        all: Some("ALL PRIVILEGES"),
        special: &["PUBLIC"],
        accounts: false,
        option_for: OptionFor::None,
        revoke_cascade: false,
        revoke_grantable_cascades: false,
    }),
    extensions: false,
    attach_partition: false,
    detach_concurrently_since: None,
    drop_schema: DropSchema::Refuses,
    schema_if_exists: false,
    schema_owner: false,
    set_role_since: Some(Version(0, 0, 0)),
};
