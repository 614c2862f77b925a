SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @fits INT = 1;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SET @fits = CASE WHEN (SELECT COUNT(*) FROM alembic_version) = 0 OR (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N''a1'', N''b2'', N''c3'', N''d4'')) = 1 THEN 1 ELSE 0 END; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@fits INT OUTPUT, @found NVARCHAR(max) OUTPUT', @fits OUTPUT, @found OUTPUT;
IF @fits = 0
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script is for databases from base to d4, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
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

-- Running upgrade  -> a1, people
IF (SELECT COUNT(*) FROM alembic_version) = 0
BEGIN
    EXEC (N'CREATE TABLE person (
    id INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    PRIMARY KEY (id)
);');
    EXEC (N'INSERT INTO person (id, name) VALUES
    (1, N''it''''s $$ \ {a}''),
    (2, N''b'');');
    EXEC (N'INSERT INTO alembic_version (version_num) VALUES (N''a1'')');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade a1 -> b2, how they are
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'a1')) = 1
BEGIN
    -- everybody is n/a at first
    EXEC (N'ALTER TABLE person ADD state VARCHAR(10) NULL;');
    EXEC (N'UPDATE person SET state = N''n/a'' WHERE state IS NULL;');
    EXEC (N'ALTER TABLE person ALTER COLUMN state VARCHAR(10) NOT NULL;');
    EXEC (N'CREATE INDEX ix_person_name ON person (name);');
    EXEC (N'UPDATE alembic_version SET version_num = N''b2'' WHERE version_num = N''a1''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade b2 -> c3, nothing to run
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'b2')) = 1
BEGIN
    EXEC (N'UPDATE alembic_version SET version_num = N''c3'' WHERE version_num = N''b2''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade c3 -> d4, $revision$
IF (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM alembic_version WHERE version_num IN (N'c3')) = 1
BEGIN
    EXEC (N'ALTER TABLE person ALTER COLUMN state VARCHAR(10) NULL;');
    EXEC (N'UPDATE person SET state = NULL WHERE state = ''n/a'';');
    EXEC (N'UPDATE alembic_version SET version_num = N''d4'' WHERE version_num = N''c3''');
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
