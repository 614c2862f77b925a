BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY[]::text[] AND cardinality(found) = 0) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at base, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1
CREATE TABLE t (
    c_smallint SMALLINT,
    c_integer INTEGER,
    c_bigint BIGINT,
    c_numeric NUMERIC(12, 2),
    c_real REAL,
    c_float FLOAT,
    c_double DOUBLE PRECISION,
    c_boolean BOOLEAN,
    c_char CHAR(2),
    c_varchar VARCHAR(80),
    c_nchar CHAR(2),
    c_nvarchar VARCHAR(80),
    c_text TEXT,
    c_binary BYTEA,
    c_varbinary BYTEA,
    c_blob BYTEA,
    c_date DATE,
    c_datetime TIMESTAMP WITHOUT TIME ZONE,
    c_datetimetz TIMESTAMP WITH TIME ZONE,
    c_timestamp TIMESTAMP WITHOUT TIME ZONE,
    c_uuid UUID,
    c_json JSON,
    c_jsonb JSONB
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
