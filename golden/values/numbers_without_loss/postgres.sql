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
    a BIGINT DEFAULT -9223372036854775808,
    b NUMERIC(30, 2) DEFAULT 9999999999999999999999999999.99,
    c NUMERIC(8, 3) DEFAULT 123.45,
    d DOUBLE PRECISION DEFAULT 1.5e-7,
    e SMALLINT DEFAULT 7
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
