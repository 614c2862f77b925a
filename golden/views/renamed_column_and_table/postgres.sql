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

-- Running upgrade a1 -> b2, other names
ALTER TABLE account RENAME TO person;

ALTER TABLE person RENAME COLUMN email TO mail;

DROP VIEW more;

DROP VIEW mails;

ALTER TABLE person ALTER COLUMN mail TYPE VARCHAR(100);

CREATE VIEW mails (id, email) AS
SELECT id, mail FROM person;

CREATE VIEW more AS
SELECT email AS e FROM mails;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;
