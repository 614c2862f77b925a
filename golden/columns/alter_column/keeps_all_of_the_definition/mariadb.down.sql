SET NAMES utf8mb4;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (''a2'')), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at a2, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = 1 AND @cucurbit_wanted = 1, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

-- Running downgrade a2 -> a1
-- [1/8]
ALTER TABLE account MODIFY COLUMN body TEXT DEFAULT 'empty';

-- [2/8]
ALTER TABLE account MODIFY COLUMN seen TIMESTAMP NULL;

-- [3/8]
ALTER TABLE account MODIFY COLUMN changed DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP;

-- [4/8]
ALTER TABLE account CHANGE COLUMN cost price NUMERIC(10, 2) NOT NULL DEFAULT 1.50;

-- [5/8]
ALTER TABLE account MODIFY COLUMN code VARCHAR(10) COLLATE utf8mb4_bin NOT NULL;

-- [6/8]
ALTER TABLE account MODIFY COLUMN state ENUM('open', 'closed') NOT NULL DEFAULT 'open' COMMENT 'it''s either';

-- [7/8]
ALTER TABLE account MODIFY COLUMN id BIGINT NOT NULL AUTO_INCREMENT;

-- [8/8]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';
