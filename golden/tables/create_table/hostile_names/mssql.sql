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
CREATE TABLE [o'ne "two" [three]] `four`; DROP TABLE x --] (
    [select] INTEGER NOT NULL,
    [a.b] INTEGER NULL,
    [*/ $$ \ %] VARCHAR(max) NULL,
    [new
GO
line] VARCHAR(max) NULL DEFAULT N'x
GO
y',
    GO VARCHAR(9) NULL DEFAULT N'$$ ''q''',
    PRIMARY KEY ([select]),
    CONSTRAINT [ck 'it' "is" ]]] CHECK (1 = 1)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE INDEX [ix_o'ne "two" [three]] `four`; DROP TABLE x --_a.b] ON [o'ne "two" [three]] `four`; DROP TABLE x --] ([a.b]);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema sysname = SCHEMA_NAME();
EXEC sp_addextendedproperty N'MS_Description', N'a */ b -- c
GO
d', N'SCHEMA', @schema, N'TABLE', N'o''ne "two" [three] `four`; DROP TABLE x --';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

DECLARE @schema sysname = SCHEMA_NAME();
EXEC sp_addextendedproperty N'MS_Description', N'it''s */ $$ -- \ "q" ]', N'SCHEMA', @schema, N'TABLE', N'o''ne "two" [three] `four`; DROP TABLE x --', N'COLUMN', N'*/ $$ \ %';
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
