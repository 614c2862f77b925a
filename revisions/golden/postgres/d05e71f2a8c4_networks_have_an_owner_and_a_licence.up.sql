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

-- Running upgrade 94fa6c3be012 -> d05e71f2a8c4, networks have an owner and a licence
ALTER TABLE public.network ADD COLUMN owner_id INTEGER;

ALTER TABLE public.network ADD CONSTRAINT fk_network_owner_id_app_user FOREIGN KEY (owner_id) REFERENCES public.app_user (id) ON DELETE SET NULL;

ALTER TABLE public.network ADD COLUMN licence VARCHAR(40);

UPDATE public.network SET licence = 'unknown' WHERE licence IS NULL;

ALTER TABLE public.network ALTER COLUMN licence SET NOT NULL;

UPDATE public.alembic_version SET version_num = 'd05e71f2a8c4' WHERE version_num = '94fa6c3be012';

COMMIT;
