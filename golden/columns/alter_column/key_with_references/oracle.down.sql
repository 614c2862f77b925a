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
-- [1/16]
ALTER TABLE account ADD (new_owner_id NUMBER(10));

-- [2/16]
UPDATE account SET new_owner_id = owner_id;

COMMIT;

-- [3/16]
ALTER TABLE account DROP CONSTRAINT fk_owner;

-- [4/16]
ALTER TABLE account DROP COLUMN owner_id;

-- [5/16]
ALTER TABLE account RENAME COLUMN new_owner_id TO owner_id;

-- [6/16]
ALTER TABLE account ADD CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE;

-- [7/16]
ALTER TABLE owner ADD (new_id NUMBER(10));

-- [8/16]
UPDATE owner SET new_id = id;

COMMIT;

-- [9/16]
ALTER TABLE account DROP CONSTRAINT fk_owner;

-- [10/16]
ALTER TABLE owner DROP CONSTRAINT pk_owner;

-- [11/16]
ALTER TABLE owner DROP COLUMN id;

-- [12/16]
ALTER TABLE owner RENAME COLUMN new_id TO id;

-- [13/16]
ALTER TABLE owner MODIFY (id NOT NULL);

-- [14/16]
ALTER TABLE owner ADD CONSTRAINT pk_owner PRIMARY KEY (id);

-- [15/16]
ALTER TABLE account ADD CONSTRAINT fk_owner FOREIGN KEY (owner_id) REFERENCES owner (id) ON DELETE CASCADE;

-- [16/16]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'a2';

COMMIT;
