BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM public.alembic_version;
    END IF;
    IF NOT (found @> ARRAY['d05e71f2a8c4']::text[] AND cardinality(found) = 1) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at d05e71f2a8c4, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

-- Running downgrade d05e71f2a8c4 -> 94fa6c3be012, networks have an owner and a licence
ALTER TABLE public.network DROP COLUMN licence;

ALTER TABLE public.network DROP CONSTRAINT fk_network_owner_id_app_user;

ALTER TABLE public.network DROP COLUMN owner_id;

UPDATE public.alembic_version SET version_num = '94fa6c3be012' WHERE version_num = 'd05e71f2a8c4';

COMMIT;
