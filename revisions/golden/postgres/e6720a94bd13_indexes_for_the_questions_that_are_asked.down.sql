BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['e6720a94bd13']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at e6720a94bd13, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade e6720a94bd13 -> c3d4f81a2b6e, indexes for the questions that are asked
DROP INDEX public.ix_observation_observed_at;

DROP INDEX public.ix_observation_recent;

DROP INDEX public.ix_station_lower_name;

DROP INDEX public.ix_network_active;

UPDATE public.alembic_version SET version_num = 'c3d4f81a2b6e' WHERE version_num = 'e6720a94bd13';

COMMIT;
