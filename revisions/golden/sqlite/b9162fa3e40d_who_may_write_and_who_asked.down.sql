BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at b9162fa3e40d, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b9162fa3e40d')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade b9162fa3e40d -> 0c8d4e6f1b72, who may write, and who asked
-- role weather_admin: SQLite has no roles
DROP TABLE permission_request;

UPDATE alembic_version SET version_num = '0c8d4e6f1b72' WHERE version_num = 'b9162fa3e40d';

COMMIT;
