DECLARE
    tables NUMBER;
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ALEMBIC_VERSION';
    IF tables = 0 THEN
        EXECUTE IMMEDIATE '
            CREATE TABLE alembic_version (
                version_num VARCHAR2(32 CHAR) NOT NULL,
                CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
            )';
    END IF;
END;
/

-- Running stamp_revision  ->
-- [1/1]
DELETE FROM alembic_version;

COMMIT;
