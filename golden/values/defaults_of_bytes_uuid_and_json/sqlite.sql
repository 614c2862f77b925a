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
CREATE TABLE t (
    a BLOB DEFAULT X'00ff',
    b CHAR(36) DEFAULT '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    c JSON DEFAULT '{"a": [1, "x", true, null], "b": "it''s"}',
    d JSON DEFAULT '[]',
    e JSON DEFAULT '{"sql": "now()"}',
    f TEXT DEFAULT '{"a": 1}'
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
