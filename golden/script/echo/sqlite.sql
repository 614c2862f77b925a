BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at base, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 0;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade  -> a1, first
SELECT 'Running upgrade  -> a1, first';

CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, second
SELECT 'Running upgrade a1 -> b2, second';

ALTER TABLE t ADD COLUMN a INTEGER;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

-- Running upgrade b2 -> c3, third
SELECT 'Running upgrade b2 -> c3, third';

CREATE INDEX ix_t_a ON t (a);

UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2';

COMMIT;
