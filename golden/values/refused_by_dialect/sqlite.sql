BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at base, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 0;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade  -> a1
CREATE TABLE t (
    a NUMERIC DEFAULT 1.5,
    b DATETIME DEFAULT '2026-03-01T10:00:00.1234567',
    c DATE DEFAULT '0999-12-31',
    d TIMESTAMP DEFAULT '2039-01-01T00:00:00',
    e VARCHAR(9) DEFAULT '' NOT NULL,
    f DOUBLE DEFAULT 9e999,
    g DATETIME DEFAULT '2026-03-01T10:00:00+15:30'
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
