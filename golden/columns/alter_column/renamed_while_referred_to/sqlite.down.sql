PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at a1, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade a1 ->
ALTER TABLE owner RENAME COLUMN number TO id;

CREATE TABLE _new_owner (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO _new_owner (id)
SELECT id
FROM owner;

DROP TABLE owner;

ALTER TABLE _new_owner RENAME TO owner;

DROP TABLE account;

DROP TABLE owner;

DROP TABLE site;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
