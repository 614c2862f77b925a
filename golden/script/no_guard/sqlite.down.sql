BEGIN;

-- Running downgrade c3 -> b2, third
DROP INDEX ix_t_a;

UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3';

-- Running downgrade b2 -> a1, second
ALTER TABLE t DROP COLUMN a;

UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

-- Running downgrade a1 -> , first
DROP TABLE t;

DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
