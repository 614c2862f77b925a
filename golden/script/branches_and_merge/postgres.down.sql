BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY['d4']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at d4, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade d4 -> b2, b3, merge
INSERT INTO alembic_version (version_num) VALUES ('b2');

UPDATE alembic_version SET version_num = 'b3' WHERE version_num = 'd4';

-- Running downgrade b3 -> a1, right
DROP TABLE u;

DELETE FROM alembic_version WHERE version_num = 'b3';

-- Running downgrade b2 -> a1, left
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
