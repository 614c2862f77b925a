BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['d05e71f2a8c4', '18e4b7f06d29']::text[] AND cardinality(found) = 2) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at d05e71f2a8c4, 18e4b7f06d29, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running upgrade d05e71f2a8c4, 18e4b7f06d29 -> f37b02cd9e58, merge permissions and quality
DELETE FROM public.alembic_version WHERE version_num = 'd05e71f2a8c4';

UPDATE public.alembic_version SET version_num = 'f37b02cd9e58' WHERE version_num = '18e4b7f06d29';

COMMIT;
