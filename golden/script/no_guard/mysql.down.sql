SET NAMES utf8mb4;

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
