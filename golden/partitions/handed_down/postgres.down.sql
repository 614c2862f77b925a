BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY['b1']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at b1, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade b1 -> a1, what its partitions get, too
ALTER TABLE reading ADD COLUMN id INTEGER NOT NULL;

ALTER TABLE reading ADD CONSTRAINT ck_id CHECK (id > 0);

ALTER TABLE reading RENAME COLUMN remark TO note;

ALTER TABLE reading ALTER COLUMN note DROP DEFAULT;

ALTER TABLE reading ALTER COLUMN note TYPE VARCHAR(20);

ALTER TABLE reading ALTER COLUMN note DROP NOT NULL;

ALTER TABLE reading DROP CONSTRAINT ck_id;

DROP INDEX ix_reading_day;

DROP INDEX ix_note_of_2024;

ALTER TABLE reading DROP COLUMN note;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b1';

-- Running downgrade a1 -> , a table in parts
ALTER TABLE reading DETACH PARTITION reading_2024;

DROP TABLE reading_2024;

DROP TABLE reading;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
