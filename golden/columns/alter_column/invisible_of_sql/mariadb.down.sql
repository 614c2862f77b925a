SET NAMES utf8mb4;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (''b2'')), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at b2, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = 1 AND @cucurbit_wanted = 1, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

-- Running downgrade b2 -> a1, is said again with each new definition
-- [1/6]
CREATE UNIQUE INDEX uq_name ON plant (name(5), id DESC);

-- [2/6]
CREATE INDEX ix_note ON plant (note) COMMENT 'by note';

-- [3/6]
ALTER TABLE plant MODIFY COLUMN note INT DEFAULT 3 INVISIBLE COMMENT 'kept';

-- [4/6]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , what only raw SQL says of a column and an index
-- [5/6]
DROP TABLE plant;

-- [6/6]
DELETE FROM alembic_version WHERE version_num = 'a1';
