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
CREATE TABLE site (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE owner (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE account (
    id INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_owner FOREIGN KEY (id) REFERENCES owner (id)
);

CREATE TABLE _new_owner (
    id INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_site FOREIGN KEY (id) REFERENCES site (id)
);

INSERT INTO _new_owner (id)
SELECT id
FROM owner;

DROP TABLE owner;

ALTER TABLE _new_owner RENAME TO owner;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of owner refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('owner');

DROP TABLE temp.cucurbit_check;

ALTER TABLE owner RENAME COLUMN id TO number;

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;

PRAGMA foreign_keys = ON;
