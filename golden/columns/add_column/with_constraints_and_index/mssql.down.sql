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
DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'account' + N' DROP CONSTRAINT ' + QUOTENAME(con.name)
FROM sys.check_constraints AS con
WHERE con.parent_object_id = OBJECT_ID(N'account')
    AND CHARINDEX(QUOTENAME(N'age'), con.definition) > 0;
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE account DROP COLUMN age;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'account' + N' DROP CONSTRAINT ' + QUOTENAME(con.name)
FROM sys.foreign_keys AS con
WHERE con.parent_object_id = OBJECT_ID(N'account')
    AND (SELECT COUNT(*) FROM sys.foreign_key_columns AS fc WHERE fc.constraint_object_id = con.object_id) = 1
    AND (SELECT COUNT(*) FROM sys.foreign_key_columns AS fc JOIN sys.columns AS c ON c.object_id = fc.parent_object_id AND c.column_id = fc.parent_column_id WHERE fc.constraint_object_id = con.object_id AND c.name IN (N'owner_id')) = 1;
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DROP INDEX ix_account_owner_id ON account;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE account DROP COLUMN owner_id;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'account' + N' DROP CONSTRAINT ' + QUOTENAME(con.name)
FROM sys.key_constraints AS con
WHERE con.type = 'UQ' AND con.parent_object_id = OBJECT_ID(N'account')
    AND (SELECT COUNT(*) FROM sys.index_columns AS ic WHERE ic.object_id = con.parent_object_id AND ic.index_id = con.unique_index_id) = 1
    AND (SELECT COUNT(*) FROM sys.index_columns AS ic JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id WHERE ic.object_id = con.parent_object_id AND ic.index_id = con.unique_index_id AND c.name IN (N'email')) = 1;
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE account DROP COLUMN email;
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
