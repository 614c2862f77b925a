BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at b2, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade b2 -> a1, they come back as what they were
CREATE INDEX fact_by_place ON fact (place);

CREATE INDEX fact_by_day ON fact (day);

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;
