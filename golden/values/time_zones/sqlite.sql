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
    id INTEGER NOT NULL,
    at DATETIME,
    day DATE,
    "then" DATETIME,
    PRIMARY KEY (id)
);

INSERT INTO t (id, at, day, "then") VALUES
    (1, '2026-03-01T01:30:00+02:00', '2026-03-01', '2026-03-01T10:00:00'),
    (2, '2026-03-01 01:30:00Z', '2024-02-29', '2026-03-01 10:00'),
    (3, '2026-03-01T01:30:00', '9999-12-31', '2026-03-01');

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
