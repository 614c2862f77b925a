BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['94fa6c3be012']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at 94fa6c3be012, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade 94fa6c3be012 -> 2b95d8e1037c, who may do what with which network
DROP TABLE public.permission;

DROP TYPE public.permission_level;

UPDATE public.alembic_version SET version_num = '2b95d8e1037c' WHERE version_num = '94fa6c3be012';

COMMIT;
