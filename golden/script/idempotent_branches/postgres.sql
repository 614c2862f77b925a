BEGIN;

DO $$
DECLARE
    fits boolean := false;
    found text;
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        fits := (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1', 'b2', 'd4')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2', 'c3')) = 2;
        SELECT string_agg(version_num::text, ', ' ORDER BY version_num) INTO found FROM alembic_version;
    END IF;
    IF NOT fits THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script is for databases from a1 to d4, and the database is at ' || COALESCE(found, 'no version');
    END IF;
END
$$;

-- Running upgrade a1 -> b2, table of b2
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1 THEN
        EXECUTE $$
CREATE TABLE t_b2 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1'$$;
    END IF;
END
$revision$;

-- Running upgrade a1 -> c3, table of c3
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN
        EXECUTE $$
CREATE TABLE t_c3 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
$$;
        EXECUTE $$INSERT INTO alembic_version (version_num) VALUES ('c3')$$;
    END IF;
END
$revision$;

-- Running upgrade b2, c3 -> d4, one again
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2', 'c3')) = 2 THEN
        EXECUTE $$
CREATE TABLE t_d4 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
$$;
        EXECUTE $$DELETE FROM alembic_version WHERE version_num = 'b2'$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'd4' WHERE version_num = 'c3'$$;
    END IF;
END
$revision$;

COMMIT;
