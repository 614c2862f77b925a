BEGIN;

DO $$
DECLARE
    fits boolean := true;
    found text;
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        fits := (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4', 'c3', 'b2', 'a1')) = 1;
        SELECT string_agg(version_num::text, ', ' ORDER BY version_num) INTO found FROM alembic_version;
    END IF;
    IF NOT fits THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script is for databases from d4 to base, and the database is at ' || COALESCE(found, 'no version');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running downgrade d4 -> c3, $revision$
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4')) = 1 THEN
        EXECUTE $$UPDATE person SET state = 'n/a' WHERE state IS NULL;$$;
        EXECUTE $$ALTER TABLE person ALTER COLUMN state SET NOT NULL;$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'd4'$$;
    END IF;
END
$revision$;

-- Running downgrade c3 -> b2, nothing to run
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3')) = 1 THEN
        EXECUTE $$UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3'$$;
    END IF;
END
$revision$;

-- Running downgrade b2 -> a1, how they are
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN
        EXECUTE $$DROP INDEX ix_person_name;$$;
        EXECUTE $$ALTER TABLE person DROP COLUMN state;$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2'$$;
    END IF;
END
$revision$;

-- Running downgrade a1 -> , people
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1 THEN
        EXECUTE $$DROP TABLE person;$$;
        EXECUTE $$DELETE FROM alembic_version WHERE version_num = 'a1'$$;
    END IF;
END
$revision$;

COMMIT;
