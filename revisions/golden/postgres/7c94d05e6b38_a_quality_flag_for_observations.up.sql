BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['a1b2c9e07d15']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at a1b2c9e07d15, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running upgrade a1b2c9e07d15 -> 7c94d05e6b38, a quality flag for observations
CREATE TYPE public.quality AS ENUM ('raw', 'checked', 'suspect');

ALTER TABLE public.observation ADD COLUMN quality public.quality DEFAULT 'raw' NOT NULL;

UPDATE public.alembic_version SET version_num = '7c94d05e6b38' WHERE version_num = 'a1b2c9e07d15';

COMMIT;
