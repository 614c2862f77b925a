BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at d05e71f2a8c4, 18e4b7f06d29, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 2
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d05e71f2a8c4', '18e4b7f06d29')) = 2;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade d05e71f2a8c4, 18e4b7f06d29 -> f37b02cd9e58, merge permissions and quality
DELETE FROM alembic_version WHERE version_num = 'd05e71f2a8c4';

UPDATE alembic_version SET version_num = 'f37b02cd9e58' WHERE version_num = '18e4b7f06d29';

COMMIT;
