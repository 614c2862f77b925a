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
ALTER TABLE account RENAME COLUMN age TO years;

ALTER TABLE account ALTER COLUMN years DROP DEFAULT;

ALTER TABLE account ALTER COLUMN years TYPE INTEGER USING years::INTEGER;

ALTER TABLE account ALTER COLUMN years SET DEFAULT 7;

ALTER TABLE account ALTER COLUMN years SET NOT NULL;

COMMENT ON COLUMN account.years IS 'new';

UPDATE alembic_version SET version_num = 'a2' WHERE version_num = 'a1';

COMMIT;
