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

-- Running upgrade  -> a1, what only raw SQL says of a column and an index
CREATE TABLE plant (
    id INTEGER NOT NULL,
    note INTEGER DEFAULT 3,
    name VARCHAR(20),
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_name ON plant (name, id);

CREATE INDEX ix_note ON plant (note);

INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, is said again with each new definition
CREATE TABLE _new_plant (
    id INTEGER NOT NULL,
    note BIGINT DEFAULT 3,
    name VARCHAR(20),
    PRIMARY KEY (id)
);

INSERT INTO _new_plant (id, note, name)
SELECT id, note, name
FROM plant;

DROP TABLE plant;

ALTER TABLE _new_plant RENAME TO plant;

CREATE UNIQUE INDEX uq_name ON plant (name, id);

CREATE INDEX ix_note ON plant (note);

DROP INDEX ix_note;

DROP INDEX uq_name;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
