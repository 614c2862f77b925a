BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['f37b02cd9e58']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at f37b02cd9e58, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade f37b02cd9e58 -> d05e71f2a8c4, 18e4b7f06d29, merge permissions and quality
INSERT INTO public.alembic_version (version_num) VALUES ('d05e71f2a8c4');

UPDATE public.alembic_version SET version_num = '18e4b7f06d29' WHERE version_num = 'f37b02cd9e58';

COMMIT;
