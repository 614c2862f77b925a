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

-- Running downgrade a1b2c9e07d15 -> 3d81b6f4c20e, the first networks and variables
DELETE FROM public.network WHERE short_name IN ('COOP', 'AGRO', 'HYDRO');

DO $$
DECLARE
    touched bigint;
BEGIN
    DELETE FROM public.variable WHERE id BETWEEN 1 AND 4;
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched <> 4 THEN
        RAISE EXCEPTION USING MESSAGE = 'DELETE FROM public.variable touched an unexpected number of rows; expected 4 rows' || ', touched ' || touched;
    END IF;
END
$$;

UPDATE public.alembic_version SET version_num = '3d81b6f4c20e' WHERE version_num = 'a1b2c9e07d15';

COMMIT;
