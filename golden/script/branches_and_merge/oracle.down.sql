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
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (''d4'') THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 1 OR wanted <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at d4, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running downgrade d4 -> b2, b3, merge
-- [1/8]
INSERT INTO alembic_version (version_num) VALUES ('b2');

COMMIT;

-- [2/8]
UPDATE alembic_version SET version_num = 'b3' WHERE version_num = 'd4';

COMMIT;

-- Running downgrade b3 -> a1, right
-- [3/8]
DROP TABLE u;

-- [4/8]
DELETE FROM alembic_version WHERE version_num = 'b3';

COMMIT;

-- Running downgrade b2 -> a1, left
-- [5/8]
ALTER TABLE t DROP COLUMN a;

-- [6/8]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;

-- Running downgrade a1 -> , first
-- [7/8]
DROP TABLE t;

-- [8/8]
DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
