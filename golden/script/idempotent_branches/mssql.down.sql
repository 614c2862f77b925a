SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @fits INT = 0;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SET @fits = CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N''d4'', N''b2'', N''a1'')) = 1 OR (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N''c3'', N''b2'')) = 2 THEN 1 ELSE 0 END; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@fits INT OUTPUT, @found NVARCHAR(max) OUTPUT', @fits OUTPUT, @found OUTPUT;
IF @fits = 0
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script is for databases from d4 to a1, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade d4 -> b2, c3, one again
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'd4')) = 1
BEGIN
    EXEC (N'DROP TABLE t_d4;');
    EXEC (N'INSERT INTO alembic_version (version_num) VALUES (N''b2'')');
    EXEC (N'UPDATE alembic_version SET version_num = N''c3'' WHERE version_num = N''d4''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade c3 -> a1, table of c3
IF (SELECT COUNT(*) FROM alembic_version) = 2 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'c3', N'b2')) = 2
BEGIN
    EXEC (N'DROP TABLE t_c3;');
    EXEC (N'DELETE FROM alembic_version WHERE version_num = N''c3''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade b2 -> a1, table of b2
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'b2')) = 1
BEGIN
    EXEC (N'DROP TABLE t_b2;');
    EXEC (N'UPDATE alembic_version SET version_num = N''a1'' WHERE version_num = N''b2''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
