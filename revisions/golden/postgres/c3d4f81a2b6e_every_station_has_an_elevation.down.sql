BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['c3d4f81a2b6e']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at c3d4f81a2b6e, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade c3d4f81a2b6e -> 7c94d05e6b38, every station has an elevation
ALTER TABLE public.station DROP CONSTRAINT ck_station_elevation;

ALTER TABLE public.station ALTER COLUMN elevation DROP NOT NULL;

ALTER TABLE public.station DROP COLUMN elevation;

UPDATE public.alembic_version SET version_num = '7c94d05e6b38' WHERE version_num = 'c3d4f81a2b6e';

COMMIT;
