-- cucurbit 0.1.0
-- compile upgrade base:head
-- MariaDB 10.11
-- base -> c3
-- 3 revisions, SHA-256 28e011caf10413c57f98c8f8ac6824ad5e7e3b300558a4dbe24b76439824ec9e
-- No transaction: a failure leaves a revision half done. Go on with --from-step N,
-- where N is the number above the statement that failed.

SET NAMES utf8mb4;

SET @cucurbit_rows = 0, @cucurbit_wanted = 0, @cucurbit_found = NULL;

SET @cucurbit_sql = IF((SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version') = 1, 'SELECT COUNT(*), COALESCE(SUM(version_num IN (NULL)), 0), GROUP_CONCAT(version_num ORDER BY version_num SEPARATOR '', '') INTO @cucurbit_rows, @cucurbit_wanted, @cucurbit_found FROM alembic_version', 'DO 0');

EXECUTE IMMEDIATE @cucurbit_sql;

SET @cucurbit_message = LEFT(CONCAT('nothing was changed: this script starts at base, and the database is at ', COALESCE(@cucurbit_found, 'no version')), 128);

EXECUTE IMMEDIATE IF(@cucurbit_rows = 0 AND @cucurbit_wanted = 0, 'DO 0', 'SIGNAL SQLSTATE ''45000'' SET MESSAGE_TEXT = @cucurbit_message');

CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a1, first
-- [1/6]
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);

-- [2/6]
INSERT INTO alembic_version (version_num) VALUES ('a1');

-- Running upgrade a1 -> b2, second
-- [3/6]
ALTER TABLE t ADD COLUMN a INTEGER;

-- [4/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

-- Running upgrade b2 -> c3, third
-- [5/6]
CREATE INDEX ix_t_a ON t (a);

-- [6/6]
UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2';
