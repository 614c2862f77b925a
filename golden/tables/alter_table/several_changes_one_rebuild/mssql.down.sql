SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @rows INT = 0, @wanted INT = 0;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SELECT @rows = COUNT(*), @wanted = COALESCE(SUM(CASE WHEN version_num IN (N''a2'') THEN 1 ELSE 0 END), 0) FROM alembic_version; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@rows INT OUTPUT, @wanted INT OUTPUT, @found NVARCHAR(max) OUTPUT', @rows OUTPUT, @wanted OUTPUT, @found OUTPUT;
IF @rows <> 1 OR @wanted <> 1
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script starts at a2, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade a2 -> a1
DROP INDEX ix_jobs_state ON jobs;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE jobs DROP CONSTRAINT fk_jobs_owner;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

EXEC sp_rename N'jobs.title', N'name', N'COLUMN';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DROP INDEX ix_jobs_name ON jobs;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE jobs ALTER COLUMN name VARCHAR(20) NOT NULL;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE INDEX ix_jobs_name ON jobs (name);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE jobs ADD old VARCHAR(max) NULL;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'jobs' + N' DROP CONSTRAINT ' + QUOTENAME(dc.name)
FROM sys.default_constraints AS dc
JOIN sys.columns AS c ON c.object_id = dc.parent_object_id AND c.column_id = dc.parent_column_id
WHERE dc.parent_object_id = OBJECT_ID(N'jobs') AND c.name = N'state';
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE jobs DROP COLUMN state;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'a1' WHERE version_num = N'a2';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
