BEGIN;

CREATE TABLE IF NOT EXISTS Versions (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT Versions_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at c3, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM Versions) = 1
    AND (SELECT COUNT(*) FROM Versions WHERE version_num IN ('c3')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade c3 -> b2, third
DROP INDEX ix_t_a;

UPDATE Versions SET version_num = 'b2' WHERE version_num = 'c3';

-- Running downgrade b2 -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE Versions SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM Versions WHERE version_num = 'a1';

COMMIT;
