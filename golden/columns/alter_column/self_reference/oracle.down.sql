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
-- [1/8]
ALTER TABLE node ADD (new_parent_id NUMBER(10));

-- [2/8]
UPDATE node SET new_parent_id = parent_id;

COMMIT;

-- [3/8]
DECLARE
    wanted VARCHAR2(128);
BEGIN
    SELECT MIN(con.constraint_name) INTO wanted
    FROM all_constraints con
    JOIN all_constraints ref ON ref.owner = con.r_owner AND ref.constraint_name = con.r_constraint_name AND ref.table_name = 'NODE'
    WHERE con.owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND con.table_name = 'NODE'
        AND con.constraint_type = 'R' AND con.generated = 'GENERATED NAME'
        AND (SELECT LISTAGG(col.column_name, ',') WITHIN GROUP (ORDER BY col.position) FROM all_cons_columns col
            WHERE col.owner = con.owner AND col.constraint_name = con.constraint_name) = 'PARENT_ID';
    IF wanted IS NULL THEN
        RAISE_APPLICATION_ERROR(-20000, 'the foreign key to drop was not found');
    END IF;
    EXECUTE IMMEDIATE 'ALTER TABLE node DROP CONSTRAINT "' || wanted || '"';
END;
/

-- [4/8]
ALTER TABLE node DROP COLUMN parent_id;

-- [5/8]
ALTER TABLE node RENAME COLUMN new_parent_id TO parent_id;

-- [6/8]
ALTER TABLE node ADD FOREIGN KEY (parent_id) REFERENCES node (id) ON DELETE CASCADE;

-- [7/8]
ALTER TABLE node MODIFY (name NULL);

-- [8/8]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;
