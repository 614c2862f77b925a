PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at base, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 0;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade  -> 5f0c2e7b9a41, networks and stations
CREATE TABLE network (
    id INTEGER CONSTRAINT pk_network PRIMARY KEY AUTOINCREMENT NOT NULL,
    short_name VARCHAR(20) NOT NULL,
    full_name VARCHAR(100) NOT NULL,
    since DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    active BOOLEAN DEFAULT 1 NOT NULL,
    CONSTRAINT uq_network_short_name UNIQUE (short_name)
);

CREATE TABLE station (
    id INTEGER CONSTRAINT pk_station PRIMARY KEY AUTOINCREMENT NOT NULL,
    network_id INTEGER NOT NULL,
    native_id VARCHAR(20) NOT NULL,
    name VARCHAR(80),
    longitude NUMERIC(8, 5) NOT NULL,
    latitude NUMERIC(7, 5) NOT NULL,
    CONSTRAINT fk_station_network_id_network FOREIGN KEY (network_id) REFERENCES network (id),
    CONSTRAINT uq_station_network_native UNIQUE (network_id, native_id),
    CONSTRAINT ck_station_position CHECK (longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90)
);

CREATE INDEX ix_station_network_id ON station (network_id);

INSERT INTO alembic_version (version_num) VALUES ('5f0c2e7b9a41');

COMMIT;

PRAGMA foreign_keys = ON;
