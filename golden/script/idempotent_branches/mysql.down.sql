SET NAMES utf8mb4;

DROP PROCEDURE IF EXISTS cucurbit_stop;

CREATE PROCEDURE cucurbit_stop() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

SET @cucurbit_fits = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''d4'', ''b2'', ''a1'')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (''c3'', ''b2'')) = 2, (SELECT GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') FROM alembic_version) INTO @cucurbit_fits, @cucurbit_found', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script is for databases from d4 to a1, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_fits, 'DO 0', 'CALL cucurbit_stop()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE cucurbit_stop;

-- Running downgrade d4 -> b2, c3, one again
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('d4')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'DROP TABLE t_d4', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'INSERT INTO alembic_version (version_num) VALUES (''b2'')', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''c3'' WHERE version_num = ''d4''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running downgrade c3 -> a1, table of c3
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('c3', 'b2')) = 2;

SET @cucurbit_sql = IF(@cucurbit_run, 'DROP TABLE t_c3', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'DELETE FROM alembic_version WHERE version_num = ''c3''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

-- Running downgrade b2 -> a1, table of b2
SET @cucurbit_run = (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('b2')) = 1;

SET @cucurbit_sql = IF(@cucurbit_run, 'DROP TABLE t_b2', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_sql = IF(@cucurbit_run, 'UPDATE alembic_version SET version_num = ''a1'' WHERE version_num = ''b2''', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;
