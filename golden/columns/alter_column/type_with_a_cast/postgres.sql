BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY['a1']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at a1, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running upgrade a1 -> a2
ALTER TABLE account ALTER COLUMN n DROP DEFAULT;

ALTER TABLE account ALTER COLUMN n TYPE INTEGER USING n::INTEGER;

ALTER TABLE account ALTER COLUMN n SET DEFAULT 5;

ALTER TABLE account ALTER COLUMN flag DROP DEFAULT;

ALTER TABLE account ALTER COLUMN flag TYPE BOOLEAN USING flag::BOOLEAN;

ALTER TABLE account ALTER COLUMN flag SET DEFAULT false;

ALTER TABLE account ALTER COLUMN yes DROP DEFAULT;

ALTER TABLE account ALTER COLUMN yes TYPE SMALLINT USING yes::INTEGER::SMALLINT;

ALTER TABLE account ALTER COLUMN yes SET DEFAULT 1;

ALTER TABLE account ALTER COLUMN at TYPE TIMESTAMP WITHOUT TIME ZONE USING at::TIMESTAMP WITHOUT TIME ZONE;

UPDATE alembic_version SET version_num = 'a2' WHERE version_num = 'a1';

COMMIT;
