DECLARE
    tables NUMBER;
    total NUMBER := 0;
    wanted NUMBER := 0;
    found VARCHAR2(4000);
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ALEMBIC_VERSION';
    IF tables > 0 THEN
        EXECUTE IMMEDIATE '
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (NULL) THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 0 OR wanted <> 0 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at base, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

DECLARE
    tables NUMBER;
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ALEMBIC_VERSION';
    IF tables = 0 THEN
        EXECUTE IMMEDIATE '
            CREATE TABLE alembic_version (
                version_num VARCHAR2(32 CHAR) NOT NULL,
                CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
            )';
    END IF;
END;
/

-- Running upgrade  -> a1
-- [1/2]
CREATE TABLE t (
    c_smallint NUMBER(5),
    c_integer NUMBER(10),
    c_bigint NUMBER(19),
    c_numeric NUMBER(12, 2),
    c_real BINARY_FLOAT,
    c_float FLOAT,
    c_double BINARY_DOUBLE,
    c_boolean NUMBER(1),
    c_char CHAR(2 CHAR),
    c_varchar VARCHAR2(80 CHAR),
    c_nchar NCHAR(2),
    c_nvarchar NVARCHAR2(80),
    c_text CLOB,
    c_binary RAW(16),
    c_varbinary RAW(80),
    c_blob BLOB,
    c_date DATE,
    c_datetime TIMESTAMP,
    c_datetimetz TIMESTAMP WITH TIME ZONE,
    c_timestamp TIMESTAMP,
    c_uuid CHAR(36 CHAR),
    c_json CLOB,
    c_jsonb CLOB
);

-- [2/2]
INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
