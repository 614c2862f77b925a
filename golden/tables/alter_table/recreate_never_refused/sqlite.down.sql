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
CREATE TABLE _new_jobs (
    id INTEGER NOT NULL,
    name TEXT,
    PRIMARY KEY (id)
);

INSERT INTO _new_jobs (id, name)
SELECT id, name
FROM jobs;

DROP TABLE jobs;

ALTER TABLE _new_jobs RENAME TO jobs;

DROP TABLE jobs;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
