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

-- Running upgrade  -> a1, a table in parts
CREATE TABLE reading (
    id INTEGER NOT NULL,
    day DATE NOT NULL
) PARTITION BY range (day);

CREATE TABLE reading_2024 (
    id INTEGER NOT NULL,
    day DATE NOT NULL
);

ALTER TABLE reading ATTACH PARTITION reading_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b1, what its partitions get, too
ALTER TABLE reading ADD COLUMN note VARCHAR(20);

CREATE INDEX ix_note_of_2024 ON reading_2024 (note, day);

CREATE INDEX ix_reading_day ON reading (day);

ALTER TABLE reading ADD CONSTRAINT ck_id CHECK (id > 0);

ALTER TABLE reading ALTER COLUMN note TYPE TEXT;

ALTER TABLE reading ALTER COLUMN note SET DEFAULT '';

ALTER TABLE reading ALTER COLUMN note SET NOT NULL;

ALTER TABLE reading RENAME COLUMN note TO remark;

ALTER TABLE reading DROP COLUMN id CASCADE;

UPDATE alembic_version SET version_num = 'b1' WHERE version_num = 'a1';

COMMIT;
