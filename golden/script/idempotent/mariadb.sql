SET NAMES utf8mb4;

SET @cucurbit_fits = 1, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''a1'', ''b2'', ''c3'', ''d4'')) = 1, (SELECT GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') FROM alembic_version) INTO @cucurbit_fits, @cucurbit_found', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script is for databases from base to d4, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_fits, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, people
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 0;

EXECUTE IMMEDIATE IF(@cucurbit_run, 'CREATE TABLE person (
    id INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'INSERT INTO person (id, name) VALUES
    (1, ''it''''s $$ \\\\ {a}''),
    (2, ''b'')', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'INSERT INTO alembic_version (version_num) VALUES (''a1'')', 'DO 0');

-- Running upgrade a1 -> b2, how they are
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1;

-- everybody is n/a at first
EXECUTE IMMEDIATE IF(@cucurbit_run, 'ALTER TABLE person ADD COLUMN state VARCHAR(10)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE person SET state = ''n/a'' WHERE state IS NULL', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'ALTER TABLE person MODIFY COLUMN state VARCHAR(10) NOT NULL', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'CREATE INDEX ix_person_name ON person (name)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''a1''', 'DO 0');

-- Running upgrade b2 -> c3, nothing to run
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''c3'' WHERE version_num = ''b2''', 'DO 0');

-- Running upgrade c3 -> d4, $revision$
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3')) = 1;

EXECUTE IMMEDIATE IF(@cucurbit_run, 'ALTER TABLE person MODIFY COLUMN state VARCHAR(10)', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE person SET state = NULL WHERE state = ''n/a''', 'DO 0');

EXECUTE IMMEDIATE IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''d4'' WHERE version_num = ''c3''', 'DO 0');
