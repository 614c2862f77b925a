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

-- Running downgrade b2 -> a1, is said again with each new definition
-- [1/12]
CREATE UNIQUE INDEX uq_name ON plant (name, id);

-- [2/12]
CREATE INDEX ix_note ON plant (note);

-- [3/12]
ALTER TABLE plant ADD (new_note NUMBER(10));

-- [4/12]
UPDATE plant SET new_note = note;

COMMIT;

-- [5/12]
DROP INDEX ix_note;

-- [6/12]
ALTER TABLE plant DROP COLUMN note;

-- [7/12]
ALTER TABLE plant RENAME COLUMN new_note TO note;

-- [8/12]
ALTER TABLE plant MODIFY (note DEFAULT 3);

-- [9/12]
CREATE INDEX ix_note ON plant (note);

-- [10/12]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;

-- Running downgrade a1 -> , what only raw SQL says of a column and an index
-- [11/12]
DROP TABLE plant;

-- [12/12]
DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
