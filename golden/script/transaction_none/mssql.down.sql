-- cucurbit 0.1.0
-- compile downgrade head:base
-- SQL Server 2019
-- c3 -> base
-- 3 revisions, SHA-256 30d17a0bb1c25df8b3ab7d51d9a4dbd1ab546d1d4c19f43a4743128ff59c2f7a
-- No transaction: a failure leaves a revision half done. Go on with --from-step N,
-- where N is the number above the statement that failed.

SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

DECLARE @found NVARCHAR(max) = N'', @rows INT = 0, @wanted INT = 0;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SELECT @rows = COUNT(*), @wanted = COALESCE(SUM(CASE WHEN version_num IN (N''c3'') THEN 1 ELSE 0 END), 0) FROM alembic_version; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@rows INT OUTPUT, @wanted INT OUTPUT, @found NVARCHAR(max) OUTPUT', @rows OUTPUT, @wanted OUTPUT, @found OUTPUT;
IF @rows <> 1 OR @wanted <> 1
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script starts at c3, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- Running downgrade c3 -> b2, third
-- [1/6]
DROP INDEX ix_t_a ON t;
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- [2/6]
UPDATE alembic_version SET version_num = N'b2' WHERE version_num = N'c3';
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- Running downgrade b2 -> a1, second
-- [3/6]
ALTER TABLE t DROP COLUMN a;
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- [4/6]
UPDATE alembic_version SET version_num = N'a1' WHERE version_num = N'b2';
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- Running downgrade a1 -> , first
-- [5/6]
DROP TABLE t;
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- [6/6]
DELETE FROM alembic_version WHERE version_num = N'a1';
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

SET NOEXEC OFF;
GO
