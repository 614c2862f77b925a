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
    a INTEGER DEFAULT 7,
    b VARCHAR(9) DEFAULT '007',
    c BOOLEAN DEFAULT 1,
    d BOOLEAN DEFAULT 0,
    e NUMERIC(6, 2) DEFAULT -1.50,
    f DOUBLE DEFAULT 1e3,
    g TEXT DEFAULT 'null',
    h TEXT,
    i TEXT DEFAULT '',
    j VARCHAR(9) DEFAULT 'yes',
    k BIGINT DEFAULT -9223372036854775808
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
