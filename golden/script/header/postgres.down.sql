-- cucurbit 0.1.0
-- compile downgrade head:base
-- PostgreSQL 15
-- c3 -> base
-- 3 revisions, SHA-256 30d17a0bb1c25df8b3ab7d51d9a4dbd1ab546d1d4c19f43a4743128ff59c2f7a

BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
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

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3';

-- Running downgrade b2 -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
