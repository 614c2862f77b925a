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

-- Running upgrade 7c94d05e6b38 -> c3d4f81a2b6e, every station has an elevation
ALTER TABLE public.station ADD COLUMN elevation REAL;

COMMENT ON COLUMN public.station.elevation IS 'metres above the sea';

-- stations at sea level were entered without an elevation
UPDATE public.station SET elevation = 0 WHERE elevation IS NULL;

ALTER TABLE public.station ALTER COLUMN elevation SET NOT NULL;

ALTER TABLE public.station ADD CONSTRAINT ck_station_elevation CHECK (elevation BETWEEN -430 AND 8849);

UPDATE public.alembic_version SET version_num = 'c3d4f81a2b6e' WHERE version_num = '7c94d05e6b38';

COMMIT;
