BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['f37b02cd9e58']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at f37b02cd9e58, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running upgrade f37b02cd9e58 -> 0c8d4e6f1b72, a role for what ordinary users must not touch
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'weather_admin') THEN
        CREATE ROLE "weather_admin" NOLOGIN;
    END IF;
END
$$;

GRANT USAGE, CREATE ON SCHEMA "public" TO "weather_admin";

GRANT SELECT ON "public".app_user, "public".permission TO "weather_admin";

UPDATE public.alembic_version SET version_num = '0c8d4e6f1b72' WHERE version_num = 'f37b02cd9e58';

COMMIT;
