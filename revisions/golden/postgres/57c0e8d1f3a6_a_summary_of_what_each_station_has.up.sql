BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['b9162fa3e40d']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at b9162fa3e40d, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running upgrade b9162fa3e40d -> 57c0e8d1f3a6, a summary of what each station has
CREATE VIEW "public".station_summary AS
SELECT station_id, count(*) AS observations, min(observed_at) AS first, max(observed_at) AS last
FROM "public".observation
GROUP BY station_id;

UPDATE public.alembic_version SET version_num = '57c0e8d1f3a6' WHERE version_num = 'b9162fa3e40d';

COMMIT;
