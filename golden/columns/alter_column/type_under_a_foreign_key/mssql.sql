SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @rows INT = 0, @wanted INT = 0;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SELECT @rows = COUNT(*), @wanted = COALESCE(SUM(CASE WHEN version_num IN (N''a1'') THEN 1 ELSE 0 END), 0) FROM alembic_version; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@rows INT OUTPUT, @wanted INT OUTPUT, @found NVARCHAR(max) OUTPUT', @rows OUTPUT, @wanted OUTPUT, @found OUTPUT;
IF @rows <> 1 OR @wanted <> 1
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script starts at a1, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade a1 -> a2
DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'account' + N' DROP CONSTRAINT ' + QUOTENAME(con.name)
FROM sys.foreign_keys AS con
WHERE con.parent_object_id = OBJECT_ID(N'account')
    AND (SELECT COUNT(*) FROM sys.foreign_key_columns AS fc WHERE fc.constraint_object_id = con.object_id) = 1
    AND (SELECT COUNT(*) FROM sys.foreign_key_columns AS fc JOIN sys.columns AS c ON c.object_id = fc.parent_object_id AND c.column_id = fc.parent_column_id WHERE fc.constraint_object_id = con.object_id AND c.name IN (N'owner')) = 1;
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'owner' + N' DROP CONSTRAINT ' + QUOTENAME(con.name)
FROM sys.key_constraints AS con
WHERE con.type = 'PK' AND con.parent_object_id = OBJECT_ID(N'owner');
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE owner ALTER COLUMN code VARCHAR(40) NOT NULL;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE owner ADD PRIMARY KEY (code);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE account ADD FOREIGN KEY (owner) REFERENCES owner (code) ON DELETE CASCADE;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'a2' WHERE version_num = N'a1';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
