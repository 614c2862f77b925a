BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 0c8d4e6f1b72, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('0c8d4e6f1b72')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade 0c8d4e6f1b72 -> b9162fa3e40d, who may write, and who asked
-- role weather_admin: SQLite has no roles
CREATE TABLE permission_request (
    id INTEGER CONSTRAINT pk_permission_request PRIMARY KEY AUTOINCREMENT NOT NULL,
    login VARCHAR(63) NOT NULL,
    network_id INTEGER NOT NULL,
    asked_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
);

UPDATE alembic_version SET version_num = 'b9162fa3e40d' WHERE version_num = '0c8d4e6f1b72';

COMMIT;
