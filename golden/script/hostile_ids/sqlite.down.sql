BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at ""q"", and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('"q"')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade "q" -> it's$$, second
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'it''s$$' WHERE version_num = '"q"';

-- Running downgrade it's$$ -> , fir
-- st
-- GO
-- DROP TABLE x
DROP TABLE t;

DELETE FROM alembic_version WHERE version_num = 'it''s$$';

COMMIT;
