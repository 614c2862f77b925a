BEGIN;

DO $$
DECLARE
    fits boolean := false;
    found text;
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        fits := (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4', 'b2', 'a1')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3', 'b2')) = 2;
        SELECT string_agg(version_num::text, ', ' ORDER BY version_num) INTO found FROM alembic_version;
    END IF;
    IF NOT fits THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script is for databases from d4 to a1, and the database is at ' || COALESCE(found, 'no version');
    END IF;
END
$$;

-- Running downgrade d4 -> b2, c3, one again
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4')) = 1 THEN
        EXECUTE $$DROP TABLE t_d4;$$;
        EXECUTE $$INSERT INTO alembic_version (version_num) VALUES ('b2')$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'd4'$$;
    END IF;
END
$revision$;

-- Running downgrade c3 -> a1, table of c3
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3', 'b2')) = 2 THEN
        EXECUTE $$DROP TABLE t_c3;$$;
        EXECUTE $$DELETE FROM alembic_version WHERE version_num = 'c3'$$;
    END IF;
END
$revision$;

-- Running downgrade b2 -> a1, table of b2
DO $revision$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1 THEN
        EXECUTE $$DROP TABLE t_b2;$$;
        EXECUTE $$UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2'$$;
    END IF;
END
$revision$;

COMMIT;
