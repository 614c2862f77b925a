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

-- Running upgrade  -> a1
CREATE TABLE t (
    id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE,
    day DATE,
    "then" TIMESTAMP WITHOUT TIME ZONE,
    PRIMARY KEY (id)
);

INSERT INTO t (id, at, day, "then") VALUES
    (1, '2026-03-01T01:30:00+02:00', '2026-03-01', '2026-03-01T10:00:00'),
    (2, '2026-03-01 01:30:00Z', '2024-02-29', '2026-03-01 10:00'),
    (3, '2026-03-01T01:30:00', '9999-12-31', '2026-03-01');

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
