SET NAMES utf8mb4;

DROP PROCEDURE IF EXISTS cucurbit_stop;

CREATE PROCEDURE cucurbit_stop() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

SET @cucurbit_fits = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''a1'', ''b2'', ''d4'')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''b2'', ''c3'')) = 2, (SELECT GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') FROM alembic_version) INTO @cucurbit_fits, @cucurbit_found', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script is for databases from a1 to d4, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_fits, 'DO 0', 'CALL cucurbit_stop()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE cucurbit_stop;

-- Running upgrade a1 -> b2, table of b2
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a1')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'CREATE TABLE t_b2 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''b2'' WHERE version_num = ''a1''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running upgrade a1 -> c3, table of c3
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'CREATE TABLE t_c3 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'INSERT INTO alembic_version (version_num) VALUES (''c3'')', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running upgrade b2, c3 -> d4, one again
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2', 'c3')) = 2;

SET @cucurbit_sql = IF(@cucurbit_run, 'CREATE TABLE t_d4 (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
)', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'DELETE FROM alembic_version WHERE version_num = ''b2''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''d4'' WHERE version_num = ''c3''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;
