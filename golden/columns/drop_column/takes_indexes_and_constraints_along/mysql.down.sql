SET NAMES utf8mb4;

DROP PROCEDURE IF EXISTS cucurbit_stop;

CREATE PROCEDURE cucurbit_stop() SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = @cucurbit_message;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (''a2'')), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at a2, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

SET @cucurbit_sql = IF(@cucurbit_rows = 1 AND @cucurbit_wanted = 1, 'DO 0', 'CALL cucurbit_stop()');

PREPARE cucurbit FROM @cucurbit_sql;

EXECUTE cucurbit;

DEALLOCATE PREPARE cucurbit;

DROP PROCEDURE cucurbit_stop;

-- Running downgrade a2 -> a1
-- [1/9]
ALTER TABLE account ADD COLUMN email VARCHAR(80);

-- [2/9]
ALTER TABLE account ADD UNIQUE (email);

-- [3/9]
ALTER TABLE account ADD COLUMN age INTEGER;

-- [4/9]
ALTER TABLE account ADD CONSTRAINT ck_age CHECK (age > 0);

-- [5/9]
CREATE INDEX ix_age ON account (age, email);

-- [6/9]
ALTER TABLE account ADD COLUMN owner_id INTEGER AFTER id;

-- [7/9]
ALTER TABLE account ADD FOREIGN KEY (owner_id) REFERENCES owner (id);

-- [8/9]
CREATE INDEX ix_account_owner_id ON account (owner_id);

-- [9/9]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';
