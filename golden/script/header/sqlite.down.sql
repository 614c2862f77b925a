-- cucurbit 0.1.0
-- compile downgrade head:base
-- SQLite 3.40
-- c3 -> base
-- 3 revisions, SHA-256 30d17a0bb1c25df8b3ab7d51d9a4dbd1ab546d1d4c19f43a4743128ff59c2f7a

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at c3, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade c3 -> b2, third
DROP INDEX ix_t_a;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3';

-- Running downgrade b2 -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
