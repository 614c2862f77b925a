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

-- Running upgrade  -> a1, first
CREATE TABLE t (
    id INTEGER NOT NULL,
    PRIMARY KEY (id)
);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

INSERT INTO alembic_version (version_num) VALUES (N'a1');
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade a1 -> b2, second
ALTER TABLE t ADD a INTEGER NULL;
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'b2' WHERE version_num = N'a1';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

-- Running upgrade b2 -> c3, third
CREATE INDEX ix_t_a ON t (a);
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

UPDATE alembic_version SET version_num = N'c3' WHERE version_num = N'b2';
GO

IF @@TRANCOUNT = 0 SET NOEXEC ON;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO
