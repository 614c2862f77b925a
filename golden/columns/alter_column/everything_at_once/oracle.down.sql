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
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (''a2'') THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 1 OR wanted <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at a2, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running downgrade a2 -> a1
-- [1/10]
ALTER TABLE account RENAME COLUMN years TO age;

-- [2/10]
ALTER TABLE account ADD (new_age VARCHAR2(9 CHAR));

-- [3/10]
UPDATE account SET new_age = TO_CHAR(age, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''');

COMMIT;

-- [4/10]
DROP INDEX ix_age;

-- [5/10]
ALTER TABLE account DROP COLUMN age;

-- [6/10]
ALTER TABLE account RENAME COLUMN new_age TO age;

-- [7/10]
ALTER TABLE account MODIFY (age DEFAULT '1');

-- [8/10]
CREATE INDEX ix_age ON account (age);

-- [9/10]
COMMENT ON COLUMN account.age IS 'old';

-- [10/10]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;
