SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

DECLARE @found NVARCHAR(max) = N'', @rows INT = 0, @wanted INT = 0;
IF OBJECT_ID(N'alembic_version', N'U') IS NOT NULL
    EXEC sp_executesql N'SELECT @rows = COUNT(*), @wanted = COALESCE(SUM(CASE WHEN version_num IN (N''b2'') THEN 1 ELSE 0 END), 0) FROM alembic_version; SELECT @found = @found + version_num + N'' '' FROM alembic_version ORDER BY version_num;', N'@rows INT OUTPUT, @wanted INT OUTPUT, @found NVARCHAR(max) OUTPUT', @rows OUTPUT, @wanted OUTPUT, @found OUTPUT;
IF @rows <> 1 OR @wanted <> 1
BEGIN
    DECLARE @message NVARCHAR(2048) = N'nothing was changed: this script starts at b2, and the database is at ' + COALESCE(NULLIF(RTRIM(@found), N''), N'no version');
    THROW 50000, @message, 1;
END;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running downgrade b2 -> a1, they come back as what they were
CREATE COLUMNSTORE INDEX fact_whole ON fact (id, day, place);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE INDEX fact_by_place ON fact (place) INCLUDE (day);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

CREATE CLUSTERED INDEX fact_by_day ON fact (day DESC);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'a1' WHERE version_num = N'b2';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
