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
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (''b2'') THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 1 OR wanted <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at b2, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running downgrade b2 -> a1, create unnamed
-- [1/5]
DECLARE
    wanted VARCHAR2(128);
    FUNCTION bare(condition VARCHAR2) RETURN VARCHAR2 IS
    BEGIN
        RETURN UPPER(REGEXP_REPLACE(condition, '[[:space:]"]'));
    END;
BEGIN
    FOR con IN (
        SELECT constraint_name, search_condition
        FROM all_constraints
        WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ACCOUNT'
            AND constraint_type = 'C' AND generated = 'GENERATED NAME'
    ) LOOP
        IF bare(con.search_condition) = bare('age < 1000 AND owner_id > 0') THEN
            wanted := con.constraint_name;
        END IF;
    END LOOP;
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the check to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE account DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [2/5]
DECLARE
    wanted VARCHAR2(128);
    FUNCTION bare(condition VARCHAR2) RETURN VARCHAR2 IS
    BEGIN
        RETURN UPPER(REGEXP_REPLACE(condition, '[[:space:]"]'));
    END;
BEGIN
    FOR con IN (
        SELECT constraint_name, search_condition
        FROM all_constraints
        WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ACCOUNT'
            AND constraint_type = 'C' AND generated = 'GENERATED NAME'
    ) LOOP
        IF bare(con.search_condition) = bare('age >= 0') THEN
            wanted := con.constraint_name;
        END IF;
    END LOOP;
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the check to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE account DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [3/5]
ALTER TABLE account DROP UNIQUE (email, state);

-- [4/5]
DECLARE
    wanted VARCHAR2(128);
BEGIN
    SELECT MIN(con.constraint_name) INTO wanted
    FROM all_constraints con
    JOIN all_constraints ref ON ref.owner = con.r_owner AND ref.constraint_name = con.r_constraint_name AND ref.table_name = 'OWNER'
    WHERE con.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND con.table_name = 'ACCOUNT'
        AND con.constraint_type = 'R' AND con.generated = 'GENERATED NAME'
        AND (SELECT LISTAGG(col.column_name, ',') WITHIN GROUP (ORDER BY col.position) FROM all_cons_columns col
            WHERE col.owner = con.owner AND col.constraint_name = con.constraint_name) = 'OWNER_ID';
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the foreign key to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE account DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [5/5]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;
