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

-- Running upgrade c3d4f81a2b6e -> e6720a94bd13, indexes for the questions that are asked
CREATE INDEX ix_network_active ON network (short_name) WHERE active;

CREATE INDEX ix_station_lower_name ON station ((lower(name)));

CREATE INDEX ix_observation_recent ON observation (station_id, observed_at DESC);

UPDATE alembic_version SET version_num = 'e6720a94bd13' WHERE version_num = 'c3d4f81a2b6e';

COMMIT;

PRAGMA foreign_keys = ON;
