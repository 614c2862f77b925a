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

-- Running upgrade  -> a1, what only raw SQL says of a column and an index
CREATE TABLE plant (
    id INTEGER NOT NULL,
    note INTEGER NULL DEFAULT 3,
    name VARCHAR(20) NULL,
    PRIMARY KEY (id)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE UNIQUE INDEX uq_name ON plant (name, id);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE INDEX ix_note ON plant (note);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

INSERT INTO alembic_version (version_num) VALUES (N'a1');
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade a1 -> b2, is said again with each new definition
DROP INDEX ix_note ON plant;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @sql NVARCHAR(max);
SELECT @sql = N'ALTER TABLE ' + N'plant' + N' DROP CONSTRAINT ' + QUOTENAME(dc.name)
FROM sys.default_constraints AS dc
JOIN sys.columns AS c ON c.object_id = dc.parent_object_id AND c.column_id = dc.parent_column_id
WHERE dc.parent_object_id = OBJECT_ID(N'plant') AND c.name = N'note';
EXEC (@sql);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE plant ALTER COLUMN note BIGINT NULL;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

ALTER TABLE plant ADD DEFAULT 3 FOR note;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE INDEX ix_note ON plant (note);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DROP INDEX ix_note ON plant;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DROP INDEX uq_name ON plant;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'b2' WHERE version_num = N'a1';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
