BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['6ad3905bc7ef']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 6ad3905bc7ef, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 6ad3905bc7ef -> e6720a94bd13, observations can be estimated
UPDATE public.observation SET quality = 'suspect' WHERE quality = 'estimated';

ALTER TYPE public.quality RENAME TO quality_with_estimated;

CREATE TYPE public.quality AS ENUM ('raw', 'checked', 'suspect');

ALTER TABLE public.observation ALTER COLUMN quality DROP DEFAULT;

ALTER TABLE public.observation ALTER COLUMN quality TYPE public.quality USING quality::TEXT::public.quality;

ALTER TABLE public.observation ALTER COLUMN quality SET DEFAULT 'raw';

DROP TYPE public.quality_with_estimated;

UPDATE public.alembic_version SET version_num = 'e6720a94bd13' WHERE version_num = '6ad3905bc7ef';

COMMIT;
