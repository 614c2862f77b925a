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
    a TEXT DEFAULT 'it''s',
    b TEXT DEFAULT '''; DROP TABLE t; --',
    c TEXT DEFAULT 'back\slash \'' end\',
    d TEXT DEFAULT '$$ $1 :name %s & ${',
    e TEXT DEFAULT '/* */ -- */',
    f TEXT DEFAULT 'line
GO
line',
    g TEXT DEFAULT 'tab	and é ☃ 🎉'
);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
