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
-- [1/24]
ALTER TABLE node ADD (new_code VARCHAR2(10 CHAR));

-- [2/24]
UPDATE node SET new_code = TO_CHAR(code, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''');

COMMIT;

-- [3/24]
DECLARE
    wanted VARCHAR2(128);
BEGIN
    SELECT MIN(con.constraint_name) INTO wanted
    FROM all_constraints con
    JOIN all_constraints ref ON ref.owner = con.r_owner AND ref.constraint_name = con.r_constraint_name AND ref.table_name = 'NODE'
    WHERE con.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND con.table_name = 'LEAF'
        AND con.constraint_type = 'R' AND con.generated = 'GENERATED NAME'
        AND (SELECT LISTAGG(col.column_name, ',') WITHIN GROUP (ORDER BY col.position) FROM all_cons_columns col
            WHERE col.owner = con.owner AND col.constraint_name = con.constraint_name) = 'NODE';
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the foreign key to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE leaf DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [4/24]
DECLARE
    wanted VARCHAR2(128);
BEGIN
    SELECT MIN(con.constraint_name) INTO wanted
    FROM all_constraints con
    JOIN all_constraints ref ON ref.owner = con.r_owner AND ref.constraint_name = con.r_constraint_name AND ref.table_name = 'NODE'
    WHERE con.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND con.table_name = 'NODE'
        AND con.constraint_type = 'R' AND con.generated = 'GENERATED NAME'
        AND (SELECT LISTAGG(col.column_name, ',') WITHIN GROUP (ORDER BY col.position) FROM all_cons_columns col
            WHERE col.owner = con.owner AND col.constraint_name = con.constraint_name) = 'PARENT';
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the foreign key to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE node DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [5/24]
ALTER TABLE node DROP PRIMARY KEY;

-- [6/24]
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
        WHERE owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'NODE'
            AND constraint_type = 'C' AND generated = 'GENERATED NAME'
    ) LOOP
        IF bare(con.search_condition) = bare('code <> other') THEN
            wanted := con.constraint_name;
        END IF;
    END LOOP;
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the check to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE node DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [7/24]
DROP INDEX ix_node_code_other;

-- [8/24]
ALTER TABLE node DROP COLUMN code;

-- [9/24]
ALTER TABLE node RENAME COLUMN new_code TO code;

-- [10/24]
ALTER TABLE node MODIFY (code NOT NULL);

-- [11/24]
COMMENT ON COLUMN node.code IS 'it''s the key';

-- [12/24]
CREATE INDEX ix_node_code_other ON node (other, code);

-- [13/24]
ALTER TABLE node ADD PRIMARY KEY (code);

-- [14/24]
ALTER TABLE node ADD CHECK (code <> other);

-- [15/24]
ALTER TABLE node ADD FOREIGN KEY (parent) REFERENCES node (code);

-- [16/24]
ALTER TABLE leaf ADD FOREIGN KEY (node) REFERENCES node (code) ON DELETE CASCADE;

-- [17/24]
ALTER TABLE leaf ADD (new2_node VARCHAR2(10 CHAR));

-- [18/24]
UPDATE leaf SET new2_node = TO_CHAR(node, 'TM9', 'NLS_NUMERIC_CHARACTERS=''.,''');

COMMIT;

-- [19/24]
DECLARE
    wanted VARCHAR2(128);
BEGIN
    SELECT MIN(con.constraint_name) INTO wanted
    FROM all_constraints con
    JOIN all_constraints ref ON ref.owner = con.r_owner AND ref.constraint_name = con.r_constraint_name AND ref.table_name = 'NODE'
    WHERE con.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND con.table_name = 'LEAF'
        AND con.constraint_type = 'R' AND con.generated = 'GENERATED NAME'
        AND (SELECT LISTAGG(col.column_name, ',') WITHIN GROUP (ORDER BY col.position) FROM all_cons_columns col
            WHERE col.owner = con.owner AND col.constraint_name = con.constraint_name) = 'NODE';
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the foreign key to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE leaf DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [20/24]
ALTER TABLE leaf DROP COLUMN node;

-- [21/24]
ALTER TABLE leaf RENAME COLUMN new2_node TO node;

-- [22/24]
ALTER TABLE leaf MODIFY (node DEFAULT '1' NOT NULL);

-- [23/24]
ALTER TABLE leaf ADD FOREIGN KEY (node) REFERENCES node (code) ON DELETE CASCADE;

-- [24/24]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;
