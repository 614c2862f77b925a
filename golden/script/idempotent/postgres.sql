BEGIN;

DO $$
DECLARE
    fits boolean := true;
    found text;
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        fits := (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1', 'b2', 'c3', 'd4')) = 1;
        SELECT string_agg(version_num::text, ', ' ORDER BY version_num) INTO found FROM alembic_version;
    END IF;
    IF NOT fits THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script is for databases from base to d4, and the database is at ' || COALESCE(found, 'no version');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, people
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 0 THEN
        EXECUTE $$
CREATE TABLE person (
    id INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    PRIMARY KEY (id)
);
$$;
        EXECUTE $body$
INSERT INTO person (id, name) VALUES
    (1, 'it''s $$ \ {a}'),
    (2, 'b');
$body$;
        EXECUTE $$INSERT INTO alembic_version (version_num) VALUES ('a1')$$;
    END IF;
END
$revision$;

-- Running upgrade a1 -> b2, how they are
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1 THEN
        -- everybody is n/a at first
        EXECUTE $$ALTER TABLE person ADD COLUMN state VARCHAR(10);$$;
        EXECUTE $$UPDATE person SET state = 'n/a' WHERE state IS NULL;$$;
        EXECUTE $$ALTER TABLE person ALTER COLUMN state SET NOT NULL;$$;
        EXECUTE $$CREATE INDEX ix_person_name ON person (name);$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1'$$;
    END IF;
END
$revision$;

-- Running upgrade b2 -> c3, nothing to run
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN
        EXECUTE $$UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2'$$;
    END IF;
END
$revision$;

-- Running upgrade c3 -> d4, $revision$
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3')) = 1 THEN
        EXECUTE $$ALTER TABLE person ALTER COLUMN state DROP NOT NULL;$$;
        EXECUTE $$UPDATE person SET state = NULL WHERE state = 'n/a';$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'd4' WHERE version_num = 'c3'$$;
    END IF;
END
$revision$;

COMMIT;
