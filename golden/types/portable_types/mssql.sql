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
CREATE TABLE t (
    c_smallint SMALLINT NULL,
    c_integer INTEGER NULL,
    c_bigint BIGINT NULL,
    c_numeric NUMERIC(12, 2) NULL,
    c_real REAL NULL,
    c_float FLOAT NULL,
    c_double DOUBLE PRECISION NULL,
    c_boolean BIT NULL,
    c_char CHAR(2) NULL,
    c_varchar VARCHAR(80) NULL,
    c_nchar NCHAR(2) NULL,
    c_nvarchar NVARCHAR(80) NULL,
    c_text VARCHAR(max) NULL,
    c_binary BINARY(16) NULL,
    c_varbinary VARBINARY(80) NULL,
    c_blob VARBINARY(max) NULL,
    c_date DATE NULL,
    c_datetime DATETIME2 NULL,
    c_datetimetz DATETIMEOFFSET NULL,
    c_timestamp DATETIME2 NULL,
    c_uuid UNIQUEIDENTIFIER NULL,
    c_json NVARCHAR(max) NULL,
    c_jsonb NVARCHAR(max) NULL
);
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
