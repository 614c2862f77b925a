BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['7c94d05e6b38']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 7c94d05e6b38, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 7c94d05e6b38 -> a1b2c9e07d15, a quality flag for observations
ALTER TABLE public.observation DROP COLUMN quality;

DROP TYPE public.quality;

UPDATE public.alembic_version SET version_num = 'a1b2c9e07d15' WHERE version_num = '7c94d05e6b38';

COMMIT;
