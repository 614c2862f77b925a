-- Running downgrade c3 -> b2, third
-- [1/6]
DROP INDEX ix_t_a;

-- [2/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3';

COMMIT;

-- Running downgrade b2 -> a1, second
-- [3/6]
ALTER TABLE t DROP COLUMN a;

-- [4/6]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;

-- Running downgrade a1 -> , first
-- [5/6]
DROP TABLE t;

-- [6/6]
DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
