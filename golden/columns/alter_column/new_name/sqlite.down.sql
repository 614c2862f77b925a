PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at a2, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a2')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade a2 -> a1
CREATE TABLE _new_step (
    account_id INTEGER,
    FOREIGN KEY (account_id) REFERENCES account (account_id) ON DELETE CASCADE
);

INSERT INTO _new_step (account_id)
SELECT account_id
FROM step;

DROP TABLE step;

ALTER TABLE _new_step RENAME TO step;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of step refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('step');

DROP TABLE temp.cucurbit_check;

ALTER TABLE account RENAME COLUMN account_id TO id;

ALTER TABLE account RENAME COLUMN Years TO age;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;

PRAGMA foreign_keys = ON;
