BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at d4, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade d4 -> b2, b3, merge
INSERT INTO alembic_version (version_num) VALUES ('b2');

UPDATE alembic_version SET version_num = 'b3' WHERE version_num = 'd4';

-- Running downgrade b3 -> a1, right
DROP TABLE u;

DELETE FROM alembic_version WHERE version_num = 'b3';

-- Running downgrade b2 -> a1, left
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
