PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at 94fa6c3be012, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('94fa6c3be012')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade 94fa6c3be012 -> 2b95d8e1037c, who may do what with which network
DROP TABLE permission;

UPDATE alembic_version SET version_num = '2b95d8e1037c' WHERE version_num = '94fa6c3be012';

COMMIT;

PRAGMA foreign_keys = ON;
