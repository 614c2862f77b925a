PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 2b95d8e1037c, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('2b95d8e1037c')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade 2b95d8e1037c -> e6720a94bd13, users
DROP INDEX uq_app_user_lower_email;

DROP TABLE app_user;

UPDATE alembic_version SET version_num = 'e6720a94bd13' WHERE version_num = '2b95d8e1037c';

COMMIT;

PRAGMA foreign_keys = ON;
