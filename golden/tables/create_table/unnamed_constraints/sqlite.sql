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
CREATE TABLE owner (
    id INTEGER NOT NULL,
    country CHAR(2) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id, country)
);

CREATE TABLE account (
    id INTEGER NOT NULL,
    owner_id INTEGER,
    country CHAR(2),
    PRIMARY KEY (id),
    UNIQUE (owner_id, country),
    FOREIGN KEY (owner_id, country) REFERENCES owner (id, country),
    CHECK (id > 0)
);

CREATE INDEX ix_account_country ON account (country);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
