BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['3d81b6f4c20e']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 3d81b6f4c20e, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running upgrade 3d81b6f4c20e -> a1b2c9e07d15, the first networks and variables
INSERT INTO public.variable (id, name, unit, cell_method) VALUES
    (1, 'air_temperature', 'degC', 'time: mean'),
    (2, 'precipitation', 'mm', 'time: sum'),
    (3, 'wind_speed', 'm s-1', 'time: mean'),
    (4, 'snow_depth', 'cm', NULL);

INSERT INTO public.network (short_name, full_name) VALUES
    ('COOP', 'Cooperative observers'),
    ('AGRO', 'Growers'' association'),
    ('HYDRO', 'Hydrology service');

UPDATE public.alembic_version SET version_num = 'a1b2c9e07d15' WHERE version_num = '3d81b6f4c20e';

COMMIT;
