BEGIN;

CREATE TABLE IF NOT EXISTS Versions (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT Versions_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at base, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM Versions) = 0;

DROP TABLE temp.cucurbit_guard;

-- Running upgrade  -> a1, first
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

INSERT INTO Versions (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, second
ALTER TABLE t ADD COLUMN a INTEGER;

UPDATE Versions SET version_num = 'b2' WHERE version_num = 'a1';

-- Running upgrade b2 -> c3, third
CREATE INDEX ix_t_a ON t (a);

UPDATE Versions SET version_num = 'c3' WHERE version_num = 'b2';

COMMIT;
