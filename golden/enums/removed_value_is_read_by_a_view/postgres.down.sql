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

-- Running downgrade b2 -> a1, some are happy
ALTER TYPE mood RENAME TO mood__old;

CREATE TYPE mood AS ENUM ('sad', 'ok');

DROP VIEW mood_count;

DROP VIEW moods;

ALTER TABLE person ALTER COLUMN mood DROP DEFAULT;

ALTER TABLE person ALTER COLUMN mood TYPE mood USING mood::TEXT::mood;

ALTER TABLE person ALTER COLUMN mood SET DEFAULT 'ok';

CREATE VIEW moods AS
SELECT id, mood FROM person WHERE mood IS NOT NULL;

GRANT SELECT ON TABLE moods TO reader;

CREATE VIEW mood_count AS
SELECT COUNT(*) AS n FROM moods;

DROP TYPE mood__old;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;
