PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at b2, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade b2 -> a1, other names
DROP VIEW more;

DROP VIEW mails;

CREATE TABLE _new_person (
    id INTEGER NOT NULL,
    email VARCHAR(80),
    state VARCHAR(10),
    PRIMARY KEY (id)
);

INSERT INTO _new_person (id, email, state)
SELECT id, mail, state
FROM person;

DROP TABLE person;

ALTER TABLE _new_person RENAME TO person;

CREATE VIEW mails AS
SELECT id, email FROM person;

CREATE VIEW more AS
SELECT email AS e FROM mails;

ALTER TABLE person RENAME TO account;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;

PRAGMA foreign_keys = ON;
