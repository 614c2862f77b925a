PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at d05e71f2a8c4, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d05e71f2a8c4')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade d05e71f2a8c4 -> 94fa6c3be012, networks have an owner and a licence
ALTER TABLE network DROP COLUMN licence;

CREATE TABLE _new_network (
    id INTEGER CONSTRAINT pk_network PRIMARY KEY AUTOINCREMENT NOT NULL,
    short_name VARCHAR(20) NOT NULL,
    full_name VARCHAR(100) NOT NULL,
    since DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    active BOOLEAN DEFAULT 1 NOT NULL,
    CONSTRAINT uq_network_short_name UNIQUE (short_name)
);

INSERT INTO _new_network (id, short_name, full_name, since, active)
SELECT id, short_name, full_name, since, active
FROM network;

DELETE FROM sqlite_sequence WHERE name = '_new_network';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_network', seq FROM sqlite_sequence WHERE name = 'network';

DROP TABLE network;

ALTER TABLE _new_network RENAME TO network;

CREATE INDEX ix_network_active ON network (short_name) WHERE active;

UPDATE alembic_version SET version_num = '94fa6c3be012' WHERE version_num = 'd05e71f2a8c4';

COMMIT;

PRAGMA foreign_keys = ON;
