BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['5f0c2e7b9a41']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 5f0c2e7b9a41, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 5f0c2e7b9a41 -> , networks and stations
DROP TABLE public.station;

DROP TABLE public.network;

DELETE FROM public.alembic_version WHERE version_num = '5f0c2e7b9a41';

COMMIT;
