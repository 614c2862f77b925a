SET NAMES utf8mb4;

SET SESSION lock_wait_timeout = 5, innodb_lock_wait_timeout = 5;

SET SESSION max_statement_time = 60.000;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (''c3'')), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at c3, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = 1 AND @cucurbit_wanted = 1, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

-- Running downgrade c3 -> b2, third
-- [1/6]
DROP INDEX ix_t_a ON t;

-- [2/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3';

-- Running downgrade b2 -> a1, second
-- [3/6]
ALTER TABLE t DROP COLUMN a;

-- [4/6]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
-- [5/6]
DROP TABLE t;

-- [6/6]
DELETE FROM alembic_version WHERE version_num = 'a1';
