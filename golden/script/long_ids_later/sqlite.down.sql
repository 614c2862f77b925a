BEGIN;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(47) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TEMP TABLE cucurbit_guard (ok INTEGER, CONSTRAINT "nothing was changed: this script starts at this_is_an_id_that_is_longer_than_32_characters, and the database is elsewhere" CHECK (ok = 1));

INSERT INTO temp.cucurbit_guard
SELECT (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('this_is_an_id_that_is_longer_than_32_characters')) = 1;

DROP TABLE temp.cucurbit_guard;

-- Running downgrade this_is_an_id_that_is_longer_than_32_characters -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'this_is_an_id_that_is_longer_than_32_characters';

COMMIT;
