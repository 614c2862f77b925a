PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at a2, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a2')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade a2 -> a1
CREATE TABLE _new_owner (
    code VARCHAR(20) NOT NULL,
    PRIMARY KEY (code)
);

INSERT INTO _new_owner (code)
SELECT code
FROM owner;

DROP TABLE owner;

ALTER TABLE _new_owner RENAME TO owner;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;

PRAGMA foreign_keys = ON;
