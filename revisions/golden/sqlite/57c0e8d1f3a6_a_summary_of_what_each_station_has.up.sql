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

-- Running upgrade b9162fa3e40d -> 57c0e8d1f3a6, a summary of what each station has
CREATE VIEW station_summary AS
SELECT station_id, count(*) AS observations, min(observed_at) AS first, max(observed_at) AS last
FROM observation
GROUP BY station_id;

UPDATE alembic_version SET version_num = '57c0e8d1f3a6' WHERE version_num = 'b9162fa3e40d';

COMMIT;
