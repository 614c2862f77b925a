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
CREATE TABLE account (
    id BIGINT NOT NULL,
    code VARCHAR(20) NOT NULL,
    email VARCHAR(80),
    state VARCHAR(10) DEFAULT 'active' NOT NULL,
    age SMALLINT,
    parent_id BIGINT,
    created_at TIMESTAMP WITHOUT TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    note TEXT,
    PRIMARY KEY (id),
    UNIQUE (code),
    CHECK (age >= 0),
    FOREIGN KEY (parent_id) REFERENCES account (id) ON DELETE SET NULL
);

CREATE INDEX ix_account_email ON account (email);

COMMENT ON COLUMN account.note IS 'what the owner says';

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
