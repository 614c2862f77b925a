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

-- Running downgrade b9162fa3e40d -> 0c8d4e6f1b72, who may write, and who asked
SET ROLE weather_admin;

DROP FUNCTION "public".may_write(integer);

DROP TABLE public.permission_request;

RESET ROLE;

UPDATE public.alembic_version SET version_num = '0c8d4e6f1b72' WHERE version_num = 'b9162fa3e40d';

COMMIT;
