PRAGMA foreign_keys = OFF;

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
CREATE TABLE account (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE log (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TRIGGER account_made AFTER INSERT ON account FOR EACH ROW
BEGIN
DELETE FROM log WHERE id < 0;
END;

ALTER TABLE log RENAME COLUMN id TO number;

ALTER TABLE account ADD COLUMN number INTEGER;

DROP TRIGGER account_made;

CREATE TABLE _new_account (
    id INTEGER NOT NULL,
    number INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT ck_id CHECK (id > 0)
);

INSERT INTO _new_account (id, number)
SELECT id, number
FROM account;

DROP TABLE account;

ALTER TABLE _new_account RENAME TO account;

CREATE TRIGGER account_made AFTER INSERT ON account FOR EACH ROW
BEGIN
DELETE FROM log WHERE number < 0;
END;

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;

PRAGMA foreign_keys = ON;
