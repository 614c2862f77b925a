BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['0c8d4e6f1b72']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 0c8d4e6f1b72, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 0c8d4e6f1b72 -> f37b02cd9e58, a role for what ordinary users must not touch
REVOKE SELECT ON "public".app_user, "public".permission FROM "weather_admin";

REVOKE USAGE, CREATE ON SCHEMA "public" FROM "weather_admin";

UPDATE public.alembic_version SET version_num = 'f37b02cd9e58' WHERE version_num = '0c8d4e6f1b72';

COMMIT;
