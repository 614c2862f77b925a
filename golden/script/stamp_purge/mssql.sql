SET XACT_ABORT ON;
SET NOEXEC OFF;
GO

BEGIN TRANSACTION;
GO

IF OBJECT_ID(N'alembic_version', N'U') IS NULL
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running stamp_revision  ->
DELETE FROM alembic_version;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
