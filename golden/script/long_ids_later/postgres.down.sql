BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY['this_is_an_id_that_is_longer_than_32_characters']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at this_is_an_id_that_is_longer_than_32_characters, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade this_is_an_id_that_is_longer_than_32_characters -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'this_is_an_id_that_is_longer_than_32_characters';

COMMIT;
