BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['2b95d8e1037c']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 2b95d8e1037c, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 2b95d8e1037c -> e6720a94bd13, users
DROP INDEX public.uq_app_user_lower_email;

DROP TABLE public.app_user;

UPDATE public.alembic_version SET version_num = 'e6720a94bd13' WHERE version_num = '2b95d8e1037c';

COMMIT;
