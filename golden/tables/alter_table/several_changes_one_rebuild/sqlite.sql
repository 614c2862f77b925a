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

-- Running upgrade a1 -> a2
ALTER TABLE jobs ADD COLUMN state VARCHAR(10) DEFAULT 'new' NOT NULL;

ALTER TABLE jobs DROP COLUMN old;

ALTER TABLE jobs RENAME COLUMN name TO title;

CREATE TABLE _new_jobs (
    id INTEGER NOT NULL,
    title VARCHAR(50) NOT NULL,
    owner_id INTEGER,
    state VARCHAR(10) DEFAULT 'new' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_jobs_owner FOREIGN KEY (owner_id) REFERENCES owner (id)
);

INSERT INTO _new_jobs (id, title, owner_id, state)
SELECT id, title, owner_id, state
FROM jobs;

DROP TABLE jobs;

ALTER TABLE _new_jobs RENAME TO jobs;

CREATE INDEX ix_jobs_name ON jobs (title);

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of jobs refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('jobs');

DROP TABLE temp.cucurbit_check;

CREATE INDEX ix_jobs_state ON jobs (state);

UPDATE alembic_version SET version_num = 'a2' WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
