SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

-- Running downgrade c3 -> b2, third
DROP INDEX ix_t_a ON t;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'b2' WHERE version_num = N'c3';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade b2 -> a1, second
ALTER TABLE t DROP COLUMN a;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'a1' WHERE version_num = N'b2';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade a1 -> , first
DROP TABLE t;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DELETE FROM alembic_version WHERE version_num = N'a1';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
