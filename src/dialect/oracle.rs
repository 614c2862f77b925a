//! Oracle Database 12.1 to 23 (<https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/>).

use super::values::*;
use super::*;
use crate::catalog::Action;

/// The facts of Oracle Database.
pub static ORACLE: Dialect = Dialect {
    name: DialectName::Oracle,
    title: "Oracle",
    quote_open: '"',
    quote_close: '"',
    unquoted: Unquoted::OneCase,
    unquoted_extra: "$#",
    reserved: reserved::ORACLE,
    names: NameMatch::Folded,
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html
    identifier_limit: IdentifierLimit::BytesSince(30, Version(12, 2, 0), 128),
    // A quote cannot be said at all; SQL*Plus reads `&x` as a variable and may end a statement at a line end:
    // https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Database-Object-Names-and-Qualifiers.html
    names_without: &[NameRule::Text("\""), NameRule::Text("&"), NameRule::LineBreak],
    text_literal: TextLiteral::Pieces,
    values: &VALUES,
    bytes_literal: BytesLiteral::HexToRaw,
    types: &TYPES,
    transactional_ddl: false,
    objects: &OBJECTS,
    schemas: Schemas::Users,
    alter_column: AlterColumn::Modify,
    alter_constraint: AlterConstraint::Native,
    alter_columns_of_table: ColumnList::Native,
    defaults: Defaults::Property,
    autoincrement: Autoincrement::Identity,
    serial_types: false,
    comments: Comments::Statement,
    enums: Enums::Check,
    automatic_names: AutomaticNames::Random,
    index_names: IndexNames::PerSchema,
    if_exists: false,
    if_exists_in_alter: false,
    rename_index: true,
    drop_column_takes_along: false,
    drop_cascade: false,
    concurrent_index: false,
    expression_index: true,
    partial_index: false,
    index_include: false,
    index_nulls_order: false,
    index_method: false,
    deferrable: true,
    deferrable_keys: true,
    match_clause: false,
    not_valid: true,
    // ON DELETE alone, and no ON UPDATE: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/constraint.html
    actions: &[Action::NoAction, Action::Cascade, Action::SetNull],
    has_roles: true,
    identity_insert: IdentityInsert::Free,
    // One row an INSERT until 23: https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/INSERT.html
    insert_rows: 1,
    default_expression: DefaultExpression::Bare,
    exclusion_constraints: false,
    computed: Computed::Virtual,
    guard_makes_table: false,
    timeouts_have_units: false,
    batch_separator: None,
    batch_check: None,
    batch_check_outside: None,
    add_value_in_transaction: None,
    nulls_not_distinct_since: None,
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
    // What MAX_STRING_SIZE = EXTENDED allows.
    limits: TypeLimits {
        precision: Some(38),
        scale: Some(127),
        char: Some(2000),
        varchar: Some(32_767),
        nchar: Some(2000),
        nvarchar: Some(32_767),
        binary: Some(32_767),
        varbinary: Some(32_767),
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
