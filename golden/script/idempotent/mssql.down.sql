SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @fits INT = 1;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SET @fits = CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N''d4'', N''c3'', N''b2'', N''a1'')) = 1 THEN 1 ELSE 0 END; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@fits INT OUTPUT, @found NVARCHAR(max) OUTPUT', @fits OUTPUT, @found OUTPUT;
IF @fits = 0
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script is for databases from d4 to base, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

IF OBJECT_ID(N'alembic_version', N'U') IS NULL
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade d4 -> c3, $revision$
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'd4')) = 1
BEGIN
    EXEC (N'UPDATE person SET state = N''n/a'' WHERE state IS NULL;');
    EXEC (N'ALTER TABLE person ALTER COLUMN state VARCHAR(10) NOT NULL;');
    EXEC (N'UPDATE alembic_version SET version_num = N''c3'' WHERE version_num = N''d4''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade c3 -> b2, nothing to run
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'c3')) = 1
BEGIN
    EXEC (N'UPDATE alembic_version SET version_num = N''b2'' WHERE version_num = N''c3''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade b2 -> a1, how they are
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'b2')) = 1
BEGIN
    EXEC (N'DROP INDEX ix_person_name ON person;');
    EXEC (N'ALTER TABLE person DROP COLUMN state;');
    EXEC (N'UPDATE alembic_version SET version_num = N''a1'' WHERE version_num = N''b2''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade a1 -> , people
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'a1')) = 1
BEGIN
    EXEC (N'DROP TABLE person;');
    EXEC (N'DELETE FROM alembic_version WHERE version_num = N''a1''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
