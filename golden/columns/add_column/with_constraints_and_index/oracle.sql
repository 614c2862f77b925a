DECLARE
    tables NUMBER;
    total NUMBER := 0;
    wanted NUMBER := 0;
    found VARCHAR2(4000);
BEGIN
    SELECT COUNT(*) INTO tables FROM all_tables
    WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ALEMBIC_VERSION';
    IF tables > 0 THEN
        EXECUTE IMMEDIATE '
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (''a1'') THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 1 OR wanted <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at a1, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running upgrade a1 -> a2
-- [1/9]
ALTER TABLE account ADD (email VARCHAR2(80 CHAR));

-- [2/9]
ALTER TABLE account ADD UNIQUE (email);

-- [3/9]
COMMENT ON COLUMN account.email IS 'where';

-- [4/9]
ALTER TABLE account ADD (owner_id NUMBER(10));

-- [5/9]
ALTER TABLE account ADD FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE;

-- [6/9]
CREATE INDEX ix_account_owner_id ON account (owner_id);

-- [7/9]
ALTER TABLE account ADD (age NUMBER(10));

-- [8/9]
ALTER TABLE account ADD CHECK (age > 0);

-- [9/9]
UPDATE alembic_version SET version_num = 'a2' WHERE version_num = 'a1';

COMMIT;
