PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 5f0c2e7b9a41, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('5f0c2e7b9a41')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade 5f0c2e7b9a41 -> 3d81b6f4c20e, variables and observations
CREATE TABLE variable (
    id INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    unit VARCHAR(16) NOT NULL,
    cell_method VARCHAR(40),
    CONSTRAINT pk_variable PRIMARY KEY (id),
    CONSTRAINT uq_variable_name UNIQUE (name)
);

CREATE TABLE observation (
    id INTEGER CONSTRAINT pk_observation PRIMARY KEY AUTOINCREMENT NOT NULL,
    station_id INTEGER NOT NULL,
    variable_id INTEGER NOT NULL,
    observed_at DATETIME NOT NULL,
    datum REAL NOT NULL,
    CONSTRAINT uq_observation_natural_key UNIQUE (station_id, variable_id, observed_at),
    CONSTRAINT fk_observation_station_id_station FOREIGN KEY (station_id) REFERENCES station (id) ON DELETE CASCADE,
    CONSTRAINT fk_observation_variable_id_variable FOREIGN KEY (variable_id) REFERENCES variable (id)
);

UPDATE alembic_version SET version_num = '3d81b6f4c20e' WHERE version_num = '5f0c2e7b9a41';

COMMIT;

PRAGMA foreign_keys = ON;
