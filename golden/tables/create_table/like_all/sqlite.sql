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
CREATE TABLE account (
    id INTEGER NOT NULL,
    email VARCHAR(80) DEFAULT 'none' NOT NULL,
    age INTEGER,
    PRIMARY KEY (id),
    UNIQUE (email),
    CHECK (age > 0)
);

CREATE INDEX ix_account_age ON account (age);

CREATE TABLE archive (
    id INTEGER NOT NULL,
    email VARCHAR(80) DEFAULT 'none' NOT NULL,
    age INTEGER,
    PRIMARY KEY (id),
    UNIQUE (email),
    CHECK (age > 0)
);

CREATE INDEX ix_archive_age ON archive (age);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
