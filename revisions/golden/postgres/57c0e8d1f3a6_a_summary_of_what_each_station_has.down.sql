BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['57c0e8d1f3a6']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 57c0e8d1f3a6, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 57c0e8d1f3a6 -> b9162fa3e40d, a summary of what each station has
DROP VIEW "public".station_summary;

UPDATE public.alembic_version SET version_num = 'b9162fa3e40d' WHERE version_num = '57c0e8d1f3a6';

COMMIT;
