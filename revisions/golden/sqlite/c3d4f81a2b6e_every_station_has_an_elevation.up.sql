PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 7c94d05e6b38, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('7c94d05e6b38')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade 7c94d05e6b38 -> c3d4f81a2b6e, every station has an elevation
ALTER TABLE station ADD COLUMN elevation REAL;

-- stations at sea level were entered without an elevation
UPDATE station SET elevation = 0 WHERE elevation IS NULL;

CREATE TABLE _new_station (
    id INTEGER CONSTRAINT pk_station PRIMARY KEY AUTOINCREMENT NOT NULL,
    network_id INTEGER NOT NULL,
    native_id VARCHAR(20) NOT NULL,
    name VARCHAR(80),
    longitude NUMERIC(8, 5) NOT NULL,
    latitude NUMERIC(7, 5) NOT NULL,
    elevation REAL NOT NULL,
    CONSTRAINT fk_station_network_id_network FOREIGN KEY (network_id) REFERENCES network (id),
    CONSTRAINT uq_station_network_native UNIQUE (network_id, native_id),
    CONSTRAINT ck_station_position CHECK (longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90),
    CONSTRAINT ck_station_elevation CHECK (elevation BETWEEN -430 AND 8849)
);

INSERT INTO _new_station (id, network_id, native_id, name, longitude, latitude, elevation)
SELECT id, network_id, native_id, name, longitude, latitude, elevation
FROM station;

DELETE FROM sqlite_sequence WHERE name = '_new_station';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_station', seq FROM sqlite_sequence WHERE name = 'station';

DROP TABLE station;

ALTER TABLE _new_station RENAME TO station;

CREATE INDEX ix_station_network_id ON station (network_id);

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of station refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('station');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = 'c3d4f81a2b6e' WHERE version_num = '7c94d05e6b38';

COMMIT;

PRAGMA foreign_keys = ON;
