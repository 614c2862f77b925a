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

-- Running upgrade a1 -> b2, other names
ALTER TABLE account RENAME TO person;

ALTER TABLE person RENAME COLUMN email TO mail;

DROP VIEW more;

DROP VIEW mails;

CREATE TABLE _new_person (
    id INTEGER NOT NULL,
    mail VARCHAR(100),
    state VARCHAR(10),
    PRIMARY KEY (id)
);

INSERT INTO _new_person (id, mail, state)
SELECT id, mail, state
FROM person;

DROP TABLE person;

ALTER TABLE _new_person RENAME TO person;

CREATE VIEW mails AS
SELECT id, mail FROM person;

CREATE VIEW more AS
SELECT email AS e FROM mails;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
