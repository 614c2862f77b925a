PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at c3d4f81a2b6e, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3d4f81a2b6e')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade c3d4f81a2b6e -> 7c94d05e6b38, every station has an elevation
CREATE TABLE _new_station (
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

INSERT INTO _new_station (id, network_id, native_id, name, longitude, latitude)
SELECT id, network_id, native_id, name, longitude, latitude
FROM station;

DELETE FROM sqlite_sequence WHERE name = '_new_station';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_station', seq FROM sqlite_sequence WHERE name = 'station';

DROP TABLE station;

ALTER TABLE _new_station RENAME TO station;

CREATE INDEX ix_station_network_id ON station (network_id);

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of station refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('station');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = '7c94d05e6b38' WHERE version_num = 'c3d4f81a2b6e';

COMMIT;

PRAGMA foreign_keys = ON;
