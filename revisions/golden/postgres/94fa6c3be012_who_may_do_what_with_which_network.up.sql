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

-- Running upgrade 2b95d8e1037c -> 94fa6c3be012, who may do what with which network
CREATE TYPE public.permission_level AS ENUM ('read', 'write', 'manage');

CREATE TABLE public.permission (
    user_id INTEGER NOT NULL,
    network_id INTEGER NOT NULL,
    level public.permission_level DEFAULT 'read' NOT NULL,
    valid_from DATE DEFAULT '2026-01-01' NOT NULL,
    valid_until DATE,
    CONSTRAINT fk_permission_user_id_app_user FOREIGN KEY (user_id) REFERENCES public.app_user (id) ON DELETE CASCADE,
    CONSTRAINT fk_permission_network_id_network FOREIGN KEY (network_id) REFERENCES public.network (id) ON DELETE CASCADE,
    CONSTRAINT pk_permission PRIMARY KEY (user_id, network_id),
    CONSTRAINT ck_permission_period CHECK (valid_until IS NULL OR valid_from <= valid_until)
);

CREATE INDEX ix_permission_network_id ON public.permission (network_id);

UPDATE public.alembic_version SET version_num = '94fa6c3be012' WHERE version_num = '2b95d8e1037c';

COMMIT;
