PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 94fa6c3be012, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('94fa6c3be012')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade 94fa6c3be012 -> d05e71f2a8c4, networks have an owner and a licence
ALTER TABLE network ADD COLUMN owner_id INTEGER;

CREATE TABLE _new_network (
    id INTEGER CONSTRAINT pk_network PRIMARY KEY AUTOINCREMENT NOT NULL,
    short_name VARCHAR(20) NOT NULL,
    full_name VARCHAR(100) NOT NULL,
    since DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    active BOOLEAN DEFAULT 1 NOT NULL,
    owner_id INTEGER,
    licence VARCHAR(40) NOT NULL,
    CONSTRAINT uq_network_short_name UNIQUE (short_name),
    CONSTRAINT fk_network_owner_id_app_user FOREIGN KEY (owner_id) REFERENCES app_user (id) ON DELETE SET NULL
);

INSERT INTO _new_network (id, short_name, full_name, since, active, owner_id, licence)
SELECT id, short_name, full_name, since, active, owner_id, 'unknown'
FROM network;

DELETE FROM sqlite_sequence WHERE name = '_new_network';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_network', seq FROM sqlite_sequence WHERE name = 'network';

DROP TABLE network;

ALTER TABLE _new_network RENAME TO network;

CREATE INDEX ix_network_active ON network (short_name) WHERE active;

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of network refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('network');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = 'd05e71f2a8c4' WHERE version_num = '94fa6c3be012';

COMMIT;

PRAGMA foreign_keys = ON;
