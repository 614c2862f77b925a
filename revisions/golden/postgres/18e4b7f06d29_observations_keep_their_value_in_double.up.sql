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

-- Running upgrade 6ad3905bc7ef -> 18e4b7f06d29, observations keep their value in double precision
ALTER TABLE public.observation RENAME COLUMN datum TO value;

ALTER TABLE public.observation ALTER COLUMN value TYPE DOUBLE PRECISION;

ALTER TABLE public.observation ADD COLUMN corrected_value DOUBLE PRECISION;

ALTER TABLE public.observation ADD COLUMN remark TEXT;

UPDATE public.alembic_version SET version_num = '18e4b7f06d29' WHERE version_num = '6ad3905bc7ef';

COMMIT;
