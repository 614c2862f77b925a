PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at e6720a94bd13, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('e6720a94bd13')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade e6720a94bd13 -> 2b95d8e1037c, users
CREATE TABLE app_user (
    id INTEGER CONSTRAINT pk_app_user PRIMARY KEY AUTOINCREMENT NOT NULL,
    login VARCHAR(63) NOT NULL,
    email VARCHAR(254) NOT NULL,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT uq_app_user_login UNIQUE (login),
    CONSTRAINT ck_app_user_email CHECK (email LIKE '%_@_%')
);

CREATE UNIQUE INDEX uq_app_user_lower_email ON app_user ((lower(email)));

UPDATE alembic_version SET version_num = '2b95d8e1037c' WHERE version_num = 'e6720a94bd13';

COMMIT;

PRAGMA foreign_keys = ON;
