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

-- Running downgrade b2 -> a1, is said again with each new definition
CREATE UNIQUE INDEX uq_name ON plant (name, id);

CREATE INDEX ix_note ON plant (note);

CREATE TABLE _new_plant (
    id INTEGER NOT NULL,
    note INTEGER DEFAULT 3,
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

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , what only raw SQL says of a column and an index
DROP TABLE plant;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;

PRAGMA foreign_keys = ON;
