SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
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

-- Running upgrade  -> a1
CREATE TABLE account (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE TABLE log (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE TRIGGER account_made ON account AFTER INSERT AS
BEGIN
DELETE FROM log WHERE id < 0;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

EXEC sp_rename N'log.id', N'number', N'COLUMN';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DROP TRIGGER account_made;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE TRIGGER account_made ON account AFTER INSERT AS
BEGIN
DELETE FROM log WHERE number < 0;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE account ADD number INTEGER NULL;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE account ADD CONSTRAINT ck_id CHECK (id > 0);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

INSERT INTO alembic_version (version_num) VALUES (N'a1');
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
