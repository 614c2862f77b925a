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

-- Running upgrade c3d4f81a2b6e -> e6720a94bd13, indexes for the questions that are asked
CREATE INDEX ix_network_active ON public.network (short_name) WHERE active;

CREATE INDEX ix_station_lower_name ON public.station ((lower(name)));

CREATE INDEX ix_observation_recent ON public.observation (station_id, observed_at DESC);

CREATE INDEX ix_observation_observed_at ON public.observation USING brin (observed_at);

UPDATE public.alembic_version SET version_num = 'e6720a94bd13' WHERE version_num = 'c3d4f81a2b6e';

COMMIT;
