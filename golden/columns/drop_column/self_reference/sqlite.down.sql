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
CREATE TABLE _new_node (
    id INTEGER NOT NULL,
    parent_id INTEGER,
    name TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY (parent_id) REFERENCES node (id)
);

INSERT INTO _new_node (id, name)
SELECT id, name
FROM node;

DROP TABLE node;

ALTER TABLE _new_node RENAME TO node;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of node refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('node');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;

PRAGMA foreign_keys = ON;
