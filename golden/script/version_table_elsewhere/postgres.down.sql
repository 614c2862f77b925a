BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('ops."Versions"') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM ops."Versions";
    END IF;
    IF NOT (found @> ARRAY['c3']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at c3, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade c3 -> b2, third
COMMIT;

DROP INDEX CONCURRENTLY ix_t_a;

BEGIN;

UPDATE ops."Versions" SET version_num = 'b2' WHERE version_num = 'c3';

-- Running downgrade b2 -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE ops."Versions" SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM ops."Versions" WHERE version_num = 'a1';

COMMIT;
