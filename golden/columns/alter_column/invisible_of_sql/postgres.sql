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

-- Running upgrade  -> a1, what only raw SQL says of a column and an index
CREATE TABLE plant (
    id INTEGER NOT NULL,
    note INTEGER DEFAULT 3,
    name VARCHAR(20),
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_name ON plant (name, id);

CREATE INDEX ix_note ON plant (note);

INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, is said again with each new definition
ALTER TABLE plant ALTER COLUMN note TYPE BIGINT;

DROP INDEX ix_note;

DROP INDEX uq_name;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;
