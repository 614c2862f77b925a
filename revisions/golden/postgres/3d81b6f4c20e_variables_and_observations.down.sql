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

-- Running downgrade 3d81b6f4c20e -> 5f0c2e7b9a41, variables and observations
DROP TABLE public.observation;

DROP TABLE public.variable;

UPDATE public.alembic_version SET version_num = '5f0c2e7b9a41' WHERE version_num = '3d81b6f4c20e';

COMMIT;
