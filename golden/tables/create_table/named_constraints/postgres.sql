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
CREATE TABLE owner (
    id INTEGER NOT NULL,
    country CHAR(2) NOT NULL,
    CONSTRAINT pk_owner PRIMARY KEY (id, country)
);

CREATE TABLE account (
    id INTEGER NOT NULL,
    owner_id INTEGER,
    country CHAR(2),
    email VARCHAR(80),
    age INTEGER,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT uq_account_email UNIQUE (email),
    CONSTRAINT fk_account_owner FOREIGN KEY (owner_id, country) REFERENCES owner (id, country) ON DELETE CASCADE ON UPDATE NO ACTION,
    CONSTRAINT ck_account_age CHECK (age >= 0)
);

CREATE INDEX ix_account_owner ON account (owner_id, country);

CREATE UNIQUE INDEX ix_account_email ON account (email, age);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
