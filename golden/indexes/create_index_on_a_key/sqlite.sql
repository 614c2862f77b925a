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
    a INTEGER,
    b INTEGER,
    PRIMARY KEY (id),
    UNIQUE (a)
);

CREATE INDEX ix_t_a ON t (a);

CREATE TABLE u (
    id INTEGER NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id)
);

CREATE INDEX ix_t ON t (id, b);

CREATE INDEX ix_again ON t (id, b);

CREATE INDEX ix_other_order ON t (b, id);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
