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

-- Running downgrade 3d81b6f4c20e -> 5f0c2e7b9a41, variables and observations
DROP TABLE observation;

DROP TABLE variable;

UPDATE alembic_version SET version_num = '5f0c2e7b9a41' WHERE version_num = '3d81b6f4c20e';

COMMIT;

PRAGMA foreign_keys = ON;
