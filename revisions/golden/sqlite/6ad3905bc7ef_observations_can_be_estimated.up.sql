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

-- Running upgrade e6720a94bd13 -> 6ad3905bc7ef, observations can be estimated
CREATE TABLE _new_observation (
    id INTEGER CONSTRAINT pk_observation PRIMARY KEY AUTOINCREMENT NOT NULL,
    station_id INTEGER NOT NULL,
    variable_id INTEGER NOT NULL,
    observed_at DATETIME NOT NULL,
    datum REAL NOT NULL,
    quality VARCHAR(9) DEFAULT 'raw' NOT NULL,
    CONSTRAINT uq_observation_natural_key UNIQUE (station_id, variable_id, observed_at),
    CONSTRAINT fk_observation_station_id_station FOREIGN KEY (station_id) REFERENCES station (id) ON DELETE CASCADE,
    CONSTRAINT fk_observation_variable_id_variable FOREIGN KEY (variable_id) REFERENCES variable (id),
    CONSTRAINT quality CHECK (quality IN ('raw', 'checked', 'estimated', 'suspect'))
);

INSERT INTO _new_observation (id, station_id, variable_id, observed_at, datum, quality)
SELECT id, station_id, variable_id, observed_at, datum, quality
FROM observation;

DELETE FROM sqlite_sequence WHERE name = '_new_observation';

INSERT INTO sqlite_sequence (name, seq) SELECT '_new_observation', seq FROM sqlite_sequence WHERE name = 'observation';

DROP TABLE observation;

ALTER TABLE _new_observation RENAME TO observation;

CREATE INDEX ix_observation_recent ON observation (station_id, observed_at DESC);

CREATE TEMP TABLE cucurbit_check (dangling INTEGER, CONSTRAINT "rows of observation refer to rows that are not there" CHECK (dangling = 0));

INSERT INTO temp.cucurbit_check SELECT COUNT(*) FROM pragma_foreign_key_check('observation');

DROP TABLE temp.cucurbit_check;

UPDATE alembic_version SET version_num = '6ad3905bc7ef' WHERE version_num = 'e6720a94bd13';

COMMIT;

PRAGMA foreign_keys = ON;
