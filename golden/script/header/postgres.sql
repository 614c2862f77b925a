-- cucurbit 0.1.0
-- compile upgrade base:head
-- PostgreSQL 15
-- base -> c3
-- 3 revisions, SHA-256 28e011caf10413c57f98c8f8ac6824ad5e7e3b300558a4dbe24b76439824ec9e

BEGIN;

DO $$
DECLARE
    found text[] := ARRAY[]::text[];
BEGIN
    IF to_regclass('alembic_version') IS NOT NULL THEN
        SELECT COALESCE(array_agg(version_num::text ORDER BY version_num), ARRAY[]::text[]) INTO found FROM alembic_version;
    END IF;
    IF NOT (found @> ARRAY[]::text[] AND cardinality(found) = 0) THEN
        RAISE EXCEPTION USING MESSAGE = 'nothing was changed: this script starts at base, and the database is at ' || COALESCE(NULLIF(array_to_string(found, ', '), ''), 'no version');
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, first
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, second
ALTER TABLE t ADD COLUMN a INTEGER;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

-- Running upgrade b2 -> c3, third
COMMIT;

CREATE INDEX CONCURRENTLY ix_t_a ON t (a);

BEGIN;

UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2';

COMMIT;
