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

-- Running downgrade a1b2c9e07d15 -> 3d81b6f4c20e, the first networks and variables
DELETE FROM network WHERE short_name IN ('COOP', 'AGRO', 'HYDRO');

CREATE TEMP TABLE cucurbit_expect (touched INTEGER, CONSTRAINT "DELETE FROM variable touched an unexpected number of rows; expected 4 rows" CHECK (touched = 4));

DELETE FROM variable WHERE id BETWEEN 1 AND 4;

INSERT INTO temp.cucurbit_expect SELECT changes();

DROP TABLE temp.cucurbit_expect;

UPDATE alembic_version SET version_num = '3d81b6f4c20e' WHERE version_num = 'a1b2c9e07d15';

COMMIT;

PRAGMA foreign_keys = ON;
