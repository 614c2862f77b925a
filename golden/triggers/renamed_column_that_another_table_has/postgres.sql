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
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE log (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;

CREATE TRIGGER account_made AFTER INSERT ON account
FOR EACH ROW
EXECUTE FUNCTION note();

ALTER TABLE log RENAME COLUMN id TO number;

ALTER TABLE account ADD COLUMN number INTEGER;

ALTER TABLE account ADD CONSTRAINT ck_id CHECK (id > 0);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
