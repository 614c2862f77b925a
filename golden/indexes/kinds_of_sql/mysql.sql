SET NAMES utf8mb4;

DROP PROCEDURE IF EXISTS cucurbit_stop;

CREATE PROCEDURE cucurbit_stop() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (''a1'')), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at a1, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_rows = 1 AND @cucurbit_wanted = 1, 'DO 0', 'CALL cucurbit_stop()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE cucurbit_stop;

-- Running upgrade a1 -> b2, they come back as what they were
-- [1/3]
DROP INDEX fact_by_day ON fact;

-- [2/3]
DROP INDEX fact_by_place ON fact;

-- [3/3]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';
