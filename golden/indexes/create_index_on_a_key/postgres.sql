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
    a INTEGER,
    b INTEGER,
    PRIMARY KEY (id),
    UNIQUE (a)
);

CREATE INDEX ix_t_a ON t (a);

CREATE TABLE u (
    id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id)
);

CREATE INDEX ix_t ON t (id, b);

CREATE INDEX ix_again ON t (id, b);

CREATE INDEX ix_other_order ON t (b, id);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
