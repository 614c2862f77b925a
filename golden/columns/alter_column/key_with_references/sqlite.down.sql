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
CREATE TABLE _new_account (
    owner_id INTEGER,
    CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE
);

INSERT INTO _new_account (owner_id)
SELECT owner_id
FROM account;

DROP TABLE account;

ALTER TABLE _new_account RENAME TO account;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of account refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('account');

DROP TABLE temp.cucurbit_check;

CREATE TABLE _new_owner (
    id INTEGER NOT NULL,
    name VARCHAR(9),
    UNIQUE (name),
    CONSTRAINT pk_owner PRIMARY KEY (id)
);

INSERT INTO _new_owner (id, name)
SELECT id, name
FROM owner;

DROP TABLE owner;

ALTER TABLE _new_owner RENAME TO owner;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;

PRAGMA foreign_keys = ON;
