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

-- Running upgrade a1 -> b2, create unnamed
CREATE TABLE _new_account (
    id INTEGER NOT NULL,
    owner_id INTEGER,
    email VARCHAR(80),
    state VARCHAR(10),
    age INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY (owner_id) REFERENCES owner (id),
    UNIQUE (email, state),
    CHECK (age >= 0),
    CHECK (age < 1000 AND owner_id > 0)
);

INSERT INTO _new_account (id, owner_id, email, state, age)
SELECT id, owner_id, email, state, age
FROM account;

DROP TABLE account;

ALTER TABLE _new_account RENAME TO account;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of account refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('account');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
