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

-- Running upgrade a1 -> b2, update expect rows bounds
DO $$
DECLARE
    touched bigint;
BEGIN
    UPDATE account SET state = 'done' WHERE state IS NULL;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched NOT BETWEEN 1 AND 10 THEN
        RAISE EXCEPTION USING MESSAGE = 'UPDATE account touched an unexpected number of rows; expected 1 to 10 rows' || ', touched ' || touched;
    END IF;
END
$$;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;
