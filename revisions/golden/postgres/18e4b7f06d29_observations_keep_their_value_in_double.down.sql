BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['18e4b7f06d29']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 18e4b7f06d29, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 18e4b7f06d29 -> 6ad3905bc7ef, observations keep their value in double precision
ALTER TABLE public.observation DROP COLUMN remark;

ALTER TABLE public.observation DROP COLUMN corrected_value;

ALTER TABLE public.observation RENAME COLUMN value TO datum;

ALTER TABLE public.observation ALTER COLUMN datum TYPE REAL;

UPDATE public.alembic_version SET version_num = '6ad3905bc7ef' WHERE version_num = '18e4b7f06d29';

COMMIT;
