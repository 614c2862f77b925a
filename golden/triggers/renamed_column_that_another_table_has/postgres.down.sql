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

-- Running downgrade a1 ->
ALTER TABLE account DROP CONSTRAINT ck_id;

ALTER TABLE account DROP COLUMN number;

ALTER TABLE log RENAME COLUMN number TO id;

DROP TRIGGER account_made ON account;

DROP FUNCTION note();

DROP TABLE log;

DROP TABLE account;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
