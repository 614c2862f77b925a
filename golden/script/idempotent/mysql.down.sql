SET NAMES utf8mb4;

DROP PROCEDURE IF EXISTS cucurbit_stop;

CREATE PROCEDURE cucurbit_stop() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

SET @cucurbit_fits = 1, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''d4'', ''c3'', ''b2'', ''a1'')) = 1, (SELECT GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') FROM alembic_version) INTO @cucurbit_fits, @cucurbit_found', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script is for databases from d4 to base, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_fits, 'DO 0', 'CALL cucurbit_stop()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE cucurbit_stop;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running downgrade d4 -> c3, $revision$
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE person SET state = ''n/a'' WHERE state IS NULL', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'ALTER TABLE person MODIFY COLUMN state VARCHAR(10) NOT NULL', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''c3'' WHERE version_num = ''d4''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running downgrade c3 -> b2, nothing to run
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''c3''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running downgrade b2 -> a1, how they are
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'DROP INDEX ix_person_name ON person', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'ALTER TABLE person DROP COLUMN state', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''a1'' WHERE version_num = ''b2''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running downgrade a1 -> , people
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'DROP TABLE person', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'DELETE FROM alembic_version WHERE version_num = ''a1''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;
