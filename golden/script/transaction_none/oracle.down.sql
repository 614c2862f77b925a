-- cucurbit 0.1.0
-- compile downgrade head:base
-- Oracle 19
-- c3 -> base
-- 3 revisions, SHA-256 30d17a0bb1c25df8b3ab7d51d9a4dbd1ab546d1d4c19f43a4743128ff59c2f7a
-- No transaction: a failure leaves a revision half done. Go on with --from-step N,
-- where N is the number above the statement that failed.
-- Stop it at the first error. For sqlplus write it with --client sqlplus.

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
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (''c3'') THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 1 OR wanted <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at c3, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

-- Running downgrade c3 -> b2, third
-- [1/6]
DROP INDEX ix_t_a;

-- [2/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'c3';

COMMIT;

-- Running downgrade b2 -> a1, second
-- [3/6]
ALTER TABLE t DROP COLUMN a;

-- [4/6]
UPDATE alembic_version SET version_num = 'a1' WHERE version_num = 'b2';

COMMIT;

-- Running downgrade a1 -> , first
-- [5/6]
DROP TABLE t;

-- [6/6]
DELETE FROM alembic_version WHERE version_num = 'a1';

COMMIT;
