SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @fits INT = 1;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SET @fits = CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N''a1'', N''b2'')) = 1 THEN 1 ELSE 0 END; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@fits INT OUTPUT, @found NVARCHAR(max) OUTPUT', @fits OUTPUT, @found OUTPUT;
IF @fits = 0
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script is for databases from base to b2, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
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

-- Running upgrade  -> a1, moods
IF (SELECT COUNT(*) FROM alembic_version) = 0
BEGIN
    EXEC (N'CREATE TABLE person (
    id INTEGER NOT NULL,
    mood VARCHAR(3) NULL,
    PRIMARY KEY (id),
    CONSTRAINT mood CHECK (mood IN (N''sad'', N''ok''))
);');
    EXEC (N'INSERT INTO alembic_version (version_num) VALUES (N''a1'')');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade a1 -> b2, statements that want a place of their own
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'a1')) = 1
BEGIN
    EXEC (N'ALTER TABLE person DROP CONSTRAINT mood;');
    EXEC (N'ALTER TABLE person ALTER COLUMN mood VARCHAR(5) NULL;');
    EXEC (N'ALTER TABLE person ADD CONSTRAINT mood CHECK (mood IN (N''sad'', N''ok'', N''happy''));');
    EXEC (N'UPDATE person SET mood = N''happy'' WHERE id = 1;');
    EXEC (N'DELETE FROM person WHERE id = 2;
DECLARE @touched BIGINT = ROWCOUNT_BIG();
IF @touched <> 0
    THROW 50000, N''DELETE FROM person touched an unexpected number of rows; expected 0 rows'', 1;');
    EXEC (N'UPDATE alembic_version SET version_num = N''b2'' WHERE version_num = N''a1''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
