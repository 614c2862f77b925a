-- cucurbit 0.1.0
-- compile upgrade base:head
-- SQLite 3.40
-- base -> c3
-- 3 revisions, SHA-256 28e011caf10413c57f98c8f8ac6824ad5e7e3b300558a4dbe24b76439824ec9e

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
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, second
ALTER TABLE t ADD COLUMN a INTEGER;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

-- Running upgrade b2 -> c3, third
CREATE INDEX ix_t_a ON t (a);

UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2';

COMMIT;
