PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at a1b2c9e07d15, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1b2c9e07d15')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade a1b2c9e07d15 -> 7c94d05e6b38, a quality flag for observations
ALTER TABLE observation ADD COLUMN quality VARCHAR(7) DEFAULT 'raw' NOT NULL CONSTRAINT quality CHECK (quality IN ('raw', 'checked', 'suspect'));

UPDATE alembic_version SET version_num = '7c94d05e6b38' WHERE version_num = 'a1b2c9e07d15';

COMMIT;

PRAGMA foreign_keys = ON;
