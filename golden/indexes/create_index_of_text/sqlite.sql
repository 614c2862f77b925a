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
CREATE TABLE note (
    body TEXT,
    raw BLOB
);

CREATE INDEX ix_body ON note (body);

CREATE TABLE _new_note (
    body TEXT,
    raw BLOB,
    CONSTRAINT uq_raw UNIQUE (raw)
);

INSERT INTO _new_note (body, raw)
SELECT body, raw
FROM note;

DROP TABLE note;

ALTER TABLE _new_note RENAME TO note;

CREATE INDEX ix_body ON note (body);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;

PRAGMA foreign_keys = ON;
