SET NAMES utf8mb4;

DROP PROCEDURE IF EXISTS cucurbit_stop;

CREATE PROCEDURE cucurbit_stop() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (NULL)), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at base, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_rows = 0 AND @cucurbit_wanted = 0, 'DO 0', 'CALL cucurbit_stop()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE cucurbit_stop;

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, what only raw SQL says of a column and an index
-- [1/6]
CREATE TABLE plant (id INT NOT NULL PRIMARY KEY, note INT NULL INVISIBLE DEFAULT 3 COMMENT 'kept', name VARCHAR(20),
  UNIQUE KEY uq_name (name(5), id DESC), KEY ix_note (note) COMMENT 'by note');

-- [2/6]
INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, is said again with each new definition
-- [3/6]
ALTER TABLE plant MODIFY COLUMN note BIGINT DEFAULT 3 INVISIBLE COMMENT 'kept';

-- [4/6]
DROP INDEX ix_note ON plant;

-- [5/6]
DROP INDEX uq_name ON plant;

-- [6/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';
