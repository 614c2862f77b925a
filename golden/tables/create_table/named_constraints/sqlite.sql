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
    CONSTRAINT pk_owner PRIMARY KEY (id, country)
);

CREATE TABLE account (
    id INTEGER NOT NULL,
    owner_id INTEGER,
    country CHAR(2),
    email VARCHAR(80),
    age INTEGER,
    CONSTRAINT pk_account PRIMARY KEY (id),
    CONSTRAINT uq_account_email UNIQUE (email),
    CONSTRAINT fk_account_owner FOREIGN KEY (owner_id, country) REFERENCES owner (id, country) ON DELETE CASCADE ON UPDATE NO ACTION,
    CONSTRAINT ck_account_age CHECK (age >= 0)
);

CREATE INDEX ix_account_owner ON account (owner_id, country);

CREATE UNIQUE INDEX ix_account_email ON account (email, age);

INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;
