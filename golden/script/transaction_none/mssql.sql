-- cucurbit 0.1.0
-- compile upgrade base:head
-- SQL Server 2019
-- base -> c3
-- 3 revisions, SHA-256 28e011caf10413c57f98c8f8ac6824ad5e7e3b300558a4dbe24b76439824ec9e
-- No transaction: a failure leaves a revision half done. Go on with --from-step N,
-- where N is the number above the statement that failed.

SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

DECLARE @found NVARCHAR(max) = N'', @rows INT = 0, @wanted INT = 0;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SELECT @rows = COUNT(*), @wanted = COALESCE(SUM(CASE WHEN version_num IN (NULL) THEN 1 ELSE 0 END), 0) FROM alembic_version; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@rows INT OUTPUT, @wanted INT OUTPUT, @found NVARCHAR(max) OUTPUT', @rows OUTPUT, @wanted OUTPUT, @found OUTPUT;
IF @rows <> 0 OR @wanted <> 0
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script starts at base, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

IF OBJECT_ID(N'alembic_version', N'U') IS NULL
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- Running upgrade  -> a1, first
-- [1/6]
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- [2/6]
INSERT INTO alembic_version (version_num) VALUES (N'a1');
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- Running upgrade a1 -> b2, second
-- [3/6]
ALTER TABLE t ADD a INTEGER NULL;
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- [4/6]
UPDATE alembic_version SET version_num = N'b2' WHERE version_num = N'a1';
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- Running upgrade b2 -> c3, third
-- [5/6]
CREATE INDEX ix_t_a ON t (a);
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

-- [6/6]
UPDATE alembic_version SET version_num = N'c3' WHERE version_num = N'b2';
GO

IF @@ERROR <> 0 SET NOEXEC ON;
GO

SET NOEXEC OFF;
GO
