BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY['b2']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at b2, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade b2 -> a1, stricter
ALTER TABLE account ALTER COLUMN mail TYPE TEXT;

ALTER TABLE account RENAME COLUMN mail TO email;

ALTER TABLE journal ALTER COLUMN what DROP NOT NULL;

ALTER TABLE journal RENAME TO log;

ALTER TABLE account DROP CONSTRAINT ck_n;

ALTER TABLE account ALTER COLUMN n DROP DEFAULT;

ALTER TABLE account ALTER COLUMN n DROP NOT NULL;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , start
DROP INDEX ix_email;

DROP TABLE log;

DROP TABLE account;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
