-- cucurbit 0.1.0
-- compile upgrade base:head
-- Oracle 19
-- base -> c3
-- 3 revisions, SHA-256 28e011caf10413c57f98c8f8ac6824ad5e7e3b300558a4dbe24b76439824ec9e
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
            SELECT COUNT(*), COUNT(CASE WHEN version_num IN (NULL) THEN 1 END),
                LISTAGG(version_num, '' '') WITHIN GROUP (ORDER BY version_num)
            FROM alembic_version'
            INTO total, wanted, found;
    END IF;
    IF total <> 0 OR wanted <> 0 THEN
        RAISE_APPLICATION_ERROR(-20000, SUBSTR('nothing was changed: this script starts at base, and the database is at ' || NVL(found, 'no version'), 1, 2000));
    END IF;
END;
/

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

-- Running upgrade  -> a1, first
-- [1/6]
CREATE TABLE t (
    id NUMBER(10) NOT NULL,
    PRIMARY KEY (id)
);

-- [2/6]
INSERT INTO alembic_version (version_num) VALUES ('a1');

COMMIT;

-- Running upgrade a1 -> b2, second
-- [3/6]
ALTER TABLE t ADD (a NUMBER(10));

-- [4/6]
UPDATE alembic_version SET version_num = 'b2' WHERE version_num = 'a1';

COMMIT;

-- Running upgrade b2 -> c3, third
-- [5/6]
CREATE INDEX ix_t_a ON t (a);

-- [6/6]
UPDATE alembic_version SET version_num = 'c3' WHERE version_num = 'b2';

COMMIT;
