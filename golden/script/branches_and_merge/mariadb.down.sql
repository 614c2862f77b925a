SET NAMES utf8mb4;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (''d4'')), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at d4, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = 1 AND @cucurbit_wanted = 1, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

-- Running downgrade d4 -> b2, b3, merge
-- [1/8]
INSERT INTO alembic_version (version_num) VALUES ('b2');

-- [2/8]
UPDATE alembic_version SET version_num = 'b3' WHERE version_num = 'd4';

-- Running downgrade b3 -> a1, right
-- [3/8]
DROP TABLE u;

-- [4/8]
DELETE FROM alembic_version WHERE version_num = 'b3';

-- Running downgrade b2 -> a1, left
-- [5/8]
ALTER TABLE t DROP COLUMN a;

-- [6/8]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
-- [7/8]
DROP TABLE t;

-- [8/8]
DELETE FROM alembic_version WHERE version_num = 'a1';
