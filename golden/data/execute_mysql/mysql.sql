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

-- Running upgrade  -> a1
-- [1/12]
CREATE TABLE account (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(80) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s' COMMENT 'where',
    changed DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    KEY (email(10)), UNIQUE KEY uq_both (email, id)
);

-- [2/12]
ALTER TABLE account CHANGE email mail VARCHAR(90) NOT NULL COMMENT 'new', ADD COLUMN age INT AFTER id;

-- [3/12]
ALTER TABLE account MODIFY age SMALLINT NOT NULL DEFAULT 3, DROP INDEX uq_both, RENAME INDEX email TO ix_mail;

-- [4/12]
ALTER TABLE account MODIFY COLUMN mail VARCHAR(90) NOT NULL COMMENT 'newer';

-- [5/12]
ALTER TABLE account MODIFY COLUMN changed DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'at';

-- [6/12]
ALTER TABLE account MODIFY COLUMN id INT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'number';

-- [7/12]
ALTER TABLE account ADD CONSTRAINT uq_both UNIQUE (mail);

-- [8/12]
DROP INDEX ix_mail ON account;

-- [9/12]
CREATE TABLE log (
    account INT UNSIGNED,
    FOREIGN KEY (account) REFERENCES account (id)
);

-- [10/12]
DROP TABLE log;

-- [11/12]
DROP TABLE account;

-- [12/12]
INSERT INTO alembic_version (version_num) VALUES ('a1');
