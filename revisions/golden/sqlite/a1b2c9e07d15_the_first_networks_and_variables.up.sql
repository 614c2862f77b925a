PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 3d81b6f4c20e, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('3d81b6f4c20e')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade 3d81b6f4c20e -> a1b2c9e07d15, the first networks and variables
INSERT INTO variable (id, name, unit, cell_method) VALUES
    (1, 'air_temperature', 'degC', 'time: mean'),
    (2, 'precipitation', 'mm', 'time: sum'),
    (3, 'wind_speed', 'm s-1', 'time: mean'),
    (4, 'snow_depth', 'cm', NULL);

INSERT INTO network (short_name, full_name) VALUES
    ('COOP', 'Cooperative observers'),
    ('AGRO', 'Growers'' association'),
    ('HYDRO', 'Hydrology service');

UPDATE alembic_version SET version_num = 'a1b2c9e07d15' WHERE version_num = '3d81b6f4c20e';

COMMIT;

PRAGMA foreign_keys = ON;
